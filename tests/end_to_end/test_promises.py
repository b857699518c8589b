"""What is promised of every method: nothing is stored, written or touched that was not shown."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandboxes import RunningSandbox, onboard, outside, running

METHODS = ("https", "ssh", "helper", "grc")
RECORDER = """#!/bin/sh
echo "$1" >> {log}
"""


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    with running(tmp_path_factory.mktemp("state")) as started:
        yield started


def words(method: str, *more: str) -> tuple[str, ...]:
    extra = ("--no-passphrase", "--bits", "2048") if method == "ssh" else ()
    return ("setup", "--method", method, "--json", *extra, *more)


def fingerprint(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Every file of a folder: mode, time of change and content."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mode,
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest(),
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


def writing(sandbox: RunningSandbox) -> list[str]:
    return [call["operation"] for call in sandbox.control("calls")["calls"] if call["write"]]


@pytest.mark.parametrize("method", METHODS)
def test_a_dry_run_shows_the_plan_and_changes_nothing(method: str, sandbox: RunningSandbox) -> None:
    before = files_of(sandbox)
    sandbox.control("calls-clear")
    done = sandbox.onboard(*words(method, "--dry-run"))
    assert (done.returncode, bool(json.loads(done.stdout)["plan"])) == (0, True), done.stderr
    assert files_of(sandbox) == before
    assert not (sandbox.home / ".local/state/onboard/runs").exists()
    assert writing(sandbox) == []


@pytest.mark.parametrize("method", METHODS)
def test_a_second_run_writes_nothing_and_undo_gives_everything_back(
    method: str, tmp_path: Path
) -> None:
    with running(tmp_path) as sandbox:
        untouched = {name: entry[2] for name, entry in files_of(sandbox).items()}
        first = sandbox.onboard(*words(method, "--yes"))
        assert first.returncode == 0, first.stdout
        before = fingerprint(sandbox.home)
        sandbox.control("calls-clear")
        again = sandbox.onboard(*words(method, "--yes"))
        assert (again.returncode, json.loads(again.stdout)["plan"]) == (0, [])
        assert fingerprint(sandbox.home) == before
        assert writing(sandbox) == []
        undone = sandbox.onboard("undo", "--yes", "--json")
        assert (undone.returncode, json.loads(undone.stdout)["left"]) == (0, []), undone.stdout
        assert {name: entry[2] for name, entry in files_of(sandbox).items()} == untouched
        status = json.loads(sandbox.onboard("status", "--json").stdout)
        assert [row["type"] for row in status["credentials"]] == ["access-key"]


def files_of(sandbox: RunningSandbox) -> dict[str, tuple[int, int, str]]:
    """The sandbox's home, less our own state and cache."""
    ours = (".local/state/onboard", ".cache/onboard")
    return {
        name: entry
        for name, entry in fingerprint(sandbox.home).items()
        if not name.startswith(ours)
    }


