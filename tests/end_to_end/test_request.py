"""A developer without AWS credentials asks, an administrator answers, git signs in."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.canaries import in_files
from tests.help_desks import Desk, handed
from tests.sandboxes import Done, RunningSandbox, running

NEW_KEY = ("--bits", "2048", "--no-passphrase")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    with running(tmp_path_factory.mktemp("state"), "console-only") as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(started: RunningSandbox) -> Iterator[RunningSandbox]:
    """Jane's machine as it was, after each test."""
    yield started
    while "Nothing to undo" not in (done := Desk(started)("undo", "--yes")).stdout:
        assert done.returncode == 0, done.stderr


def proved(done: Done, said: str) -> None:
    assert done.returncode == 0, (done.stdout, done.stderr)
    proof = json.loads(done.stdout)["proof"]
    assert proof["ok"]
    assert said in proof["detail"]


def test_with_a_key_made_here(sandbox: RunningSandbox, tmp_path: Path) -> None:
    asked, admin = tmp_path / "jane.txt", Desk(sandbox)
    ask = ("request", "--method", "ssh", "--user", "jane", "--repository", "web", *NEW_KEY)
    waiting = json.loads(sandbox.onboard(*ask, "-o", str(asked), "--yes", "--json").stdout)
    assert "onboard request" in waiting["waiting"]
    private = (sandbox.home / ".ssh" / "codecommit_rsa").read_text()
    assert in_files([tmp_path], {"key": private.splitlines()[3]}) == []
    again = sandbox.onboard(*ask, "-o", str(asked), "--yes")
    assert again.returncode == 1
    assert "never overwritten" in again.stderr
    shown = admin("setup", "--from-request", str(asked), "--dry-run")
    assert "SHA256:" in shown.stderr
    assert "onboard policy" in shown.stderr
    assert admin("setup", "--from-request", str(asked), "--yes").returncode == 0
    answer = tmp_path / "codecommit-jane.csv"
    (key,) = admin.iam()["jane"]["ssh_keys"]
    assert handed(answer)["SSH Key Id"] == key["id"]
    assert handed(answer)["Request"] in asked.read_text()
    finish = ("request", "--finish", str(answer), "--yes", "--json")
    proved(sandbox.onboard(*finish), key["id"])
    proved(sandbox.onboard("request", "--finish", key["id"], "--yes", "--json"), key["id"])


def test_with_a_git_credential_by_batch(sandbox: RunningSandbox, tmp_path: Path) -> None:
    asked, admin = tmp_path / "jane.txt", Desk(sandbox)
    ask = ("request", "--method", "https", "--user", "jane", "--repository", "web")
    assert sandbox.onboard(*ask, "-o", str(asked), "--yes").returncode == 0
    out = tmp_path / "out"
    done = admin("batch", str(asked), "--hand-over", str(out), "--yes", "--json")
    assert json.loads(done.stdout)["done"] == 1
    answer = out / "codecommit-jane.csv"
    proved(sandbox.onboard("request", "--finish", str(answer), "--yes", "--json"), "jane-at-")
    password = {"password": handed(answer)["Password"]}
    vault = sandbox.home / ".local/state/onboard/passwords.json"
    may = [sandbox.folder.server, vault, out]
    assert in_files([sandbox.state, tmp_path], password, may) == []


def test_an_answer_finds_its_own_request(sandbox: RunningSandbox, tmp_path: Path) -> None:
    ask = ("request", "--method", "ssh", "--user", "jane", *NEW_KEY, "--yes", "-o")
    assert sandbox.onboard(*ask, str(tmp_path / "one")).returncode == 0
    assert sandbox.onboard(*ask, str(tmp_path / "two")).returncode == 0
    nonce = json.loads((tmp_path / "one").read_text().split("For onboard:")[1])["nonce"]
    answer = tmp_path / "answer.csv"
    answer.write_text(f"SSH Key Id,IAM User,Account,Request\nAPKA0000000000000000,jane,,{nonce}\n")
    finish = ("request", "--finish", str(answer), "--dry-run", "--json")
    plan = json.loads(sandbox.onboard(*finish).stdout)["plan"]
    block = next(step for step in plan if step["kind"] == "write-host-block")
    assert 'codecommit_rsa"' in block["after"]  # the first one's
    answer.write_text(answer.read_text().replace(nonce, "0" * 32))
    stranger = sandbox.onboard(*finish[:-1])
    assert stranger.returncode == 2
    assert "not made on this machine" in stranger.stderr
    assert sandbox.onboard("request", "--finish", str(tmp_path / "one"), "--yes").returncode == 2
