"""The CONNECT proxy by which git reaches the sandbox under CodeCommit's names, and only those."""

import os
import ssl
import sys
import traceback
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from threading import Thread
from typing import Any, cast

from onboard.sandbox.authority import Authority
from onboard.sandbox.git.hosts import https_hosts
from onboard.sandbox.git.https import GitRequests


class HttpsServer(ThreadingHTTPServer):
    """Listens on loopback as a proxy; behind it, in the same place, is the Git server."""

    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = os.name == "posix"

    def __init__(
        self, port: int, authority: Authority, tls: ssl.SSLContext, touch: Callable[[], None]
    ) -> None:
        self.authority, self.tls, self.touch = authority, tls, touch
        super().__init__(("127.0.0.1", port), _Tunnels)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def start(self) -> None:
        """Serve in a thread of its own."""
        Thread(target=self.serve_forever, args=(0.1,), name="git-https", daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self.shutdown()
        self.server_close()

    def server_bind(self) -> None:
        """Bind without asking a name server what this host is called."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "localhost", self.port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that left is no news; anything else goes to the log."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError | ssl.SSLError):
            traceback.print_exc()


class _Tunnels(BaseHTTPRequestHandler):
    """The proxy's side: CONNECT to a CodeCommit host, then TLS on the same socket."""

    protocol_version = "HTTP/1.1"
    server_version = "onboard-sandbox"
    sys_version = ""
    timeout = 30

    def do_CONNECT(self) -> None:
        """Join an allowed host to the Git server; refuse any other."""
        self.close_connection = True
        host, _, port = self.path.lower().rpartition(":")
        if host not in https_hosts() or port != "443":
            self.send_error(HTTPStatus.FORBIDDEN, "The sandbox reaches only CodeCommit")
            return
        self.send_response(HTTPStatus.OK, "Connection established")
        self.end_headers()
        house = cast(HttpsServer, self.server)
        with house.tls.wrap_socket(self.connection, server_side=True) as tls:
            GitRequests(tls, self.client_address, house)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
