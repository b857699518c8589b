"""What ssh's configuration says in which order, and for which hosts it may."""

from pathlib import Path

import pytest

from onboard.places import Places
from onboard.ssh.names import is_key_id, is_other_id, meant
from onboard.ssh.order import Said, in_order, may_speak, would_run
from onboard.ssh.reading import config_files, files_from
from onboard.ssh.syntax import command_of, lines
from tests.machine import machine

HOST = "git-codecommit.eu-west-1.amazonaws.com"
NAMES = frozenset({HOST})


def said(tmp_path: Path, text: str, more: str = "") -> list[Said]:
    places = machine(tmp_path)
    _write(places, text, more)
    files = config_files(places, text.encode())
    return in_order(places, files, (places.ssh_config,))


def _write(places: Places, text: str, more: str) -> None:
    places.ssh_folder.mkdir()
    places.ssh_config.write_text(text)
    (places.ssh_folder / "more").write_text(more)


def test_an_included_file_stands_where_it_is_included(tmp_path: Path) -> None:
    rows = said(tmp_path, "User a\nHost x\n  Include more\n  Port 1\nUser c\n", "Host y\nUser b\n")
    told = [(one.line.keyword, [" ".join(head.words) for head in one.heads]) for one in rows]
    assert told == [
        ("user", []),
        ("host", []),
        ("include", ["x"]),
        ("host", ["x"]),
        ("user", ["x", "y"]),
        ("port", ["x"]),
        ("user", ["x"]),
    ]
    assert rows[4].text == "User b"
    assert rows[4].file.path.name == "more"


def test_a_file_that_includes_itself_comes_to_an_end(tmp_path: Path) -> None:
    rows = said(tmp_path, "Include config\nUser a\n")
    assert 2 <= len(rows) < 100


@pytest.mark.parametrize(
    ("head", "speaks"),
    [
        ("Host *", True),
        ("Host git-codecommit.*.amazonaws.com", True),
        ("Host GIT-CODECOMMIT.EU-WEST-1.amazonaws.com", True),
        ("Host github.com gitlab.com", False),
        ("Host * !git-codecommit.*.amazonaws.com", False),
        ("Host [a-z]*", False),
        ("Host git-codecommit.eu-west-?.amazonaws.com", True),
        ("Match all", True),
        ("Match host *.internal", False),
        ("Match host *.internal,git-*", True),
        ("Match originalhost other user git", False),
        ("Match user git host git-*", True),
        ("Match localuser jane", True),
        ("Match", True),
    ],
)
def test_for_which_hosts_a_section_may_speak(tmp_path: Path, head: str, speaks: bool) -> None:
    rows = said(tmp_path, f"{head}\n  User a\n")
    assert may_speak(rows[-1], NAMES) is speaks


@pytest.mark.parametrize(
    ("head", "runs"),
    [
        ('Match exec "vpn up"', True),
        ('Match host git-* exec "vpn up"', True),
        ('Match host *.internal exec "vpn up"', False),
        ('Match exec "vpn up" host *.internal', True),
        ('Match !exec "vpn up"', True),
        ('Match user git exec "vpn up"', True),
        ("Match host git-*", False),
        ("Match", False),
    ],
)
def test_whether_ssh_would_run_a_command(tmp_path: Path, head: str, runs: bool) -> None:
    rows = said(tmp_path, f"{head}\n  User a\n")
    assert would_run(rows[0], NAMES) == ("vpn up" if runs else None)


def test_a_command_in_a_file_that_is_included_for_others_is_not_run(tmp_path: Path) -> None:
    rows = said(tmp_path, "Host x\n  Include more\n", 'Match exec "vpn up"\n')
    assert [would_run(one, NAMES) for one in rows] == [None, None, None]


def test_a_match_line_with_nothing_after_it_is_no_traceback() -> None:
    assert [command_of(one) for one in lines(b"Match\nMatch exec\n")] == [None, ""]


def test_the_files_of_a_file_that_a_command_names(tmp_path: Path) -> None:
    places = machine(tmp_path)
    other = tmp_path / "other"
    other.write_text("User x\n")
    assert [one.path for one in files_from(places, other)] == [other]
    assert files_from(places, tmp_path / "gone") == ()


@pytest.mark.parametrize(
    ("user", "key", "other"),
    [
        ("APKAEIBAERJR2EXAMPLE", True, False),
        ("AIDACKCEVSQ6C2EXAMPLE", False, True),
        ("apkaeibaerjr2example", False, False),
        ("APKA", False, False),
        ("git", False, False),
        ("", False, False),
    ],
)
def test_ids(user: str, key: bool, other: bool) -> None:
    assert (is_key_id(user), is_other_id(user)) == (key, other)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("identityfil", "IdentityFile"),
        ("IdentityFiles", "IdentityFile"),
        ("hostnam", "HostName"),
        ("proxycomand", "ProxyCommand"),
        ("frobnicate", ""),
        ("x", ""),
    ],
)
def test_what_a_misspelt_option_is_meant_to_be(written: str, right: str) -> None:
    assert meant(written) == right
