"""What the process does: it imports little, and a call that hangs does not keep it."""

import os
import pty
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = ("boto3", "botocore", "paramiko", "keyring", "cryptography", "onboard.situation")
HANGING = """
import threading
from screens.app import run
class Engine:
    sandbox = None
    def observe(self, *given):
        threading.Event().wait(60)
    def warm(self):
        threading.Event().wait(60)
raise SystemExit(run(Engine(), None, None))
"""


def test_importing_the_app_imports_nothing_heavy() -> None:
    code = (
        f"import sys, screens.app, screens.pages.welcome; print(set({HEAVY!r}) & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_hanging_call_does_not_hold_back_leaving() -> None:
    leader, follower = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
    app = subprocess.Popen(
        [sys.executable, "-c", HANGING],
        cwd=ROOT,
        env=env,
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
    )
    os.close(follower)
    seen = b""
    while b"Looking" not in seen:
        seen += os.read(leader, 65536)
    begin = time.monotonic()
    os.write(leader, b"\x11")
    while app.poll() is None and time.monotonic() - begin < 20:
        _drain(leader)
    taken = time.monotonic() - begin
    app.kill()
    os.close(leader)
    assert app.wait() == 0
    assert taken < 5


def _drain(leader: int) -> None:
    import select

    if select.select([leader], [], [], 0.05)[0]:
        try:
            os.read(leader, 65536)
        except OSError:  # Linux says so when the other end is closed
            time.sleep(0.01)
