"""Where machines get their credentials: EC2's IMDSv2 and the container endpoint."""

import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onboard.sandbox.aws.ids import role_arn, when
from onboard.sandbox.aws.sessions import Claims, Session, new_session
from onboard.sandbox.aws.signature import Message
from onboard.sandbox.aws.state import State
from onboard.sandbox.aws.store import Store
from onboard.sandbox.aws.wire import Reply

CONTAINER_PATH = "/v2/credentials/5f1c9e44-0f0e-4a57-8c66-3f1f3c2b7a10"
_ROLES = "/latest/meta-data/iam/security-credentials/"
_LIFE = 6 * 3600  # seconds
_TEXT = "text/plain"
_NO_FIND = Reply(404, b"", _TEXT)


@dataclass(frozen=True)
class Machine:
    """What the sandbox's machine is: an instance or a container with a role, or neither."""

    kind: str
    account: str
    role: str
    label: str
    region: str
    zone: str


class Metadata:
    """Both endpoints, for the machine of the scenario."""

    def __init__(self, store: Store, machine: Machine | None, now: Callable[[], float]) -> None:
        self._store = store
        self._machine = machine
        self._now = now
        self._session: Session | None = None
        self._tokens: dict[str, float] = {}

    def answer(self, message: Message) -> Reply | None:
        """The reply, or None when the path belongs to neither."""
        if message.path.startswith("/latest/"):
            return self._instance(message)
        if message.path.startswith("/v2/credentials/"):
            return self._container(message)
        return None

    def _instance(self, message: Message) -> Reply:
        if self._machine is None or self._machine.kind != "instance":
            return _NO_FIND
        if message.path == "/latest/api/token":
            return self._token(message)
        token = message.headers.get("x-aws-ec2-metadata-token", "")
        if self._tokens.get(token, 0) <= self._now():
            return Reply(401, b"", _TEXT)
        found = self._documents(self._machine).get(message.path)
        return Reply(200, found().encode(), _TEXT) if found else _NO_FIND

    def _token(self, message: Message) -> Reply:
        seconds = message.headers.get("x-aws-ec2-metadata-token-ttl-seconds", "")
        if message.method != "PUT":
            return Reply(405, b"", _TEXT)
        if not seconds.isdecimal() or not 1 <= int(seconds) <= 21_600:
            return Reply(400, b"", _TEXT)
        token = secrets.token_urlsafe(40)
        now = self._now()
        self._tokens = {one: end for one, end in self._tokens.items() if end > now}
        self._tokens[token] = now + int(seconds)
        return Reply(200, token.encode(), _TEXT, {"X-Aws-Ec2-Metadata-Token-Ttl-Seconds": seconds})

    def _documents(self, machine: Machine) -> dict[str, Callable[[], str]]:
        document = {
            "accountId": machine.account,
            "region": machine.region,
            "availabilityZone": machine.zone,
            "instanceId": machine.label,
        }
        return {
            _ROLES: lambda: machine.role,
            _ROLES.rstrip("/"): lambda: machine.role,
            _ROLES + machine.role: lambda: json.dumps(self._credentials(machine)),
            "/latest/meta-data/instance-id": lambda: machine.label,
            "/latest/meta-data/placement/region": lambda: machine.region,
            "/latest/meta-data/placement/availability-zone": lambda: machine.zone,
            "/latest/meta-data/placement/availability-zone/": lambda: machine.zone,
            "/latest/dynamic/instance-identity/document": lambda: json.dumps(document),
        }

    def _container(self, message: Message) -> Reply:
        machine = self._machine
        if machine is None or machine.kind != "container" or message.path != CONTAINER_PATH:
            return _NO_FIND
        given = message.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), container_token(self._store.state).encode()):
            return Reply(401, b'{"code":"InvalidAuthorizationToken"}', "application/json")
        body = json.dumps(self._credentials(machine)).encode()
        return Reply(200, body, "application/json")

    def _credentials(self, machine: Machine) -> dict[str, Any]:
        session = self._current(machine)
        role = self._store.state.accounts[machine.account].roles[machine.role]
        return {
            "Code": "Success",
            "Type": "AWS-HMAC",
            "LastUpdated": f"{when(self._now()):%Y-%m-%dT%H:%M:%SZ}",
            "AccessKeyId": session.key,
            "SecretAccessKey": session.secret,
            "Token": session.token,
            "Expiration": f"{when(session.expires):%Y-%m-%dT%H:%M:%SZ}",
            "RoleArn": role_arn(machine.account, role.path, role.name),
        }

    def _current(self, machine: Machine) -> Session:
        now = self._now()
        if self._session is None or self._session.expires - now < _LIFE / 2:
            claims = Claims("role", machine.account, machine.role, machine.label, now + _LIFE)
            self._session = new_session(self._store.state.seal, claims)
        return self._session


def container_token(state: State) -> str:
    """The fixed token of the container endpoint, derived so that it survives a restart."""
    return hmac.digest(bytes.fromhex(state.seal), b"container", "sha256").hex()
