"""What git starts for an ssh address, taken apart and never run."""

from pathlib import Path
from typing import Any

import pytest

from onboard.situation import HelperEntry
from onboard.ssh.started import Started, is_putty, started
from tests.machine import machine, script


def of(tmp_path: Path, setting: str = "", **env: str) -> Started:
    script(tmp_path / "bin" / "ssh", "#!/bin/sh\n")
    places = machine(tmp_path, PATH=str(tmp_path / "bin"), **env)
    entry = HelperEntry(setting, "/home/jane/.gitconfig", "global", "", 4) if setting else None
    return started(places, entry)


def test_git_s_own_choice(tmp_path: Path) -> None:
    assert of(tmp_path) == Started(program=tmp_path / "bin" / "ssh")


def test_who_comes_first(tmp_path: Path) -> None:
    one = of(tmp_path, "ssh -v", GIT_SSH_COMMAND="ssh -4", GIT_SSH="plink")
    assert (one.text, one.source) == ("ssh -4", "GIT_SSH_COMMAND in your environment")
    two = of(tmp_path, "ssh -v", GIT_SSH="plink")
    assert (two.text, two.source) == ("ssh -v", "/home/jane/.gitconfig, line 4")
    three = of(tmp_path, GIT_SSH="plink")
    assert (three.putty, three.openssh, three.program) == (True, False, None)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (
            "ssh -i '~/my key' -l APKA1",
            {"options": ("-i", "{home}/my key", "-l", "APKA1")},
        ),
        ("ssh -i$HOME/k -p2222", {"options": ("-i", "{home}/k", "-p", "2222")}),
        ("ssh -4 -o User=git -v", {"options": ("-o", "User=git")}),
        ("ssh -F ~/cfg", {"config": "{home}/cfg", "options": ()}),
        ("ssh -J bastion -i k", {"options": ("-i", "k")}),
        ("ssh -oInclude=/x -o 'Match exec y' -oUser=z", {"options": ("-o", "User=z")}),
        ("ssh -i", {"options": ("-i", "")}),
        ("ssh", {"options": ()}),
        ("C:/PuTTY/PLINK.EXE -batch", {"putty": True, "openssh": False, "options": ()}),
        ("/opt/ssh -i k", {"program": None, "openssh": True}),
        ("ssh -i k; touch x", {"openssh": False, "options": ()}),
        ("FOO=1 ssh -i k", {"openssh": False, "options": ()}),
        ("ssh 'unclosed", {"openssh": False, "options": ()}),
        ("wrapper -i k", {"openssh": False, "options": (), "program": None}),
    ],
)
def test_a_command(tmp_path: Path, command: str, expected: dict[str, Any]) -> None:
    found = of(tmp_path, command)
    home = str(tmp_path / "home")
    for name, value in expected.items():
        wanted = (
            tuple(one.replace("{home}", home) for one in value)
            if isinstance(value, tuple)
            else value.replace("{home}", home)
            if isinstance(value, str)
            else value
        )
        assert getattr(found, name) == wanted


def test_what_git_takes_for_putty() -> None:
    assert [is_putty(one) for one in ("plink", "/x/TortoisePlink.exe", "ssh", "plink2")] == [
        True,
        True,
        False,
        False,
    ]
