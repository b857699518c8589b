"""HTTP/1.1 on loopback: bodies of every kind in, answers out, connections kept alive."""

import os
import socket
import socketserver
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

from onboard.sandbox.aws.signature import Message
from onboard.sandbox.aws.wire import Reply

Answer = Callable[[Message], Reply]

_MOST = 16 * 1024 * 1024
_IDLE = 60  # seconds a connection may stay silent


class Server(socketserver.ThreadingTCPServer):
    """Answers every request with one function, each connection in its own thread."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64
    allow_reuse_address = os.name == "posix"  # on Windows it would let others share the port

    def __init__(self, port: int, answer: Answer) -> None:
        self.answer = answer
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def start(self) -> int:
        """Serve in a thread of its own; the port."""
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()
        return int(self.server_address[1])

    def stop(self) -> None:
        """Serve nobody any more, kept connections included."""
        self.shutdown()
        self.server_close()
        with self._guard:
            for connection in self._open:
                _hang_up(connection)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news."""


def start_server(port: int, answer: Answer) -> tuple[Server, int]:
    """A running server on that port, or on any free one where it is taken."""
    try:
        server = Server(port, answer)
    except OSError:
        server = Server(0, answer)
    return server, server.start()


def _hang_up(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # already gone


class _TooLarge(Exception):
    pass


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "AmazonSandbox"
    sys_version = ""
    timeout = _IDLE
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet for head and body
    server: Server

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def handle_expect_100(self) -> bool:
        go_on = super().handle_expect_100()
        self.wfile.flush()  # the client waits for it before it sends the body
        return go_on

    def _serve(self) -> None:
        try:
            body = self._body()
        except (ValueError, _TooLarge):
            self.close_connection = True
            self._send(Reply(400, b"", "text/plain"))
            return
        path, _, query = self.path.partition("?")
        headers: dict[str, str] = {}
        for name, value in self.headers.items():
            key = name.lower()
            headers[key] = f"{headers[key]},{value}" if key in headers else value
        self._send(self.server.answer(Message(self.command, path, query, headers, body)))

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = do_HEAD = _serve

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return b"".join(iter(self._chunk, b""))
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= _MOST:
            raise _TooLarge
        return self.rfile.read(length)

    def _chunk(self) -> bytes:
        size = int(self.rfile.readline(1024).split(b";")[0], 16)
        if not 0 <= size <= _MOST:
            raise _TooLarge
        data = self.rfile.read(size)
        while self.rfile.readline(1024).strip() and not size:
            pass  # trailers
        return data

    def _send(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        self.send_header("Server", self.version_string())
        self.send_header("Date", reply.headers.pop("Date", "") or self.date_time_string())
        self.send_header("Content-Type", reply.type)
        self.send_header("Content-Length", str(len(reply.body)))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Unreadable requests get an empty answer instead of the library's page of HTML."""
        self.close_connection = True
        if not hasattr(self, "request_version") or self.request_version == "HTTP/0.9":
            self.request_version = "HTTP/1.0"
        self._send(Reply(code, b"", "text/plain"))

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the server has no terminal."""
