"""The person's agent gets a key without anybody being asked; our own agent ends with the run."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onboard.errors import BadInput, ToolFailed
from onboard.places import Places
from onboard.secret import Secret
from onboard.ssh import agent, keys
from onboard.ssh.command import run
from tests.machine import machine

PASS = Secret("pass wörd")


def listed(places: Places, **env: str) -> str:
    return run(places, "ssh-add", "-L", env=env).out


def test_no_agent_answers(home: Places) -> None:
    assert not agent.agent_answers(home)
    assert not agent.agent_answers(machine(home.home, PATH="/nowhere"))


def test_our_own_agent_holds_the_key_while_it_is_needed(home: Places, private: bytes) -> None:
    body = keys.body_of(keys.serialise(private, None, "")[1])
    with agent.own_agent(home, private) as variables:
        assert list(variables) == ["SSH_AUTH_SOCK"]
        assert body in listed(home, **variables)
        socket = Path(variables["SSH_AUTH_SOCK"])
        assert socket.parent.stat().st_mode & 0o077 == 0
    assert not socket.parent.exists()


def test_a_bad_key_leaves_no_agent(home: Places) -> None:
    with pytest.raises(ToolFailed, match="did not take the key"), agent.own_agent(home, b"junk"):
        pass


def test_the_persons_agent(home: Places, private: bytes) -> None:
    other = keys.generate(2048)
    content, line = keys.serialise(private, PASS, "me")
    path = home.home / "key"
    path.write_bytes(content)
    path.chmod(0o600)
    path.with_name("key.pub").write_text(line)
    with agent.own_agent(home, other) as variables:
        theirs = machine(home.home.parent, **variables)
        assert agent.agent_answers(theirs)
        with pytest.raises(ToolFailed):
            agent.add(theirs, path)
        with pytest.raises(BadInput):
            agent.add(theirs, path, Secret("wrong"))
        agent.add(theirs, path, PASS)
        assert keys.body_of(line) in listed(theirs)
        agent.remove(theirs, path)
        assert keys.body_of(line) not in listed(theirs)


KILLED = """
import os, signal, sys
from pathlib import Path
from onboard.ssh import agent
from tests.machine import machine
with agent.own_agent(machine(Path(sys.argv[1])), sys.stdin.buffer.read()) as variables:
    print(variables["SSH_AUTH_SOCK"], flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_it_ends_with_us_even_when_we_are_killed(home: Places, private: bytes) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, home.home.parent],
        input=private,
        capture_output=True,
        check=False,
        cwd=Path(__file__).parents[3],
    )
    assert killed.returncode == -signal.SIGKILL
    socket = Path(os.fsdecode(killed.stdout.strip()))
    limit = time.monotonic() + 10
    while socket.exists() and time.monotonic() < limit:
        time.sleep(0.01)
    assert not socket.exists()
