"""Where each credential setting stands, with a new git and with an old one."""

import shutil
from pathlib import Path

import pytest

from onboard.git.command import run
from onboard.git.entries import entries
from onboard.places import Places
from tests.machine import machine, script

OLD = """#!/bin/sh
case "$*" in
--version) echo 'git version 2.24.3 (Apple Git-128)' ;;
*--show-scope*) echo "error: unknown option \\`show-scope'" >&2; exit 129 ;;
*) exec {git} "$@" ;;
esac
"""


def old_git(folder: Path) -> str:
    """A PATH on which git says that it is 2.24, and does not know --show-scope."""
    script(folder / "old" / "git", OLD.format(git=shutil.which("git")))
    return f"{folder}/old:/usr/bin:/bin"


@pytest.fixture(params=["new", "old"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> Places:
    env = {
        "GIT_CONFIG_COUNT": "2",
        "GIT_CONFIG_KEY_0": "x.y",
        "GIT_CONFIG_VALUE_0": "z",
        "GIT_CONFIG_KEY_1": "credential.helper",
        "GIT_CONFIG_VALUE_1": "env",
        "GIT_CONFIG_PARAMETERS": "'credential.helper'='parameter'",
        "GIT_CONFIG_SYSTEM": str(tmp_path / "system"),
        "GIT_CONFIG_NOSYSTEM": "0",
    }
    (tmp_path / "system").write_text("[credential]\n\thelper = osxkeychain\n")
    old = {"PATH": old_git(tmp_path)} if request.param == "old" else {}
    return machine(tmp_path, **env, **old)


def test_every_setting_has_its_scope_file_and_line(places: Places) -> None:
    home = places.home
    (home / ".gitconfig").write_text(
        "[user]\r\n\tname = x\r\n[credential]\r\n\thelper = a\r\n\thelper = a\r\n"
        '\tuseHttpPath = true\n[include]\n\tpath = i\n[credential "https://x.y"] helper = b\n'
    )
    (home / "i").write_text('\n\n[credential]\n\thelper =\n\thelper = "!c \\"d\\""\n')
    run(places, "init", "-q", str(home / "r"))
    run(places, "config", "credential.helper", "local", cwd=home / "r")
    found = entries(places, "helper", cwd=home / "r")
    assert [(one.scope, one.value, one.url, one.line) for one in found] == [
        ("system", "osxkeychain", "", 2),
        ("global", "a", "", 4),
        ("global", "a", "", 5),
        ("global", "", "", 4),
        ("global", '!c "d"', "", 5),
        ("global", "b", "https://x.y", 9),
        ("local", "local", "", found[6].line),
        ("command", "env", "", 0),
        ("command", "parameter", "", 0),
    ]
    assert found[6].line > 1
    origins = [one.origin.rpartition("/")[2] for one in found]
    assert origins == [
        *("system", ".gitconfig", ".gitconfig", "i", "i", ".gitconfig", "config"),
        *("GIT_CONFIG_KEY_1", "GIT_CONFIG_PARAMETERS"),
    ]
    (path,) = entries(places, "useHttpPath")
    assert (path.value, path.line) == ("true", 6)
