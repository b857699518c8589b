"""Programs are started without a shell, with a limit, and with nobody to ask."""

import os
import time
from pathlib import Path

import pytest

from onboard import program
from onboard.errors import NotInstalled, ToolFailed
from tests.machine import machine, script


def test_it_answers(tmp_path: Path) -> None:
    finished = program.run(machine(tmp_path), "cat", "-", "/nowhere", stdin=b"a\xff\n")
    assert (finished.status, finished.out) == (1, "a\\xff\n")
    assert "No such file" in finished.err
    assert finished.command == ("cat", "-", "/nowhere")


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotInstalled, match="no-such-program") as caught:
        program.run(machine(tmp_path), "no-such-program")
    assert caught.value.hint


def test_at_the_limit_the_whole_group_ends(tmp_path: Path) -> None:
    slow = script(tmp_path / "slow", '#!/bin/sh\nsleep 600 &\necho $! > "$1"\nwait\n')
    with pytest.raises(ToolFailed, match=r"within 0\.5 seconds"):
        program.run(machine(tmp_path), str(slow), str(tmp_path / "child"), timeout=0.5)
    child = int((tmp_path / "child").read_text())
    assert gone(child)


def gone(pid: int) -> bool:
    limit = time.monotonic() + 5
    while time.monotonic() < limit:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


def test_a_grandchild_that_keeps_the_pipe_open_delays_nobody(tmp_path: Path) -> None:
    """As the master of an ssh connection that ControlPersist keeps."""
    slow = script(tmp_path / "slow", "#!/bin/sh\nsleep 20 &\necho $!\n")
    before = time.monotonic()
    finished = program.run(machine(tmp_path), str(slow), timeout=15)
    assert time.monotonic() - before < 10
    os.kill(int(finished.out), 9)


def test_nobody_can_be_asked(tmp_path: Path) -> None:
    ask = script(
        tmp_path / "ask", "#!/bin/sh\n(read x < /dev/tty) 2>/dev/null && echo asked\nenv\n"
    )
    places = machine(tmp_path, GIT_ASKPASS="gui", GIT_DIR="/x", GIT_TRACE_CURL="1", KEPT="1")
    lines = program.run(places, str(ask)).out.splitlines()
    assert {"GIT_TERMINAL_PROMPT=0", "GIT_ASKPASS=", "SSH_ASKPASS=", "KEPT=1"} <= set(lines)
    assert "asked" not in lines
    assert not [line for line in lines if line.startswith(("GIT_DIR=", "GIT_TRACE"))]
