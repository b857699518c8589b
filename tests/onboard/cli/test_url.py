"""`onboard url` as a person and a script meet it."""

import json
import subprocess
from pathlib import Path

import pytest

from onboard.__main__ import run
from onboard.places import Places
from tests.machine import machine, write_section

HOST = "git-codecommit.eu-west-1.amazonaws.com"
WEB = f"https://{HOST}/v1/repos/web"
KEYS = ("kind", "region", "account", "repository", "https", "ssh", "grc", "use")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    made = machine(tmp_path)
    folder = made.home / ".aws"
    folder.mkdir()
    (folder / "config").write_text(
        "[profile work]\nregion = eu-west-1\n[default]\nregion=eu-west-1"
    )
    line = "!/opt/onboard git-credential --profile work"
    write_section(made, "https://work@git-codecommit.*.amazonaws.com", {"helper": ("", line)})
    return made


def test_the_document_has_the_keys_of_the_contract(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["url", f"ssh://{HOST}/v1/repos/web/", "--json"], places) == 0
    out, err = capsys.readouterr()
    document = json.loads(out)
    assert err == ""
    assert {key: document[key] for key in KEYS} == {
        "kind": "ssh",
        "region": "eu-west-1",
        "account": None,
        "repository": "web",
        "https": WEB,
        "ssh": f"ssh://{HOST}/v1/repos/web",
        "grc": "codecommit::eu-west-1://web",
        "use": WEB.replace("//", "//work@"),
    }
    assert document["method"] == "helper"


def test_the_address_alone_goes_to_standard_output(
    places: Places, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(f"origin\t{WEB}/ (fetch)\n"))
    assert run(["url", "-"], places) == 0
    out, err = capsys.readouterr()
    assert out == WEB.replace("//", "//work@") + "\n"
    assert "slash" in err


def test_a_bare_name_is_in_the_region_of_the_profile(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["url", "web", "--profile", "work"], places) == 0
    assert run(["url", "web", "--region", "us-east-1"], places) == 0
    first, second = capsys.readouterr().out.split()
    assert "eu-west-1" in first
    assert "us-east-1" in second


@pytest.mark.parametrize(
    "words",
    [
        ["https://me:hunter2@github.com/me/web"],
        ["https://me:hunter2@git-codecommit.eu-wst-1.amazonaws.com/v1/repos/web"],
        [],
        [WEB, "--yes"],
        [WEB, "--rewrite", "."],
        ["--rewrite", "/nowhere/at/all"],
        [WEB, "--profile", "nobody"],
        [WEB, "--region", "mars-1"],
        [""],
    ],
)
def test_what_cannot_be_is_exit_2_without_the_password(
    words: list[str], places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["url", *words], places) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "hunter2" not in err
    assert len(err.splitlines()) >= 2


def test_a_password_is_told_and_masked(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["url", WEB.replace("//", "//jane-at-1:hunter2@"), "--json"], places) == 0
    out, _ = capsys.readouterr()
    assert "hunter2" not in out
    assert json.loads(out)["password"] is True
    assert any("rotate" in words for words in json.loads(out)["notes"])


def test_remotes_are_shown_rewritten_and_taken_back(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = places.home / "clone"
    subprocess.run(["git", "init", "-q", str(folder)], check=True, timeout=60)
    file = folder / ".git/config"
    file.write_text(file.read_text() + f'[remote "origin"]\n\turl = {WEB}/\n')
    before = file.read_bytes()
    assert run(["url", "--rewrite", str(folder), "--dry-run"], places) == 0
    assert file.read_bytes() == before
    assert f"origin.url: {WEB}/ → " in capsys.readouterr().err
    assert run(["url", "--rewrite", str(folder)], places) == 2  # nobody is there to confirm
    assert file.read_bytes() == before
    assert run(["url", "--rewrite", str(folder), "--yes", "--json"], places) == 0
    said = capsys.readouterr().out
    assert file.read_text().endswith(f"url = {WEB.replace('//', '//work@')}\n")
    assert json.loads(said)["plan"][0]["before"] != json.loads(said)["plan"][0]["after"]
    assert run(["undo", "--yes"], places) == 0
    assert file.read_bytes() == before
