"""A dead password is taken out of git's own store and can come back; a live one cannot."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from onboard.places import Places
from onboard.steps.forget_password import ForgetPassword
from onboard.steps.step import Bench
from tests.machine import machine

HOST = "git-codecommit.eu-west-1.amazonaws.com"
URL = f"https://{HOST}/v1/repos/web"
KEY = "AKIAIOSFODNN7EXAMPLE"
OTHER = "https://me:mine@github.com\n"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machine(tmp_path)


def signed(minutes: int) -> str:
    at = datetime.now(UTC) - timedelta(minutes=minutes)
    return f"{at:%Y%m%dT%H%M%S}Z{'ab' * 32}"


def stored(places: Places, *lines: str) -> Path:
    path = places.home / ".git-credentials"
    path.write_text("".join(f"https://{one}@{HOST}\n" for one in lines) + OTHER)
    path.chmod(0o600)
    return path


def step(user: str = KEY) -> ForgetPassword:
    return ForgetPassword(URL, user, ("store",))


def test_a_dead_password_goes_and_comes_back(places: Places) -> None:
    path = stored(places, f"{KEY}:{signed(60)}")
    before, bench = path.read_bytes(), Bench(places, None)
    intent = step().intend(bench)
    done = step().apply(bench)
    assert path.read_text() == OTHER
    assert step().undo(bench, {**intent, **done.undo}) == ""
    assert path.read_bytes() == before


def test_all_of_one_user_go(places: Places) -> None:
    path = stored(places, f"{KEY}:{signed(60)}", f"{KEY}:{signed(90)}")
    step().apply(Bench(places, None))
    assert path.read_text() == OTHER


@pytest.mark.parametrize(
    ("user", "word"),
    [
        ("jane-at-111122223333", "secret-of-jane"),
        (KEY, signed(5)),
        ("ASIAIOSFODNN7EXAMPLE%25token", signed(60)),
    ],
    ids=["a Git credential", "signed just now", "with a session token"],
)
def test_what_may_be_alive_is_written_nowhere(places: Places, user: str, word: str) -> None:
    path, bench = stored(places, f"{user}:{word}"), Bench(places, None)
    asked = step(user.partition("%")[0])
    intent = asked.intend(bench)
    done = asked.apply(bench)
    assert path.read_text() == OTHER
    kept = json.dumps([intent, dict(done.undo)])
    assert word not in kept
    assert "token" not in kept
    assert "did not come back" in asked.undo(bench, {**intent, **done.undo})
    assert path.read_text() == OTHER


def test_another_users_password_stays(places: Places) -> None:
    path = stored(places, f"jane-at-111122223333:{signed(60)}")
    before, bench = path.read_bytes(), Bench(places, None)
    done = step().apply(bench)
    assert path.read_bytes() == before
    assert step().undo(bench, done.undo) == ""


def test_undo_of_what_was_only_intended_changes_nothing(places: Places) -> None:
    path = stored(places, f"{KEY}:{signed(60)}")
    before, bench = path.read_bytes(), Bench(places, None)
    assert step().undo(bench, step().intend(bench)) == ""
    assert path.read_bytes() == before
