"""One SSH connection: who signed in, what they asked to run, and git's own answer to it."""

import os
import shlex
import subprocess
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from socket import SHUT_WR, socket
from threading import Thread
from typing import IO, cast

import paramiko
from paramiko.common import (
    AUTH_FAILED,
    AUTH_SUCCESSFUL,
    OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED,
    OPEN_SUCCEEDED,
    cMSG_DISCONNECT,
)

from onboard.sandbox.authority import Authority, Caller
from onboard.sandbox.git.bare import git_environment
from onboard.sandbox.git.gate import ACTIONS, Absent, Refused, admit, repository_name

GREETING = (
    "You have successfully authenticated over SSH. You can use Git to interact with "
    "AWS CodeCommit. Interactive shells are not supported."
)
MOST_TRIES = 6
"""As OpenSSH's servers have it; CodeCommit's own limit is not documented."""
_PROTOCOL_ERROR = 2  # what OpenSSH gives as the reason
_BLOCK = 1 << 15


class Session(paramiko.ServerInterface):
    """What the client may do: sign in with a key, then run git's two commands."""

    def __init__(self, authority: Authority, region: str, transport: paramiko.Transport) -> None:
        self.authority, self.region, self._transport = authority, region, transport
        self._refused = 0
        self.key_id, self._blob = "", b""
        self.protocol = ""
        self._requests: SimpleQueue[tuple[paramiko.Channel, str]] = SimpleQueue()

    def caller(self) -> Caller | None:
        """Who this is by IAM's state now."""
        return self.authority.by_key(self.key_id, self._blob)

    def next_request(
        self, transport: paramiko.Transport, patience: float
    ) -> tuple[paramiko.Channel, str] | None:
        """The channel and command asked for next; None when the client left or keeps silent."""
        waited = 0.0
        while transport.is_active() and waited < patience:
            try:
                return self._requests.get(timeout=0.25)
            except Empty:
                waited += 0.25
        return None

    def get_allowed_auths(self, username: str) -> str:
        """Keys only."""
        return "publickey"

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        """The user is a key id, and the key is the one IAM holds under it."""
        self.key_id, self._blob = username, key.asbytes()
        if self.caller():
            return AUTH_SUCCESSFUL
        self._refused += 1
        if self._refused >= MOST_TRIES:
            _disconnect(self._transport)
        return AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        """Sessions only: no forwarding of anything."""
        if kind == "session":
            return OPEN_SUCCEEDED
        return OPEN_FAILED_ADMINISTRATIVELY_PROHIBITED

    def check_channel_env_request(
        self, channel: paramiko.Channel, name: bytes, value: bytes
    ) -> bool:
        """Git's protocol version, and nothing else."""
        if name == b"GIT_PROTOCOL":
            self.protocol = value.decode("ascii", "replace")
        return name == b"GIT_PROTOCOL"

    def check_channel_pty_request(self, *_: object) -> bool:
        """Granted, as the greeting is also shown to a terminal."""
        return True

    def check_channel_shell_request(self, channel: paramiko.Channel) -> bool:
        """A connection without a command gets the greeting."""
        self._requests.put((channel, ""))
        return True

    def check_channel_exec_request(self, channel: paramiko.Channel, command: bytes) -> bool:
        """A connection with a command."""
        self._requests.put((channel, command.decode("utf-8", "replace")))
        return True


def _disconnect(transport: paramiko.Transport) -> None:
    message = paramiko.Message()
    message.add_byte(cMSG_DISCONNECT)
    message.add_int(_PROTOCOL_ERROR)
    message.add_string("Too many authentication failures")
    message.add_string("")
    transport._send_message(message)  # type: ignore[attr-defined]  # it has no public way
    transport.close()


def run(session: Session, channel: paramiko.Channel, command: str) -> None:
    """Answer one request; the connection is dropped after the greeting, as CodeCommit does."""
    if command:
        with suppress(OSError):
            status = _git(session, channel, command)
            channel.send_exit_status(status)
        channel.close()
    else:
        channel.sendall_stderr(GREETING.encode())
        transport = channel.get_transport()
        cast(socket, transport.sock).shutdown(SHUT_WR)
        transport.join(2)


def _git(session: Session, channel: paramiko.Channel, command: str) -> int:
    service, name = _parse(command)
    caller = session.caller()
    if caller is None or service not in ACTIONS or name is None:
        return _fail(channel, GREETING if caller else "Permission denied.")
    found = admit(session.authority, caller, service, session.region, name)
    if isinstance(found, Refused):
        return _fail(channel, f"Access denied: {found.sentence}")
    if isinstance(found, Absent):
        return _fail(channel, f"Repository not found: {name}")
    return _pump(channel, service, found, session.protocol)


def _parse(command: str) -> tuple[str, str | None]:
    try:
        service, path = shlex.split(command)
    except ValueError:
        return "", None
    return service, repository_name(path)


def _fail(channel: paramiko.Channel, sentence: str) -> int:
    channel.sendall_stderr(f"{sentence}\n".encode())
    return 128


def _pump(channel: paramiko.Channel, service: str, repository: Path, protocol: str) -> int:
    with subprocess.Popen(
        ["git", service.removeprefix("git-"), str(repository)],
        env=git_environment(os.environ) | {"GIT_PROTOCOL": protocol},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
    ) as git:
        errors = Thread(target=_tell, args=(git.stderr, channel), daemon=True)
        errors.start()
        Thread(target=_feed, args=(channel, git.stdin), daemon=True).start()
        try:
            _copy(cast("IO[bytes]", git.stdout), channel)
        except OSError:
            git.kill()
            raise
        errors.join(10)
        return git.wait()


def _feed(channel: paramiko.Channel, target: IO[bytes]) -> None:
    """From the client to git; git reads the end of the stream when the client is done or gone."""
    with suppress(OSError, ValueError), target:
        while block := channel.recv(_BLOCK):
            view = memoryview(block)
            while view:
                view = view[target.write(view) :]


def _copy(source: IO[bytes], channel: paramiko.Channel) -> None:
    while block := source.read(_BLOCK):
        channel.sendall(block)


def _tell(source: IO[bytes], channel: paramiko.Channel) -> None:
    with suppress(OSError, ValueError):
        while block := source.read(_BLOCK):
            channel.sendall_stderr(block)
