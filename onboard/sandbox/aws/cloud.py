"""The sandbox's AWS as one thing: its accounts, its HTTP server, and what Git servers ask it."""

import hmac
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onboard.errors import OnboardError
from onboard.sandbox.authority import Caller
from onboard.sandbox.aws.api import Api
from onboard.sandbox.aws.codecommit import find_repository, folder_of
from onboard.sandbox.aws.controls import Body, Verb, verbs
from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.faults import Faults, Unanswered, ahead
from onboard.sandbox.aws.git_passwords import by_signature, by_stored_password
from onboard.sandbox.aws.http import Server, start_server
from onboard.sandbox.aws.identity import Principal, of_arn, of_user
from onboard.sandbox.aws.ids import repository_arn
from onboard.sandbox.aws.metadata import Metadata
from onboard.sandbox.aws.oidc import SignInService
from onboard.sandbox.aws.permissions import refusal
from onboard.sandbox.aws.signature import Message
from onboard.sandbox.aws.ssh_callers import user_of_key
from onboard.sandbox.aws.sso import Portal
from onboard.sandbox.aws.state import State
from onboard.sandbox.aws.store import Store, find_store
from onboard.sandbox.aws.wire import Reply, write_json, xml_error

CreateBare = Callable[[Path], None]
_CONTROL = "/_sandbox/"
_TYPE = "application/json"


@dataclass(frozen=True)
class KnownCaller(Caller):
    """A caller with all that IAM knows of it, so that a session's own policy still counts."""

    principal: Principal


class Cloud:
    """An embedded AWS; it satisfies `onboard.sandbox.authority.Authority`.

    Raises FileRefused when the folder holds a state that cannot be read.
    """

    def __init__(
        self,
        folder: Path,
        scenario: str,
        create_bare: CreateBare,
        now: Callable[[], float] = time.time,
    ) -> None:
        """`create_bare` makes a bare repository with one commit, whole or not at all."""
        from onboard.sandbox.scenarios.seed import machine_of, seed

        self._now = now
        self._repositories = folder / "repositories"
        self._store = find_store(folder) or _new_store(folder, seed(scenario, now()))
        self._api = Api(self._store, self._repositories, create_bare, lambda: now() + ahead())
        self._faults = Faults()
        self._verbs: Mapping[str, Verb] = {}
        self._server: Server | None = None
        machine = machine_of(self.state)
        self._unsigned = (
            Metadata(self._store, machine, now),
            Portal(self._store, now),
            SignInService(self._store, now),
        )
        self.last_activity = time.monotonic()
        self._make_repositories(create_bare)

    @property
    def state(self) -> State:
        """The accounts as they are now; hold `lock` to change them."""
        return self._store.state

    @property
    def token(self) -> str:
        """What opens `/_sandbox`."""
        return self.state.token

    def serve(self, port: int, controls: Mapping[str, Verb]) -> int:
        """Serve on 127.0.0.1:port, or on a free port where it is 0 or taken; the port."""
        self._verbs = {**verbs(self._api, self._faults, self._now), **controls}
        self._server, port = start_server(port, self._answer)
        return port

    def save(self) -> None:
        """Write the state through."""
        with self._store.lock:
            self._store.save()

    def close(self) -> None:
        """Stop serving."""
        if self._server:
            self._server.stop()
            self._server = None

    def by_password(self, host: str, path: str, username: str, password: str) -> Caller | None:
        """The caller of a Git credential or of a SigV4 password for that host and path."""
        now, delay = self._now(), self._faults.propagation
        with self._store.lock:
            found = by_stored_password(self.state, username, password, now, delay) or by_signature(
                *(self.state, host, path, username, password), now + self._faults.ahead(), delay
            )
        return _caller(found)

    def by_key(self, key_id: str, blob: bytes) -> Caller | None:
        """The caller whose Active SSH public key has that id and that body."""
        now, delay = self._now(), self._faults.propagation
        with self._store.lock:
            found = user_of_key(self.state, key_id, blob, now, delay)
            return _caller(of_user(*found) if found else None)

    def refusal(self, caller: Caller, action: str, region: str, repository: str) -> str | None:
        """None when IAM allows it now, else the sentence that AWS would say."""
        resource = repository_arn(region, caller.account, repository)
        with self._store.lock:
            principal = (
                caller.principal
                if isinstance(caller, KnownCaller)
                else of_arn(self.state, caller.arn, mfa=caller.mfa)
            )
            if principal is None:
                return f"User: {caller.arn} is not authorized to perform: {action}"
            return refusal(self.state, principal, action, resource, region)

    def repository(self, caller: Caller, region: str, name: str) -> Path | None:
        """The bare repository of that name in the caller's account and Region."""
        with self._store.lock:
            found = find_repository(self.state, caller.account, region, name)
        return folder_of(self._repositories, found) if found else None

    def wrong_host_key(self) -> bool:
        """Whether the fault "wrong host key" is on."""
        return self._faults.wrong_host_key

    def _make_repositories(self, create_bare: CreateBare) -> None:
        for one in self.state.repositories:
            folder = folder_of(self._repositories, one)
            if not folder.exists():
                create_bare(folder)

    def _answer(self, message: Message) -> Reply:
        self.last_activity = time.monotonic()
        try:
            return self._routed(message)
        except Unanswered:
            raise
        except Exception as problem:  # a mistake of ours must still read as an answer of AWS
            words = f"The sandbox failed: {type(problem).__name__}"
            return xml_error(AwsError("ServiceFailure", words, 500), "sandbox")

    def _routed(self, message: Message) -> Reply:
        if message.path.startswith(_CONTROL):
            return self._control(message)
        for service in self._unsigned:
            reply = service.answer(message)
            if reply is not None:
                return reply
        return self._faults.answer(message, self.state.person, self._now(), self._api.answer)

    def _control(self, message: Message) -> Reply:
        given = message.headers.get("x-sandbox-token", "")
        if not hmac.compare_digest(given.encode(), self.token.encode()):
            return Reply(403, b"", "text/plain")
        name = message.path.removeprefix(_CONTROL)
        if message.method != "POST" or name not in self._verbs:
            return _refused("UnknownVerb", f"no verb {name}", 404)
        try:
            return write_json(self._verbs[name](_read(message.body)), kind=_TYPE)
        except (AwsError, OnboardError) as error:
            return _refused(error.code, error.message, 400)


def _read(body: bytes) -> Body:
    try:
        values: Any = json.loads(body or b"{}")
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise AwsError("BadControl", "the body is to be a JSON object")
    return values


def _refused(code: str, message: str, status: int) -> Reply:
    return write_json({"error": {"code": code, "message": message}}, status, _TYPE)


def _caller(found: Principal | None) -> Caller | None:
    return KnownCaller(found.arn, found.account, found.mfa, found) if found else None


def _new_store(folder: Path, state: State) -> Store:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    store = Store(folder, state)
    store.save()
    return store
