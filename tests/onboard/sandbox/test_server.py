"""One server per sandbox: started once, attached to, restarted with its state, ended when idle."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onboard.sandbox import attach
from onboard.sandbox.attach import answering
from onboard.sandbox.folder import Folder
from onboard.sandbox.lock import held
from tests import sandboxes
from tests.sandboxes import RunningSandbox

REF = "refs/heads/main"


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with sandboxes.running(tmp_path) as started:
        yield started


def gone(folder: Folder) -> bool:
    """Wait for the server to end: it holds its lock for as long as it lives."""
    with held(folder.serving, 30):
        return True


def test_twenty_commands_at_once_start_one_server(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from onboard.sandbox.folder import Folder\n"
        "from onboard.sandbox.start import attach_or_start\n"
        "print(attach_or_start(Folder(Path(sys.argv[1])), 60).pid)"
    )
    folder = Folder(tmp_path / "onboard" / "sandbox" / "iam-user")
    command = [sys.executable, "-c", code, str(folder.root)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(20)]
    pids = {process.communicate(timeout=60)[0] for process in started}
    sandboxes.start(tmp_path).stop()
    assert len(pids) == 1
    assert pids != {""}


def test_a_killed_server_comes_back_with_its_state_and_ports(sandbox: RunningSandbox) -> None:
    made = sandbox.control("console", {"do": "create-git-credential"})
    os.kill(sandbox.attached.pid, signal.SIGKILL)
    gone(sandbox.folder)
    again = sandboxes.start(sandbox.state)
    assert again.attached.pid != sandbox.attached.pid
    assert again.attached.ports == sandbox.attached.ports
    assert REF in again.run("git", "ls-remote", sandboxes.https_url(made)).stdout


def test_a_taken_port_is_replaced(tmp_path: Path) -> None:
    first = sandboxes.start(tmp_path)
    first.stop()
    with sandboxes.running(tmp_path / "other") as other:
        ports = other.attached.ports
        first.folder.ports.write_text(json.dumps(ports))
        with sandboxes.running(tmp_path) as second:
            assert not set(second.attached.ports.values()) & set(ports.values())


def test_an_idle_server_ends_and_takes_its_file_away(tmp_path: Path) -> None:
    sandbox = sandboxes.start(tmp_path, idle=0.2)
    assert gone(sandbox.folder)
    assert not sandbox.folder.attach.exists()


def test_sigterm_ends_it_cleanly(sandbox: RunningSandbox) -> None:
    os.kill(sandbox.attached.pid, signal.SIGTERM)
    assert gone(sandbox.folder)
    assert not sandbox.folder.attach.exists()
    assert sandbox.folder.log.read_text() == ""


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"pid": 1}'])
def test_a_damaged_attach_file_is_replaced(tmp_path: Path, content: str) -> None:
    folder = Folder(tmp_path / "onboard" / "sandbox" / "iam-user")
    folder.create()
    folder.attach.write_text(content)
    with sandboxes.running(tmp_path) as sandbox:
        assert answering(sandbox.folder) == sandbox.attached


def test_a_server_with_another_token_is_not_ours(sandbox: RunningSandbox, tmp_path: Path) -> None:
    stranger = Folder(tmp_path / "stranger")
    stranger.create()
    document = json.loads(sandbox.folder.attach.read_text()) | {"token": "guessed"}
    stranger.attach.write_text(json.dumps(document))
    assert attach.read(stranger) is not None
    assert answering(stranger) is None


def test_two_sandboxes_live_side_by_side(sandbox: RunningSandbox) -> None:
    with sandboxes.running(sandbox.state, "root") as other:
        made = sandbox.control("console", {"do": "create-git-credential"})
        url = sandboxes.https_url(made)
        assert REF in sandbox.run("git", "ls-remote", url).stdout
        assert "403" in other.run("git", "ls-remote", url).stderr


def test_only_its_person_may_look_into_it(sandbox: RunningSandbox) -> None:
    folder = sandbox.folder
    assert folder.root.stat().st_mode & 0o777 == 0o700
    for path in (folder.attach, folder.log, folder.git / "server.pem", folder.ssh_config):
        assert path.stat().st_mode & 0o777 == 0o600
