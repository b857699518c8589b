"""How another process reaches a sandbox's server: its private file, and the calls it answers."""

import http.client
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from onboard.errors import OnboardError, Unreachable
from onboard.sandbox.folder import Folder
from onboard.sandbox.private import write_private


@dataclass(frozen=True)
class Attached:
    """What a running server wrote about itself."""

    pid: int
    started: str
    """ISO 8601, UTC."""
    token: str
    endpoint: str
    ports: Mapping[str, int]
    """`aws`, `https` (Git's proxy) and `ssh`."""
    aws: Mapping[str, str]
    """The environment by which AWS tools find the endpoint and the scenario's credentials."""


def write(folder: Folder, attached: Attached) -> None:
    """Say that the server is ready."""
    write_private(folder.attach, json.dumps(asdict(attached), indent=2).encode())


def read(folder: Folder) -> Attached | None:
    """What the file says, whether or not its server still lives."""
    try:
        return Attached(**json.loads(folder.attach.read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


def answering(folder: Folder) -> Attached | None:
    """The server that answers to its token now; None when the file is missing or stale."""
    attached = read(folder)
    if attached is None:
        return None
    try:
        call(attached, "ping", {}, patience=5)
    except OnboardError:
        return None
    return attached


def call(
    attached: Attached, verb: str, body: Mapping[str, Any], patience: float = 30
) -> dict[str, Any]:
    """Ask the server for something that only the sandbox has; raises OnboardError on a refusal."""
    link = http.client.HTTPConnection("127.0.0.1", attached.ports["aws"], timeout=patience)
    headers = {"X-Sandbox-Token": attached.token, "Content-Type": "application/json"}
    try:
        link.request("POST", f"/_sandbox/{verb}", json.dumps(dict(body)), headers)
        response = link.getresponse()
        answer = _document(response.read())
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(
            "The sandbox's server does not answer.", "Run: onboard sandbox"
        ) from error
    finally:
        link.close()
    if response.status != http.HTTPStatus.OK:
        said = answer.get("error", {}).get("message") or f"it answered {response.status}"
        raise OnboardError(f"The sandbox refused: {said}")
    return answer


def _document(content: bytes) -> dict[str, Any]:
    try:
        document = json.loads(content or b"{}")
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}
