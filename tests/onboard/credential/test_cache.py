"""Stored sessions: private, found again only for the same settings, gone at their end."""

import json
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from onboard.credential import cache
from onboard.credential.keys import Keys
from tests.onboard.credential.calls import KEYS, NEW_YEAR, SECRET_KEY, ask, aws, environment

END = NEW_YEAR + 7200
ROLE = "[profile p]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = base\n"
BASE = f"[base]\n{KEYS}"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    aws(tmp_path, ROLE, BASE)
    return tmp_path


def keep(
    home: Path,
    profile: str | None = "p",
    end: float = END,
    more: Mapping[str, str] | None = None,
) -> Path:
    environ = environment(home, **(more or {}))
    return cache.keep(environ, profile, "ASIAKEPT", "kept secret", "kept token", end)


def found(
    home: Path,
    now: float = NEW_YEAR,
    profile: str | None = "p",
    more: Mapping[str, str] | None = None,
) -> str | None:
    environ = environment(home, **(more or {}))
    keys = cache.look_up(environ, profile, now, sys.platform)
    return keys.access_key if keys else None


def test_a_kept_session_signs(home: Path) -> None:
    keep(home)
    answer = ask("--profile", "p", "get", environ=environment(home))
    assert answer["username"] == "ASIAKEPT%kept token"
    assert answer["password_expiry_utc"] == str(int(NEW_YEAR + 900))


def test_the_answer_ends_with_the_session(home: Path) -> None:
    keep(home, end=NEW_YEAR + 300)
    answer = ask("--profile", "p", "get", environ=environment(home))
    assert answer["password_expiry_utc"] == str(int(NEW_YEAR + 300))


def test_modes_and_place(home: Path) -> None:
    path = keep(home)
    assert path.parent == home / ".cache" / "onboard" / "credentials"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert SECRET_KEY not in path.read_text()


def test_forget(home: Path) -> None:
    path = keep(home)
    cache.forget(environment(home), "p")
    assert not path.exists()
    cache.forget(environment(home), "p")


def test_deleted_at_its_end(home: Path) -> None:
    path = keep(home)
    assert found(home, END - cache.MARGIN - 1) == "ASIAKEPT"
    assert found(home, END - cache.MARGIN) is None
    assert not path.exists()


def test_storing_sweeps_what_others_left(home: Path) -> None:
    path = keep(home, end=NEW_YEAR + 10)
    draft = path.with_name("x.json.1.tmp")
    draft.touch()
    os.utime(draft, (NEW_YEAR - 9999, NEW_YEAR - 9999))
    unreadable = path.with_name("broken.json")
    unreadable.write_text("{")
    fresh = keep(home, "base", end=END)
    cache.store(environment(home), "p", Keys("AKIA", "s", None), NEW_YEAR, sys.platform)
    assert os.listdir(path.parent) == [fresh.name]


@pytest.mark.parametrize("bits", [0o644, 0o660])
def test_an_open_file_is_not_used(home: Path, bits: int) -> None:
    keep(home).chmod(bits)
    assert found(home) is None


def test_an_open_folder_is_not_used(home: Path) -> None:
    keep(home).parent.chmod(0o755)
    assert found(home) is None


def test_somebody_elses_file_is_not_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(home)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert found(home) is None


@pytest.mark.parametrize(
    "content",
    ["", "[]", "null", "{}", '{"version": 2}', '{"version": 1, "expires": "x"}', "\x00"],
)
def test_what_is_not_ours_is_not_used(home: Path, content: str) -> None:
    keep(home).write_text(content)
    assert found(home) is None


@pytest.mark.parametrize(
    ("config", "credentials", "same"),
    [
        (ROLE, BASE, True),
        (ROLE + "[profile new]\nregion = x\n", BASE, True),
        ("# a comment\n" + ROLE, BASE + "[new]\n" + KEYS, True),
        (ROLE.replace("role/r", "role/s"), BASE, False),
        (ROLE, BASE.replace("AKIAIOSFODNN7EXAMPLE", "AKIAOTHER"), False),
        (ROLE + "external_id = x\n", BASE, False),
        (ROLE + "region = eu-west-1\noutput = json\n", BASE, True),
    ],
)
def test_found_again_while_the_profile_says_the_same(
    home: Path, config: str, credentials: str, same: bool
) -> None:
    keep(home)
    aws(home, config, credentials)
    assert (found(home) == "ASIAKEPT") == same


