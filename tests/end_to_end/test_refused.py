"""A keyring that breaks after IAM made a password: it rests where the person says, or goes."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandboxes import Done, RunningSandbox, running
from tests.secret_service import needs_secret_service, secret_service

ROOT = Path(__file__).parents[2]
SETUP = ("setup", "--method", "https", "--store", "keyring", "--repository", "web")
ASKED = "Keep it there?"

pytestmark = needs_secret_service


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    with running(tmp_path_factory.mktemp("state")) as started:
        yield started


@pytest.fixture
def keyring(tmp_path: Path) -> Iterator[dict[str, str]]:
    with secret_service(tmp_path) as variables:
        yield variables


def breaking(sandbox: RunningSandbox, how: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "tests.refusing", str(sandbox.folder.root), how, *SETUP)


def set_up(sandbox: RunningSandbox, keyring: dict[str, str], how: str) -> Done:
    words = (*breaking(sandbox, how), "--yes", "--json")
    return sandbox.run(*words, env=sandbox.env | keyring, cwd=ROOT)


def inside(sandbox: RunningSandbox, keyring: dict[str, str], *argv: str) -> Done:
    """The command line with that keyring."""
    words = (sys.executable, "-m", "onboard.sandbox.child", str(sandbox.folder.root), *argv)
    return sandbox.run(*words, env=sandbox.env | keyring)


def status(sandbox: RunningSandbox) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(sandbox.onboard("status", "--json").stdout)
    return document


def at_iam(sandbox: RunningSandbox) -> int:
    return int(status(sandbox)["slots"]["git-credential"]["used"])


@pytest.mark.parametrize("how", ["locked", "killed"])
def test_without_a_terminal_the_credential_goes_and_it_says_so(
    how: str, sandbox: RunningSandbox, keyring: dict[str, str]
) -> None:
    done = set_up(sandbox, keyring, how)
    error = json.loads(done.stdout)["error"]
    assert (done.returncode, error["code"]) == (1, "vault-unavailable"), done.stderr
    assert "its Git credential must go. What was begun was put back" in error["message"]
    assert "Its Git credential is deleted, so it opens nothing." in error["message"]
    assert "--store file" in error["hint"]
    seen = status(sandbox)
    assert (seen["slots"]["git-credential"]["used"], seen["resumable"]) == (0, None)
    assert not (sandbox.home / ".gitconfig").exists()
    assert not (sandbox.home / ".local/state/onboard/passwords.json").exists()


def test_killed_in_between_the_next_run_sees_it_and_offers(
    sandbox: RunningSandbox, keyring: dict[str, str]
) -> None:
    assert set_up(sandbox, keyring, "died").returncode == -9
    name = status(sandbox)["resumable"]
    assert (bool(name), at_iam(sandbox)) == (True, 1)
    shown = inside(sandbox, keyring, "setup", "--method", "https", "--dry-run")
    assert f"onboard undo --sandbox=iam-user {name}" in shown.stderr
    resumed = inside(sandbox, keyring, "resume", "--yes", "--json")
    error = json.loads(resumed.stdout)["error"]
    assert (resumed.returncode, error["code"]) == (1, "vault-unavailable")
    assert name in error["hint"]
    assert "--store file" in error["hint"]
    assert at_iam(sandbox) == 0
    assert sandbox.onboard(*SETUP, "--store", "file", "--yes").returncode == 0
    undone = sandbox.onboard("undo", name, "--yes", "--json")  # though a newer run stands
    assert json.loads(undone.stdout)["left"] == [], undone.stdout
    assert (at_iam(sandbox), status(sandbox)["resumable"]) == (1, None)
    assert sandbox.onboard("undo", "--yes").returncode == 0
    assert at_iam(sandbox) == 0


def test_at_a_terminal_it_is_taken_back_before_the_next_set_up(
    sandbox: RunningSandbox, keyring: dict[str, str]
) -> None:
    assert set_up(sandbox, keyring, "died").returncode == -9
    words = (sys.executable, "-m", "onboard.sandbox.child", str(sandbox.folder.root))
    setup = (*words, *SETUP[:3], "--repository", "web")
    answers = {"Take it back first?": "y", "Apply 3 changes?": "n"}
    said = at_a_terminal(sandbox, keyring, setup, answers)
    assert "Nothing was changed." in said
    assert (at_iam(sandbox), status(sandbox)["resumable"]) == (0, None)


@pytest.mark.parametrize("answer", ["y", "n"])
def test_at_a_terminal_the_person_is_asked_for_another_place(
    answer: str, sandbox: RunningSandbox, keyring: dict[str, str]
) -> None:
    answers = {"Apply 3 changes?": "y", ASKED: answer}
    said = at_a_terminal(sandbox, keyring, breaking(sandbox, "locked"), answers)
    kept = sandbox.home / ".local/state/onboard/passwords.json"
    if answer == "n":
        assert "its Git credential must go" in said
        assert at_iam(sandbox) == 0
        assert not kept.exists() or "jane" not in kept.read_text()
        return
    assert "The keyring is locked." in said
    assert "git signed in as jane-at-111122223333 and listed web" in said
    assert kept.stat().st_mode & 0o777 == 0o600
    again = json.loads(sandbox.onboard("setup", "--method", "https", "--yes", "--json").stdout)
    assert (again["plan"], at_iam(sandbox)) == ([], 1)
    undone = sandbox.onboard("undo", "--yes", "--json")
    assert json.loads(undone.stdout)["left"] == [], undone.stdout
    assert at_iam(sandbox) == 0
    assert "jane" not in kept.read_text()


def at_a_terminal(
    sandbox: RunningSandbox,
    keyring: dict[str, str],
    words: tuple[str, ...],
    answers: dict[str, str],
) -> str:
    """Run it with a real terminal for questions and answers; all that stood there."""
    ours, theirs = os.openpty()
    process = subprocess.Popen(
        words, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=sandbox.env | keyring
    )
    os.close(theirs)
    said, waiting = "", dict(answers)
    while chunk := read(ours):
        said += chunk
        for question in [one for one in waiting if one in said]:
            os.write(ours, f"{waiting.pop(question)}\n".encode())
    os.close(ours)
    process.wait(60)
    assert not waiting, said
    return said


def read(terminal: int) -> str:
    try:
        return os.read(terminal, 4096).decode("utf-8", "replace")
    except OSError:  # how a terminal says that the other side has gone
        return ""
