"""A small SSH server on loopback that greets as CodeCommit does."""

import logging
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import paramiko
from paramiko.common import AUTH_FAILED, AUTH_SUCCESSFUL, OPEN_SUCCEEDED

from onboard.ssh import keys

GREETING = b"You have successfully authenticated over SSH.\r\n"


@dataclass
class Server:
    """Where it listens, its host key, and who may sign in: user name → body of the key."""

    port: int
    host_key: paramiko.RSAKey
    users: dict[str, str]
    seen: list[str] = field(default_factory=list)
    """The user names that tried to sign in with a key."""

    @property
    def sha256(self) -> str:
        return keys.sha256_of(self.host_key.get_base64())


class _Door(paramiko.ServerInterface):
    def __init__(self, server: Server) -> None:
        self._server = server

    def get_allowed_auths(self, username: str) -> str:
        return "publickey"

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        self._server.seen.append(username)
        known = self._server.users.get(username) == key.get_base64()
        return AUTH_SUCCESSFUL if known else AUTH_FAILED

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return OPEN_SUCCEEDED

    def check_channel_shell_request(self, channel: paramiko.Channel) -> bool:
        threading.Thread(target=_greet, args=(channel,), daemon=True).start()
        return True


def _greet(channel: paramiko.Channel) -> None:
    channel.sendall_stderr(GREETING)
    channel.send_exit_status(1)
    channel.close()


@contextmanager
def ssh_server(host_key: bytes, users: Mapping[str, str]) -> Iterator[Server]:
    """Serve until the block ends."""
    logging.getLogger("paramiko").setLevel(logging.CRITICAL)
    listener = socket.create_server(("127.0.0.1", 0))
    key = paramiko.RSAKey(key=keys.load(host_key, None))
    server = Server(listener.getsockname()[1], key, dict(users))
    transports: list[paramiko.Transport] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            transport = paramiko.Transport(connection)
            transports.append(transport)
            transport.add_server_key(key)
            try:
                transport.start_server(server=_Door(server), event=threading.Event())
            except (paramiko.SSHException, EOFError, OSError):
                transport.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
        for transport in transports:
            transport.close()
