"""The person's ssh-agent, and one of our own for the length of a proof."""

import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from onboard.errors import NotInstalled, OnboardError, ToolFailed
from onboard.places import Places
from onboard.program import Finished, end_group, environment, located
from onboard.secret import Secret
from onboard.ssh.command import last_line, run
from onboard.ssh.keys import unlocked

_LIFETIME = "900"  # seconds after which our own agent drops the key, come what may
_LIMIT = 5.0
_KEEPER = """import os, sys
agent = int(os.environ["SSH_AGENT_PID"])
print("ready", flush=True)
sys.stdin.read()
os.kill(agent, 15)
"""
"""Runs beside our agent and ends it when our end of its input closes, as when we are killed."""


def agent_answers(places: Places) -> bool:
    """Whether the person's ssh-agent answers, with keys in it or without."""
    try:
        return run(places, "ssh-add", "-l", timeout=5).status in (0, 1)
    except OnboardError:
        return False


def add(places: Places, key: Path, passphrase: Secret | None = None) -> None:
    """Give the person's agent the key; an encrypted one is opened here and sent on its input."""
    if passphrase is None:
        _done(run(places, "ssh-add", "-q", "--", str(key)))
    else:
        _done(run(places, "ssh-add", "-q", "-", stdin=unlocked(key, passphrase)))


def remove(places: Places, key: Path) -> None:
    """Take the key out of the person's agent; needs its public half beside it."""
    _done(run(places, "ssh-add", "-q", "-d", "--", str(key)))


@contextmanager
def own_agent(places: Places, private: bytes) -> Iterator[Mapping[str, str]]:
    """An agent that holds this private key while the block runs: the variables that name it.

    It ends with us, also when we are killed. Not for Windows, whose agent is a service.
    """
    if sys.platform == "win32":
        raise NotInstalled(
            "Windows has one ssh-agent for all, so the key cannot be held for one run only.",
            "Add it to that agent yourself: ssh-add KEY",
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        variables = {"SSH_AUTH_SOCK": str(Path(folder) / "agent")}
        process = _start(places, variables["SSH_AUTH_SOCK"])
        try:
            _done(run(places, "ssh-add", "-q", "-", stdin=private, env=variables))
            yield variables
        finally:
            _end(process)


def _start(places: Places, socket: str) -> "subprocess.Popen[bytes]":
    agent, options = str(located(places, "ssh-agent")), ("-t", _LIFETIME, "-a", socket)
    process = subprocess.Popen(
        [agent, *options, sys.executable, "-I", "-S", "-c", _KEEPER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(places),
        start_new_session=True,
    )
    output = process.stdout
    ready = output and select.select([output], [], [], _LIMIT)[0]
    if not (output and ready and output.readline()):
        _end(process)
        raise ToolFailed("An ssh-agent for this run did not start.", "Run ssh-agent yourself.")
    return process


def _end(process: "subprocess.Popen[bytes]") -> None:
    for stream in (process.stdin, process.stdout):
        if stream:
            stream.close()
    try:
        process.wait(_LIMIT)
    except subprocess.TimeoutExpired:
        end_group(process)


def _done(finished: Finished) -> None:
    if finished.status:
        raise ToolFailed(
            f"ssh-add did not take the key: {last_line(finished.err)}",
            "See that an agent runs (ssh-add -l), then try again.",
            finished.err,
        )
