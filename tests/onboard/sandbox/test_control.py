"""What a second terminal is told, and the sandbox's console, faults, stop and reset."""

import csv
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from onboard.errors import BadInput, OnboardError
from onboard.sandbox import control
from onboard.sandbox.attach import answering
from tests import sandboxes
from tests.sandboxes import RunningSandbox


@pytest.fixture
def sandbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningSandbox]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    with sandboxes.running(tmp_path) as started:
        yield started


def test_a_second_terminal_works_whatever_it_had_set(
    sandbox: RunningSandbox, tmp_path: Path
) -> None:
    password = control.create_git_credential("iam-user")
    terminal = sandboxes.outside(tmp_path) | {
        "GIT_SSL_CAINFO": "/nowhere",
        "GIT_CONFIG_GLOBAL": "/nowhere",
        "GIT_CONFIG_NOSYSTEM": "1",
        "AWS_PROFILE": "production",
        "HTTPS_PROXY": "http://127.0.0.1:9",
        "no_proxy": "*",
    }
    told = control.describe("iam-user", terminal)
    env = {name: value for name, value in terminal.items() if name not in told["unset"]}
    url = sandboxes.https_url(
        {"user_name": password.user_name, "password": password.password.reveal()}
    )
    done = subprocess.run(
        ["git", "ls-remote", url], env=env | told["env"], capture_output=True, text=True, timeout=60
    )
    assert "refs/heads/main" in done.stdout, done.stderr
    assert told["home"] == str(sandbox.home)
    assert told["unset"] == ["AWS_PROFILE", "HTTPS_PROXY"]


def test_the_console_makes_the_csv_that_aws_makes(sandbox: RunningSandbox, tmp_path: Path) -> None:
    file = tmp_path / "credentials.csv"
    made = control.create_git_credential("iam-user", file)
    rows = list(csv.reader(file.read_text().splitlines()))
    assert rows == [["User Name", "Password"], [made.user_name, made.password.reveal()]]
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_console_takes_a_public_key(sandbox: RunningSandbox, tmp_path: Path) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", key], check=True)
    assert control.upload_key("iam-user", tmp_path / "key.pub").startswith("APKA")
    with pytest.raises(OnboardError):
        control.upload_key("iam-user", tmp_path / "missing.pub")


def test_a_refusal_of_the_console_is_a_sentence(sandbox: RunningSandbox, tmp_path: Path) -> None:
    (tmp_path / "bad.pub").write_text("not a key")
    with pytest.raises(OnboardError, match="The sandbox refused"):
        control.upload_key("iam-user", tmp_path / "bad.pub")


def test_faults_are_set_by_words(sandbox: RunningSandbox) -> None:
    assert control.fault("iam-user", "wrong-host-key", "on")["wrong-host-key"] is True
    assert control.fault("iam-user", "propagation", "1.5")["propagation"] == 1.5
    with pytest.raises(BadInput):
        control.fault("iam-user", "propagation", "soon")
    set_ = control.fault("iam-user", "time-out", "2.5", "ListUsers", "3+")["operations"]
    wanted = {"name": "time-out", "value": 2.5, "operation": "ListUsers", "call": "3+", "met": 0}
    assert set_ == [wanted]
    cleared = control.fault("iam-user", "clear", "on")
    assert (cleared["wrong-host-key"], cleared["operations"]) == (False, [])


def test_stop_says_whether_one_was_running(sandbox: RunningSandbox) -> None:
    assert control.stop("iam-user")
    assert not control.stop("iam-user")
    assert answering(sandbox.folder) is None


def test_reset_forgets_everything(sandbox: RunningSandbox) -> None:
    (sandbox.home / ".gitconfig").write_text("[user]\n")
    control.create_git_credential("iam-user")
    control.reset("iam-user")
    assert not sandbox.folder.root.exists()
    control.describe("iam-user", os.environ)
    assert not (sandbox.home / ".gitconfig").exists()


def test_an_unknown_scenario_is_bad_input() -> None:
    with pytest.raises(BadInput, match="no sandbox scenario"):
        control.describe("../x", {})
