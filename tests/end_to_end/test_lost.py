"""What onboard itself keeps may be lost or damaged: it notices, says so, and begins nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandboxes import RunningSandbox, running

SETUP = ("setup", "--method", "https", "--yes", "--json")


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with running(tmp_path) as started:
        yield started


def own(sandbox: RunningSandbox) -> Path:
    return sandbox.home / ".local/state/onboard"


def test_a_lost_password_gets_a_new_credential(sandbox: RunningSandbox) -> None:
    assert sandbox.onboard(*SETUP).returncode == 0
    (own(sandbox) / "passwords.json").unlink()
    done = sandbox.onboard(*SETUP)
    shown = json.loads(done.stdout)
    assert (done.returncode, shown["proof"]["ok"]) == (0, True), shown
    assert shown["values"]["Git user name"].startswith("jane+1-at-")


@pytest.mark.parametrize("name", ["passwords.json", "vault.json"])
def test_a_damaged_vault_stops_before_a_credential_is_made(
    name: str, sandbox: RunningSandbox
) -> None:
    own(sandbox).mkdir(parents=True, mode=0o700)
    (own(sandbox) / name).write_text("{")
    done = sandbox.onboard(*SETUP)
    error = json.loads(done.stdout)["error"]
    assert (done.returncode, error["code"]) == (1, "file-refused")
    assert name in error["message"]
    assert "put back" not in error["message"]
    status = json.loads(sandbox.onboard("status", "--json").stdout)
    assert status["slots"]["git-credential"]["used"] == 0


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"steps": 1}'])
def test_a_damaged_journal_is_named(content: str, sandbox: RunningSandbox) -> None:
    runs = own(sandbox) / "runs"
    runs.mkdir(parents=True, mode=0o700)
    (runs / "20260101-000000-abcd.json").write_text(content)
    assert sandbox.onboard("status", "--json").returncode == 0
    for command in (("history",), ("undo", "--yes")):
        done = sandbox.onboard(*command, "--json")
        error = json.loads(done.stdout)["error"]
        assert (done.returncode, error["code"]) == (1, "file-refused"), error
        assert "20260101-000000-abcd.json" in error["message"]