def test_of_an_odd_file_any_change_counts(home: Path) -> None:
    aws(home, ROLE + "[x]\na: b\n", BASE)
    keep(home)
    assert found(home) == "ASIAKEPT"
    aws(home, ROLE + "[x]\na: bc\n", BASE)
    assert found(home) is None


@pytest.mark.parametrize(
    ("more", "same"),
    [
        ({"AWS_PROFILE": "other", "AWS_ACCESS_KEY_ID": "AKIA"}, True),
        ({"AWS_ENDPOINT_URL_STS": "http://127.0.0.1:1"}, False),
        ({"AWS_CONFIG_FILE": "/elsewhere"}, False),
    ],
)
def test_what_of_the_environment_counts(home: Path, more: dict[str, str], same: bool) -> None:
    keep(home)
    assert (found(home, more=more) == "ASIAKEPT") == same


def test_without_a_profile_the_environment_decides(home: Path) -> None:
    keep(home, None)
    assert found(home, profile=None) == "ASIAKEPT"
    assert found(home, profile=None, more={"AWS_PROFILE": "base"}) is None
    container = {"AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://x"}
    assert found(home, profile=None, more=container) is None
    assert found(home, profile="default") is None


def test_a_source_in_the_environment_counts(home: Path) -> None:
    aws(home, "[profile p]\nrole_arn = arn:aws:iam::1:role/r\ncredential_source = Environment\n")
    keep(home, more={"AWS_ACCESS_KEY_ID": "AKIAONE"})
    assert found(home, more={"AWS_ACCESS_KEY_ID": "AKIAONE"}) == "ASIAKEPT"
    assert found(home, more={"AWS_ACCESS_KEY_ID": "AKIATWO"}) is None


@pytest.mark.parametrize("config", ["", "[profile m]\nmfa_serial = arn:aws:iam::1:mfa/jane\n"])
def test_a_bare_key_gives_way_to_a_session(home: Path, config: str) -> None:
    aws(home, config, f"[m]\n{KEYS}")
    environ = environment(home)
    assert ask("--profile", "m", "get", environ=environ)["username"] == "AKIAIOSFODNN7EXAMPLE"
    keep(home, "m")
    assert ask("--profile", "m", "get", environ=environ)["username"] == "ASIAKEPT%kept token"
    late = ask("--profile", "m", "get", environ=environ, now=END)
    assert late["username"] == "AKIAIOSFODNN7EXAMPLE"


def test_a_key_in_the_environment_gives_way_to_its_session_only(home: Path) -> None:
    one = {"AWS_ACCESS_KEY_ID": "AKIAONE", "AWS_SECRET_ACCESS_KEY": "x"}
    keep(home, None, more=one)
    assert ask("get", environ=environment(home, **one))["username"] == "ASIAKEPT%kept token"
    two = {**one, "AWS_ACCESS_KEY_ID": "AKIATWO"}
    assert ask("get", environ=environment(home, **two))["username"] == "AKIATWO"


def test_store_takes_only_what_ends_and_for_an_hour(home: Path) -> None:
    environ = environment(home)
    for keys in (Keys("AKIA", "s", None, END), Keys("ASIA", "s", "t")):
        cache.store(environ, "p", keys, NEW_YEAR, sys.platform)
        assert found(home) is None
    cache.store(environ, "p", Keys("ASIA", "s", "t", END), NEW_YEAR, sys.platform)
    (path,) = (home / ".cache" / "onboard" / "credentials").iterdir()
    assert json.loads(path.read_text())["expires"] == NEW_YEAR + 3600


def test_where_nothing_can_be_stored_nothing_is(home: Path) -> None:
    (home / ".cache").write_text("a file")
    cache.store(environment(home), "p", Keys("ASIA", "s", "t", END), NEW_YEAR, sys.platform)
    assert found(home) is None
