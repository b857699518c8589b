"""A cloud of one scenario for a test, its clock in the test's hand, and clients for it."""

import atexit
import http.client
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from onboard.sandbox.aws.cloud import Cloud
from onboard.sandbox.git.bare import create_bare
from onboard.sandbox.scenarios.seed import MAIN, PERSON, REGION

JANE = f"arn:aws:iam::{MAIN}:user/{PERSON}"
WEB = f"arn:aws:codecommit:{REGION}:{MAIN}:web"


_SESSION: Any = boto3.Session()
"""One for all: it reads the service models once."""


class Clock:
    """The server's clock: real time plus what the test adds."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@dataclass
class Running:
    """A cloud that serves."""

    cloud: Cloud
    clock: Clock
    folder: Path
    port: int

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def client(self, service: str, *keys: str | None, region: str = REGION) -> Any:
        """A boto3 client with these keys, or with the long-term key of jane."""
        access, secret, token = ((*keys, None) if len(keys) == 2 else keys) or (*self.jane(), None)
        return _SESSION.client(
            service,
            region,
            endpoint_url=self.endpoint,
            aws_access_key_id=access,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=Config(retries={"total_max_attempts": 1}, proxies={}),
        )

    def admin(self, service: str) -> Any:
        """A client of the account's administrator."""
        keys = self.control("administrator")
        return self.client(service, keys["access_key"], keys["secret_key"])

    def jane(self) -> tuple[str, str]:
        """Jane's long-term key."""
        key = self.cloud.state.accounts[MAIN].users[PERSON].access_keys[0]
        return key.id, key.secret

    def control(self, verb: str, **body: Any) -> dict[str, Any]:
        """Use a control verb; its error is an answer as well."""
        headers = {"X-Sandbox-Token": self.cloud.token, "Content-Type": "application/json"}
        return json.loads(self.raw("POST", f"/_sandbox/{verb}", json.dumps(body), headers)[1])  # type: ignore[no-any-return]

    def raw(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        """A plain HTTP request: status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body.encode() or None, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def take(self, action: str) -> None:
        """Take one permission away from the scenario's person."""
        self.control("iam", do="take-permission", action=action)


def copy_bare(path: Path) -> None:
    """A bare repository, made by git once and then copied."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(_bare(), path)


@cache
def _bare() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="bare-")
    atexit.register(folder.cleanup)
    path = Path(folder.name) / "web.git"
    create_bare(path)
    return path


def start(folder: Path, scenario: str) -> Running:
    """A running cloud; close its `cloud` at the end."""
    clock = Clock()
    cloud = Cloud(folder, scenario, copy_bare, clock)
    return Running(cloud, clock, folder, cloud.serve(0, {"ping": lambda body: {"pong": body}}))


def new_key(folder: Path, bits: int = 2048, kind: str = "rsa") -> tuple[str, bytes]:
    """A fresh public key of ssh-keygen: its line and its bytes."""
    import base64

    path = folder / f"key-{kind}-{bits}-{time.monotonic_ns()}"
    size = ["-b", str(bits)] if kind in ("rsa", "ecdsa") else []
    command = [
        "ssh-keygen",
        "-q",
        "-t",
        kind,
        *size,
        "-N",
        "",
        "-C",
        "jane@laptop",
        "-f",
        str(path),
    ]
    subprocess.run(command, check=True, timeout=60)
    line = path.with_suffix(".pub").read_text(encoding="utf-8").strip()
    return line, base64.b64decode(line.split()[1])
