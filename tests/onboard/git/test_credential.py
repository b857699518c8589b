"""What git would send, and what its helpers are told, with real git and recording helpers."""

from pathlib import Path

import pytest

from onboard.errors import BadInput
from onboard.git import config, credential
from onboard.places import Places
from onboard.secret import Secret
from tests.machine import machine, script, write_section

URL = "https://git-codecommit.us-east-1.amazonaws.com/v1/repos/demo"
HOSTS = "https://git-codecommit.*.amazonaws.com"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machine(tmp_path)


def helper(places: Places, name: str, answer: str = "") -> Path:
    """A helper that records every call and gives one answer; returns its record."""
    record = places.home / f"{name}.record"
    text = f'#!/bin/sh\necho "== $*" >> "{record}"\ncat >> "{record}"\n'
    path = script(places.home / "a folder" / name, f"{text}[ $# -lt 9 ] && printf '{answer}'\n")
    write_section(
        places, HOSTS, {"helper": ("", config.quote_command([str(path), "%s $HOME", "'\"`x`"]))}
    )
    return record


def test_fill_gives_what_git_would_send(places: Places) -> None:
    record = helper(places, "one", "username=u %% ä\\npassword=p=w\\n")
    assert credential.fill(places, URL) == ("u % ä", Secret("p=w"))
    assert "== %s $HOME '\"`x` get\n" in record.read_text()


def test_fill_never_asks(places: Places) -> None:
    asked = script(places.home / "ask", f"#!/bin/sh\ntouch {places.home}/asked\necho x\n")
    places = machine(places.home.parent, GIT_ASKPASS=str(asked), SSH_ASKPASS=str(asked))
    write_section(places, HOSTS, {"helper": ("",)})
    assert credential.fill(places, URL) is None
    (places.home / ".gitconfig").write_text(f"[core]\n\taskPass = {asked}\n")
    assert credential.fill(places, URL) is None
    assert not (places.home / "asked").exists()


def test_approve_and_reject_tell_the_helpers(places: Places) -> None:
    record = helper(places, "one")
    credential.approve(places, URL, "user@x", Secret("geheim ß"))
    credential.reject(places, URL, None)
    said = record.read_text()
    assert " store\n" in said
    assert "username=user@x\npassword=geheim ß\n" in said
    assert "path=" not in said, "git leaves the path away where useHttpPath is not set"
    assert said.count(" erase\n") == 1


@pytest.mark.parametrize("bad", ["a\nusername=root", "a\rb", "a\0b"])
def test_a_line_break_is_refused(places: Places, bad: str) -> None:
    with pytest.raises(BadInput):
        credential.fill(places, f"https://{bad}@example.com")
    with pytest.raises(BadInput) as caught:
        credential.approve(places, URL, "u", Secret(bad))
    assert "root" not in str(caught.value)
