"""Which sections git takes for a URL: our answer and git's own."""

from pathlib import Path

import pytest

from onboard.git.command import run
from onboard.git.urlmatch import matches
from tests.machine import machine
from tests.onboard.git.recorders import URL, called, quoted, recorder

HOST = "git-codecommit.eu-west-1.amazonaws.com"
PATTERNS = [
    f"https://{HOST}",
    f"https://{HOST}/",
    f"https://{HOST}:443",
    f"https://{HOST}:0443/",
    f"https://{HOST}:8443",
    f"http://{HOST}",
    f"HTTPS://{HOST.upper()}",
    "https://git-codecommit.*.amazonaws.com",
    "https://*.*.amazonaws.com",
    "https://*.amazonaws.com",
    "https://*.*.*.*",
    "https://git-codecommit*.eu-west-1.amazonaws.com",
    "https://git-codecommit.eu-*.amazonaws.com",
    "https://amazonaws.com",
    f"https://{HOST}.cn",
    f"https://{HOST}/v1",
    f"https://{HOST}/v1/",
    f"https://{HOST}/v1/rep",
    f"https://{HOST}/v1/repos/web",
    f"https://{HOST}/v1/repos/./web",
    f"https://{HOST}/v1/other/../repos",
    f"https://{HOST}/../v1",
    f"https://{HOST}/v1/repos/%77eb",
    f"https://{HOST}/v1/repos/web/x",
    f"https://{HOST}/v1%2Frepos",
    f"https://jane@{HOST}",
    f"https://j%61ne@{HOST}/v1",
    f"https://joe@{HOST}",
    f"https://jane:secret@{HOST}",
    f"https://@{HOST}",
    HOST,
    f"{HOST}/v1/repos/web",
    f"{HOST}/v1",
    f"jane@{HOST}",
    f"joe@{HOST}",
    "git-codecommit.*.amazonaws.com",
    "https://",
    "http://",
    "://",
    "https:///v1/repos/web",
    f"https:///{HOST}",
    f"https:{HOST}",
    f"https://{HOST}:port",
    f"https://{HOST}?x",
    f"https://{HOST}#x",
    "https://ho st",
    "https://%zz",
    "*",
    "x",
    "/",
    "file:///x",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("urlmatch")


@pytest.mark.parametrize("url", [URL, f"https://{HOST}", URL.replace("//", "//jane@")])
def test_git_takes_the_same_sections(folder: Path, url: str) -> None:
    places = machine(folder)
    sections = [
        f"[credential {quoted(one)}]\n\thelper = {quoted(recorder(folder, str(number)))}\n"
        for number, one in enumerate(PATTERNS)
    ]
    file = places.home / ".gitconfig"
    file.write_text("".join(sections) + "[credential]\n\tuseHttpPath = true\n")
    assert run(places, "config", "--list").status == 0
    taken = {PATTERNS[int(number)] for number in called(places, folder, url, "approve")}
    assert {one for one in PATTERNS if matches(one, url)} == taken
