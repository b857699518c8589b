"""The Git server over HTTPS: CodeCommit's answers around git's own `--stateless-rpc`."""

import base64
import binascii
import os
import re
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import closing
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast
from urllib.parse import parse_qs, urlsplit

from onboard.sandbox.authority import Caller
from onboard.sandbox.git.bare import git_environment
from onboard.sandbox.git.body import BLOCK, BadBody, save
from onboard.sandbox.git.gate import ACTIONS, Absent, Refused, admit, repository_name
from onboard.sandbox.git.hosts import https_hosts

if TYPE_CHECKING:
    from onboard.sandbox.git.proxy import HttpsServer

_ROUTE = re.compile(r"(?P<repository>/v1/repos/[^/]+)/(?P<verb>info/refs|git-[a-z-]+)")


class GitRequests(BaseHTTPRequestHandler):
    """Requests on one TLS connection."""

    protocol_version = "HTTP/1.1"
    server_version = "onboard-sandbox"
    sys_version = ""
    timeout = 120

    def do_GET(self) -> None:
        """`info/refs`."""
        self._answer()

    def do_POST(self) -> None:
        """`git-upload-pack` and `git-receive-pack`."""
        self._answer()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a request's path is nobody's business but its sender's."""

    @property
    def _house(self) -> "HttpsServer":
        return cast("HttpsServer", self.server)

    def _answer(self) -> None:
        self._house.touch()
        with tempfile.TemporaryFile() as body:
            try:
                save(cast("IO[bytes]", self.rfile), self.headers, body)
            except BadBody as error:
                self.close_connection = True
                self._say(HTTPStatus.BAD_REQUEST, str(error))
                return
            self._route(body)
        self._house.touch()

    def _route(self, body: IO[bytes]) -> None:
        url = urlsplit(self.path)
        host = self.headers.get("Host", "").lower().removesuffix(":443")
        match = _ROUTE.fullmatch(url.path)
        asked = parse_qs(url.query).get("service", [""])[0]
        verb = match["verb"] if match else ""
        service = asked if verb == "info/refs" else verb
        posted = self.command == "POST"
        if not match or service not in ACTIONS or posted != (verb == service):
            self._not_found()
        elif caller := self._caller(host, match["repository"]):
            self._serve(caller, host, match["repository"], service, body)

    def _caller(self, host: str, path: str) -> Caller | None:
        username, password = _basic(self.headers.get("Authorization", ""))
        if not password:  # curl sends the user name of a URL alone; git asks its helpers after 401
            self._say(HTTPStatus.UNAUTHORIZED, "", {"WWW-Authenticate": 'Basic realm="CodeCommit"'})
            return None
        caller = self._house.authority.by_password(host, path, username, password)
        if caller is None:
            self._say(HTTPStatus.FORBIDDEN, "")
        return caller

    def _serve(self, caller: Caller, host: str, path: str, service: str, body: IO[bytes]) -> None:
        region, name = https_hosts().get(host), repository_name(path)
        if region is None or name is None:
            self._not_found()
            return
        found = admit(self._house.authority, caller, service, region, name)
        if isinstance(found, Refused):
            self._say(HTTPStatus.FORBIDDEN, "")  # over HTTPS CodeCommit gives no reason
        elif isinstance(found, Absent):
            self._not_found()
        elif self.command == "POST":
            self._stream(f"{service}-result", self._git(service, found, body))
        else:
            self._stream(f"{service}-advertisement", self._refs(service, found, body))

    def _refs(
        self, service: str, repository: Path, body: IO[bytes]
    ) -> Generator[bytes, None, None]:
        if "version=2" not in self.headers.get("Git-Protocol", "").split(":"):
            line = f"# service={service}\n"
            yield f"{len(line) + 4:04x}{line}0000".encode()
        yield from self._git(service, repository, body, "--advertise-refs")

    def _git(
        self, service: str, repository: Path, body: IO[bytes], *options: str
    ) -> Generator[bytes, None, None]:
        command = ["git", service.removeprefix("git-"), "--stateless-rpc", *options]
        env = git_environment(os.environ) | {"GIT_PROTOCOL": self.headers.get("Git-Protocol", "")}
        with subprocess.Popen(
            [*command, str(repository)],
            env=env,
            stdin=body,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as git:
            output = cast(BufferedReader, git.stdout)
            try:
                while piece := output.read1(BLOCK):
                    yield piece
            except GeneratorExit:
                git.kill()
                raise

    def _stream(self, kind: str, pieces: Generator[bytes, None, None]) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", f"application/x-{kind}")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        with closing(pieces):
            for piece in pieces:
                self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def _not_found(self) -> None:
        self._say(HTTPStatus.NOT_FOUND, "")

    def _say(self, status: HTTPStatus, text: str, headers: dict[str, str] | None = None) -> None:
        content = f"{text}\n".encode() if text else b""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)


def _basic(header: str) -> tuple[str, str]:
    """User name and password; empty where there are none."""
    kind, _, text = header.partition(" ")
    if kind.lower() != "basic":
        return "", ""
    try:
        username, _, password = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", "not to be read"
    return username, password
