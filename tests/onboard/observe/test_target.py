"""Which address is examined, and that no password of it is kept, with real git."""

from pathlib import Path

import pytest

from onboard.git.command import run
from onboard.observe.case.git_view import git_view
from onboard.observe.case.kept import with_kept
from onboard.observe.case.target import asked_for, found_here
from onboard.observe.case.tried import tried
from onboard.places import Places
from onboard.situation.case import GitView
from tests.machine import machine

HOST = "git-codecommit.eu-west-1.amazonaws.com"
URL = f"https://{HOST}/v1/repos/web"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machine(tmp_path)


def clone(places: Places, *remotes: tuple[str, str]) -> Path:
    folder = places.home / "web"
    folder.mkdir()
    run(places, "init", "-q", ".", cwd=folder)
    for key, value in remotes:
        run(places, "config", "--add", key, value, cwd=folder)
    return folder


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (URL, URL),
        (f"https://jane:geheim@{HOST}/v1/repos/web", f"https://jane@{HOST}/v1/repos/web"),
        ("arn:aws:codecommit:eu-west-1:111122223333:web", URL),
        (
            "https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/web/browse",
            URL,
        ),
        (f"ssh://{HOST}/v1/repos/web", f"ssh://{HOST}/v1/repos/web"),
    ],
)
def test_an_address_on_the_command_line(places: Places, text: str, url: str) -> None:
    found = asked_for(places, text, None)
    assert found is not None
    assert (found.url, found.problems, found.password) == (url, (), "geheim" in text)


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        (URL, 0),
        (f"https://jane:geheim@{HOST}/v1/repos/web", 0),
        (f"{URL}.git", 1),
        ("https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/web/", 1),
        (f"https://{HOST}/", 1),
    ],
)
def test_the_remote_of_the_clone_at_hand(places: Places, value: str, problems: int) -> None:
    found = found_here(places, clone(places, ("remote.origin.url", value)))
    assert len(found.problems) == problems
    assert found.remote == "origin"
    assert "geheim" not in repr(found)


def test_only_pushing_there_is_no_remote_to_examine(places: Places) -> None:
    elsewhere = ("remote.origin.url", "https://github.com/example/web")
    assert not found_here(places, clone(places, elsewhere, ("remote.origin.pushurl", URL))).url


def test_a_setting_that_leads_elsewhere_is_told_with_its_line(places: Places) -> None:
    (places.home / ".gitconfig").write_text(
        f'[alias]\n\tst = status\n[url "/srv/mirror/"]\n\tinsteadOf = https://{HOST}/v1/repos/\n'
    )
    found = found_here(places, clone(places, ("remote.origin.url", URL)))
    assert (found.url, found.written) == ("/srv/mirror/web", URL)
    assert found.instead is not None
    assert (found.instead.line, found.instead.origin) == (4, str(places.home / ".gitconfig"))
    assert found.instead_line == f"\tinsteadOf = https://{HOST}/v1/repos/"


def test_git_is_not_sent_where_no_git_server_is(places: Places) -> None:
    page = "https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/web/"
    assert (
        tried(places, found_here(places, clone(places, ("remote.origin.url", page))), GitView())
        is None
    )


def test_what_git_asks_is_read_with_file_and_line(places: Places) -> None:
    (places.home / ".gitconfig").write_text(
        "[credential]\n\thelper = store\n\tuseHttpPath\n"
        '[http]\n\tproxy = http://one:1\n[http "https://git-codecommit.*.amazonaws.com"]\n'
        "\tproxy = http://two:2\n[http]\n\tproxy = http://three:3\n"
    )
    folder = clone(places, ("remote.origin.url", URL), ("credential.helper", "cache"))
    git = git_view(places, found_here(places, folder))
    asked = [(one.entry.value, one.entry.line, one.found) for one in git.helpers]
    assert asked == [("store", 2, True), ("cache", 9, True)]
    assert git.helpers[1].entry.origin == str(folder / ".git" / "config")
    assert git.http_path
    proxy = git.settings["http.proxy"]
    assert (proxy.value, proxy.line) == ("http://two:2", 7)
    assert git.lines[proxy.origin, 7] == "\tproxy = http://two:2"


def test_the_first_answer_of_another_helper_is_seen(places: Places) -> None:
    (places.home / ".gitconfig").write_text("[credential]\n\thelper = store\n")
    stored = places.home / ".git-credentials"
    word = f"20261126T100000Z{'ab' * 32}"
    stored.write_text(f"https://ASIAIOSFODNN7EXAMPLE%25token:{word}@{HOST}\n")
    target = found_here(places, clone(places, ("remote.origin.url", URL)))
    kept = with_kept(places, target, git_view(places, target)).kept
    assert [(one.helper.value, one.user) for one in kept] == [("store", "ASIAIOSFODNN7EXAMPLE")]
    assert kept[0].signed is not None
    assert (kept[0].signed.hour, "token" in repr(kept), word in repr(kept)) == (10, False, False)