@pytest.mark.parametrize("method", METHODS)
def test_no_method_hands_its_password_to_another_helper(method: str, tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        recorder, log = tmp_path / "recorder", tmp_path / "recorded"
        recorder.write_text(RECORDER.format(log=log))
        recorder.chmod(0o700)
        line = sandbox.run("git", "config", "--global", "credential.helper", f"!{recorder}")
        assert line.returncode == 0, line.stderr
        done = sandbox.onboard(*words(method, "--yes"))
        shown = json.loads(done.stdout)
        assert done.returncode == 0, shown
        cloned = sandbox.run("git", "clone", "-q", shown["clone_url"], tmp_path / "clone")
        assert cloned.returncode == 0, cloned.stderr
        assert "store" not in (log.read_text().split() if log.exists() else [])


def test_the_stock_aws_cli_sees_the_key(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        shown = json.loads(sandbox.onboard(*words("ssh", "--yes")).stdout)
        listed = sandbox.run("aws", "iam", "list-ssh-public-keys", "--output", "json")
        ids = [one["SSHPublicKeyId"] for one in json.loads(listed.stdout)["SSHPublicKeys"]]
        assert ids == [shown["values"]["key id"]]


def test_the_aws_clis_own_helper_signs_in_as_well(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        done = sandbox.onboard(*words("helper", "--yes", "--signer", "aws"))
        assert json.loads(done.stdout)["proof"]["ok"], done.stdout


def test_a_sandbox_never_touches_the_real_home(tmp_path: Path) -> None:
    home = Path(outside(tmp_path)["HOME"])
    for name, text in {
        ".gitconfig": "[user]\n\tname = Real\n[credential]\n\thelper = store\n",
        ".ssh/config": "Host *\n  User real\n",
        ".aws/credentials": "[default]\naws_access_key_id = AKIAREAL\n",
    }.items():
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text(text)
    before = fingerprint(home)
    with running(tmp_path) as sandbox:
        for method in METHODS:
            assert sandbox.onboard(*words(method, "--yes")).returncode == 0
        assert sandbox.onboard("undo", "--yes").returncode == 0
    assert fingerprint(home) == before


def test_bad_input_gets_a_sentence(sandbox: RunningSandbox) -> None:
    cases: dict[tuple[str, ...], int] = {
        ("setup", "--method", "https", "--profile", "nobody", "--yes"): 2,
        ("setup", "--method", "https", "--region", "mars-1", "--yes"): 2,
        ("setup", "--method", "https", "--region", "cn-north-1", "--yes"): 2,
        ("setup", "--method", "carrier-pigeon"): 2,
        ("setup", "--method", "https"): 2,
        ("setup", "--method", "ssh", "--yes"): 2,
        ("setup", "--method", "ssh", "--key", "/nowhere", "--yes", "--no-passphrase"): 2,
        ("setup", "--method", "ssh", "--key-id", "AKIA1", "--yes", "--no-passphrase"): 2,
        ("setup", "--method", "https", "--credentials-file", "/nowhere", "--yes"): 2,
        ("status", "--max-age", "-1"): 2,
        ("nonsense",): 2,
        ("undo", "no-such-run", "--yes"): 2,
    }
    for argv, status in cases.items():
        done = sandbox.onboard(*argv, "--json")
        assert "Traceback" not in done.stderr
        error = json.loads(done.stdout)["error"]
        assert (done.returncode, bool(error["message"]), bool(error["hint"])) == (
            status,
            True,
            True,
        ), (argv, error)


def test_an_unknown_scenario_is_named(tmp_path: Path) -> None:
    done = onboard(tmp_path, "status", "--sandbox=mars", "--json")
    assert done.returncode == 2
    assert "iam-user" in json.loads(done.stdout)["error"]["hint"]


def test_the_app_says_so_where_it_cannot_be_shown(tmp_path: Path) -> None:
    done = onboard(tmp_path)
    assert done.returncode == 2
    assert "onboard setup" in done.stderr


def test_version_is_printed_without_loading_the_app() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "onboard", "--version"], capture_output=True, text=True, timeout=30
    )
    assert done.stdout.startswith("onboard 0.")


def test_a_command_in_the_ssh_config_is_told_and_not_run(sandbox: RunningSandbox) -> None:
    config, ran = sandbox.home / ".ssh" / "config", sandbox.home / "ran"
    config.parent.mkdir(mode=0o700, exist_ok=True)
    former = config.read_bytes() if config.exists() else None
    config.write_text(
        f'Host git-codecommit.*.amazonaws.com\n  User APKAOLD\nMatch exec "touch {ran}"\n'
    )
    config.chmod(0o600)
    try:
        done = sandbox.onboard(*words("ssh", "--dry-run", "--existing-block", "adopt"))
        shown = json.loads(done.stdout)
        assert f"{config}, line 3: ssh runs the command `touch {ran}`" in shown["notes"][0]
        assert f"{config}, line 1: your own lines" in shown["notes"][1]
        assert "APKAOLD" not in next(
            one["after"] for one in shown["plan"] if one["kind"] == "write-host-block"
        )
        assert not ran.exists()
    finally:
        config.unlink()
        if former is not None:
            config.write_bytes(former)
