"""Whole commands with `--sandbox`: they live in the sandbox's home and leave the real one alone."""

import hashlib
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import sandboxes
from tests.sandboxes import RunningSandbox

REAL = {
    ".gitconfig": "[user]\n\tname = Real\n[credential]\n\thelper = store\n",
    ".ssh/config": "Host *\n  User real\n",
    ".ssh/known_hosts": "example.com ssh-rsa AAAA\n",
    ".aws/config": "[default]\nregion = mars\n",
    ".aws/credentials": "[default]\naws_access_key_id = AKIAREAL\naws_secret_access_key = real\n",
}


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with sandboxes.running(tmp_path) as started:
        yield started


def fill(home: Path) -> None:
    for name, text in REAL.items():
        path = home / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(text)


def digest(home: Path) -> str:
    """Every path in a home with its mode, time and content."""
    sums = hashlib.sha256()
    for path in sorted(home.rglob("*")):
        status = path.stat()
        sums.update(f"{path} {status.st_mode} {status.st_mtime_ns}\n".encode())
        sums.update(path.read_bytes() if path.is_file() else b"")
    return sums.hexdigest()


def test_the_real_home_is_neither_read_nor_written(sandbox: RunningSandbox) -> None:
    real = Path(sandboxes.outside(sandbox.state)["HOME"])
    fill(real)
    before = digest(real)
    told = json.loads(sandbox.onboard("sandbox", "--json").stdout)
    status = sandbox.onboard("status", "--json")
    cloned = sandbox.run("git", "clone", told["clone_urls"]["grc"], "web")
    assert json.loads(status.stdout)["identity"]["kind"] == "iam-user", status.stderr
    assert cloned.returncode == 0, cloned.stderr
    assert digest(real) == before


def test_a_reset_starts_afresh(sandbox: RunningSandbox) -> None:
    left = sandbox.home / "left"
    left.touch()
    sandboxes.onboard(sandbox.state, "status", "--json", "--reset", "--sandbox=iam-user")
    assert not left.exists()


def test_an_unknown_scenario_is_a_sentence_and_exit_2(tmp_path: Path) -> None:
    done = sandboxes.onboard(tmp_path, "status", "--sandbox=no-such", "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "bad-input"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no signal mask")
def test_ctrl_c_while_the_child_starts_is_a_document(sandbox: RunningSandbox) -> None:
    folder = str(sandbox.folder.root)
    command = [sys.executable, "-P", "-m", "onboard.sandbox.child", folder, "status", "--json"]
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # as the supervisor has it
    try:
        pipe = subprocess.PIPE
        child = subprocess.Popen(command, env=sandbox.env, stdout=pipe, stderr=pipe, text=True)
        child.send_signal(signal.SIGINT)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    out, err = child.communicate(timeout=60)
    assert (child.returncode, err) == (130, "")
    assert json.loads(out)["error"]["code"] == "interrupted"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell")
@pytest.mark.parametrize(
    ("redirection", "status", "words"),
    [
        ("<&-", 0, "iam-user"),
        (">&-", 0, ""),
        (">&- 2>&-", 0, ""),
        (">/dev/full", 1, "could not be written"),
    ],
)
def test_closed_or_full_streams_are_no_defect(
    sandbox: RunningSandbox, redirection: str, status: int, words: str
) -> None:
    command = f'"{sys.executable}" -m onboard status --sandbox --json {redirection}'
    done = subprocess.run(
        ["sh", "-c", command],
        env=sandboxes.outside(sandbox.state),
        capture_output=True,
        text=True,
        timeout=60,
    )
    said = done.stdout + done.stderr
    assert (done.returncode, words in said) == (status, True), said
    assert "defect" not in said
    assert "Exception" not in said
