"""Git's configuration is read in git's own order and changed in our sections only."""

import subprocess
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboard.errors import BadInput, ToolFailed
from onboard.git import config
from onboard.git.command import git_version, run
from onboard.places import Places
from tests.machine import machine, write_section

URL = "https://git-codecommit.*.amazonaws.com"
OURS = {"helper": ("", "!'/o n' git-credential"), "useHttpPath": ("true",)}
PERSONS = b"# mine\r\n[user]\r\n\tname = A # c\n[credential]\n  helper = store\n[alias]\n\tx = y"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machine(tmp_path)


def gitconfig(places: Places, content: bytes | str) -> Path:
    path = places.home / ".gitconfig"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_helpers_come_in_gits_own_order(tmp_path: Path) -> None:
    (tmp_path / "system").write_text("[credential]\n\thelper = osxkeychain\n")
    repository = tmp_path / "repository"
    env = {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "credential.helper",
        "GIT_CONFIG_VALUE_0": "env",
        "GIT_CONFIG_SYSTEM": str(tmp_path / "system"),
        "GIT_CONFIG_NOSYSTEM": "0",
    }
    places = machine(tmp_path, **env)
    path = gitconfig(
        places, f'[credential "{URL}"]\nhelper=\nhelper = "!a b\\nc"\n[include]\npath=i\n'
    )
    (places.home / "i").write_text("[credential]\n\thelper\n\thelper = cache\n")
    run(places, "init", "-q", str(repository))
    run(places, "config", "credential.helper", "local one", cwd=repository)
    found = config.helpers(places, cwd=repository)
    assert [(each.scope, each.value, each.url) for each in found] == [
        ("system", "osxkeychain", ""),
        ("global", "", URL),
        ("global", "!a b\nc", URL),
        ("global", "", ""),
        ("global", "cache", ""),
        ("local", "local one", ""),
        ("command", "env", ""),
    ]
    assert [each.origin for each in found[:4]] == [
        str(tmp_path / "system"),
        str(path),
        str(path),
        str(places.home / "i"),
    ]


def test_no_helper_and_no_file(places: Places) -> None:
    assert config.helpers(places) == ()
    assert config.settings(places) == {}


def test_a_broken_file_is_named(places: Places) -> None:
    gitconfig(places, "[credential\n")
    with pytest.raises(ToolFailed, match=r"bad config line 1 in file .*\.gitconfig"):
        config.helpers(places)
    with pytest.raises(ToolFailed, match="bad config line 1"):
        write_section(places, URL, OURS)


def test_settings_are_those_of_codecommit_alone(places: Places) -> None:
    write_section(places, URL, OURS)
    fips = "https://git-codecommit-fips.us-east-1.amazonaws.com"
    user = "https://me@git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/a.b"
    write_section(places, fips, {"helper": ("",)})
    write_section(places, user, {"helper": ("x",)})
    write_section(places, "https://github.com", {"helper": ("y",)})
    write_section(places, "https://git-codecommit.evil.example", {"helper": ("y",)})
    assert config.settings(places) == {
        f"credential.{URL}.helper": OURS["helper"],
        f"credential.{URL}.usehttppath": ("true",),
        f"credential.{fips}.helper": ("",),
        f"credential.{user}.helper": ("x",),
    }


def test_writing_twice_writes_once(places: Places) -> None:
    path = gitconfig(places, PERSONS)
    write_section(places, URL, OURS)
    first = path.stat()
    content = path.read_bytes()
    assert content.startswith(PERSONS)
    write_section(places, URL, OURS)
    second = path.stat()
    assert (first.st_ino, first.st_mtime_ns) == (second.st_ino, second.st_mtime_ns)
    write_section(places, URL, {"helper": ("", "other")})
    assert config.settings(places)[f"credential.{URL}.helper"] == ("", "other")


@pytest.mark.parametrize("former", [b"\xef\xbb\xbf", b"\xef\xbb\xbf" + PERSONS])
def test_a_byte_order_mark_stays_in_front(places: Places, former: bytes) -> None:
    path = gitconfig(places, former)
    write_section(places, URL, OURS)
    assert path.read_bytes().startswith(former)
    assert config.settings(places)[f"credential.{URL}.helper"] == OURS["helper"]


