"""The Git server over SSH: a listener on loopback that admits IAM's key ids, as CodeCommit does."""

import logging
import os
import socket
import socketserver
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, cast

from onboard.sandbox.authority import Authority
from onboard.sandbox.git.host_key import host_key, wrong_host_key
from onboard.sandbox.git.hosts import ssh_hosts

if TYPE_CHECKING:
    import paramiko

_PATIENCE = 30
"""Seconds for the host line, and for a client that signed in and then asks for nothing."""


class SshServer(socketserver.ThreadingTCPServer):
    """Accepts connections of the relay, each opened by one line with the wanted host."""

    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = os.name == "posix"

    def __init__(
        self, port: int, authority: Authority, folder: Path, touch: Callable[[], None]
    ) -> None:
        self.authority, self.folder, self.touch = authority, folder, touch
        host_key(folder)
        # paramiko reports every client that leaves early with a traceback
        logging.getLogger("paramiko").setLevel(logging.CRITICAL + 1)
        super().__init__(("127.0.0.1", port), _Connection)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def start(self) -> None:
        """Serve in a thread of its own."""
        Thread(target=self.serve_forever, args=(0.1,), name="git-ssh", daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self.shutdown()
        self.server_close()

    def key_file(self) -> Path:
        """The host key to show now."""
        wrong = self.authority.wrong_host_key()
        return wrong_host_key(self.folder) if wrong else host_key(self.folder)


class _Connection(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        house, sock = cast(SshServer, self.server), cast(socket.socket, self.request)
        sock.settimeout(_PATIENCE)
        try:
            region = ssh_hosts().get(_host_line(sock))
        except OSError:
            return
        if region is not None:
            house.touch()
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            _converse(house, sock, region)
            house.touch()


def _converse(house: SshServer, sock: socket.socket, region: str) -> None:
    import paramiko

    from onboard.sandbox.git.ssh_session import Session, run

    transport = paramiko.Transport(sock)
    transport.add_server_key(_read(house.key_file()))
    session = Session(house.authority, region, transport)
    try:
        transport.start_server(server=session)
        while request := session.next_request(transport, _PATIENCE):
            run(session, *request)
    except (paramiko.SSHException, EOFError, OSError):
        return  # the client left
    finally:
        transport.close()


@cache
def _read(key_file: Path) -> "paramiko.PKey":
    import paramiko

    return paramiko.RSAKey.from_private_key_file(str(key_file))


def _host_line(sock: socket.socket) -> str:
    line = b""
    while not line.endswith(b"\n") and len(line) < 256:
        byte = sock.recv(1)
        if not byte:
            raise ConnectionResetError
        line += byte
    return line.decode("ascii", "replace").strip().lower()