@pytest.mark.parametrize("former", [b"", PERSONS + b"\n", b'[credential "https://x"]\n\ta = b\n'])
def test_removing_leaves_no_trace(places: Places, former: bytes) -> None:
    path = gitconfig(places, former)
    write_section(places, URL, OURS)
    assert path.read_bytes() != former
    write_section(places, URL, dict.fromkeys(OURS, ()))
    assert path.read_bytes() == former
    write_section(places, URL, dict.fromkeys(OURS, ()))
    assert path.read_bytes() == former


def test_a_comment_of_the_person_survives_in_our_section(places: Places) -> None:
    path = gitconfig(places, f'[credential "{URL}"]\n\t# keep me\n\tusername = me\n')
    former = path.read_bytes()
    write_section(places, URL, OURS)
    write_section(places, URL, dict.fromkeys(OURS, ()))
    assert path.read_bytes() == former


def test_twenty_writers_lose_nothing(places: Places) -> None:
    def write(number: int) -> None:
        write_section(places, f"https://host{number}", {"helper": ("", "x")})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(config.helpers(places)) == 40


def test_twenty_writers_of_two_kinds_lose_nothing(places: Places) -> None:
    """Half of them are plain `git config`, which does not wait: it says so, and tries again."""

    def ours(number: int) -> None:
        write_section(places, f"https://host{number}", {"helper": ("", "x")})

    def plain(number: int) -> None:
        while run(places, "config", "--global", f"plain.n{number}", "y").status == 255:
            threading.Event().wait(0.01)

    threads = [
        threading.Thread(target=plain if number % 2 else ours, args=(number,))
        for number in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(config.helpers(places)) == 20
    told = run(places, "config", "--global", "--get-regexp", r"^plain\.").out
    assert len(told.splitlines()) == 10


def test_a_lock_that_goes_away_is_waited_for(places: Places) -> None:
    lock = gitconfig(places, "").with_name(".gitconfig.lock")
    lock.touch()
    threading.Timer(0.3, lock.unlink).start()
    write_section(places, URL, {"helper": ("",)})
    assert config.settings(places) == {f"credential.{URL}.helper": ("",)}


def test_a_line_break_is_refused(places: Places) -> None:
    with pytest.raises(BadInput):
        write_section(places, URL, {"helper": ("a\nb",)})
    assert not (places.home / ".gitconfig").exists()


def test_a_value_that_looks_like_an_option_is_a_value(places: Places) -> None:
    write_section(places, URL, {"helper": ("--unset", "--system")})
    assert [each.value for each in config.helpers(places)] == ["--unset", "--system"]


@pytest.mark.parametrize("case", ["none", "usual", "xdg", "both", "named", "xdg moved"])
def test_the_global_file_is_gits(tmp_path: Path, case: str) -> None:
    more = {
        "named": {"GIT_CONFIG_GLOBAL": str(tmp_path / "elsewhere")},
        "xdg moved": {"XDG_CONFIG_HOME": str(tmp_path / "xdg")},
    }
    places = machine(tmp_path, **more.get(case, {}))
    xdg = (tmp_path / "xdg" if case == "xdg moved" else places.home / ".config") / "git"
    if case in ("xdg", "both", "xdg moved"):
        xdg.mkdir(parents=True)
        (xdg / "config").touch()
    if case in ("usual", "both"):
        (places.home / ".gitconfig").touch()
    guess = config.global_file(places)
    run(places, "config", "--global", "a.b", "c")
    assert "b = c" in guess.read_text()


@given(st.lists(st.text(st.characters(min_codepoint=32, exclude_characters="\x7f", codec="utf-8"))))
def test_a_quoted_command_is_inert_in_a_shell(arguments: list[str]) -> None:
    value = config.quote_command(arguments)
    assert value[0] == "!"
    out = subprocess.run(
        ["sh", "-c", f"for each in {value[1:]}; do printf '%s\\0' \"$each\"; done"],
        capture_output=True,
        check=True,
    ).stdout
    assert out.decode() == "".join(f"{each}\0" for each in arguments)


@pytest.mark.parametrize("bad", ["a\nb", "a\0b", "a\rb", "\x1b[31m"])
def test_a_control_character_is_refused(bad: str) -> None:
    with pytest.raises(BadInput):
        config.quote_command(["onboard", bad])


def test_the_version(places: Places) -> None:
    tool = git_version(places)
    assert tool is not None
    assert tool.version[0].isdigit()
    assert git_version(machine(places.home, PATH="/nowhere")) is None
