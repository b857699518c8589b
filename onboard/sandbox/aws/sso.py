"""Identity Center's portal: roles and their credentials for a sign-in."""

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.sessions import Claims, new_session
from onboard.sandbox.aws.signature import Message
from onboard.sandbox.aws.state import SignIn, State
from onboard.sandbox.aws.store import Store
from onboard.sandbox.aws.wire import Reply, json_error, write_json

PERSON = "jane@example.com"
LIFE = 8 * 3600  # seconds that an access token is good for
_PREFIX = "AWSReservedSSO_"
_TYPE = "application/json"


def role_name(permission_set: str) -> str:
    """The IAM role that Identity Center makes for a permission set."""
    return f"{_PREFIX}{permission_set}_0123456789abcdef"


def sign_in(state: State, now: float, *, refreshable: bool = True) -> tuple[str, str]:
    """A fresh access token and refresh token; only their digests are kept."""
    access, refresh = f"aoa{secrets.token_urlsafe(48)}", f"aor{secrets.token_urlsafe(48)}"
    kept = hashed(refresh) if refreshable else ""
    state.sign_ins = [one for one in state.sign_ins if one.expires > now or one.refresh][-50:]
    state.sign_ins.append(SignIn(hashed(access), kept, now + LIFE))
    return access, refresh


def hashed(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class Portal:
    """The operations of `sso`, told apart by their paths."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now
        self._verbs: dict[tuple[str, str], Callable[[Message], dict[str, Any]]] = {
            ("GET", "/federation/credentials"): self._credentials,
            ("GET", "/assignment/accounts"): self._accounts,
            ("GET", "/assignment/roles"): self._roles,
            ("POST", "/logout"): self._logout,
        }

    def answer(self, message: Message) -> Reply | None:
        """The reply, or None when the path is not the portal's."""
        verb = self._verbs.get((message.method, message.path))
        if verb is None:
            return None
        try:
            with self._store.lock:
                self._check(message)
                return write_json(verb(message), kind=_TYPE)
        except AwsError as error:
            return json_error(error, _TYPE)

    def _check(self, message: Message) -> SignIn:
        token = hashed(message.headers.get("x-amz-sso_bearer_token", ""))
        for one in self._store.state.sign_ins:
            if one.access == token and one.expires > self._now():
                return one
        raise AwsError("UnauthorizedException", "Session token not found or invalid", 401)

    def _credentials(self, message: Message) -> dict[str, Any]:
        account, wanted = _query(message, "account_id"), _query(message, "role_name")
        known = self._store.state.accounts.get(account)
        role = known.roles.get(role_name(wanted)) if known else None
        if role is None:
            raise AwsError("ForbiddenException", "No access", 403)
        expires = self._now() + role.duration
        claims = Claims("role", account, role.name, PERSON, expires)
        session = new_session(self._store.state.seal, claims)
        return {
            "roleCredentials": {
                "accessKeyId": session.key,
                "secretAccessKey": session.secret,
                "sessionToken": session.token,
                "expiration": int(session.expires * 1000),
            }
        }

    def _accounts(self, message: Message) -> dict[str, Any]:
        accounts = [
            {"accountId": one.id, "accountName": one.alias or one.id, "emailAddress": PERSON}
            for one in self._store.state.accounts.values()
            if _permission_sets(self._store.state, one.id)
        ]
        return {"accountList": accounts}

    def _roles(self, message: Message) -> dict[str, Any]:
        account = _query(message, "account_id")
        names = _permission_sets(self._store.state, account)
        return {"roleList": [{"roleName": name, "accountId": account} for name in names]}

    def _logout(self, message: Message) -> dict[str, Any]:
        self._store.state.sign_ins.remove(self._check(message))
        self._store.save()
        return {}


def _permission_sets(state: State, account: str) -> list[str]:
    known = state.accounts.get(account)
    names = known.roles if known else {}
    return [
        name.removeprefix(_PREFIX).rpartition("_")[0] for name in names if name.startswith(_PREFIX)
    ]


def _query(message: Message, name: str) -> str:
    values = parse_qs(message.query).get(name)
    if not values:
        raise AwsError("InvalidRequestException", f"{name} is required")
    return values[0]


def read_body(message: Message) -> dict[str, Any]:
    """A JSON body as a mapping; InvalidRequestException for anything else."""
    try:
        values = json.loads(message.body or b"{}")
    except (ValueError, RecursionError):
        values = None
    if not isinstance(values, dict):
        raise AwsError("InvalidRequestException", "Invalid request")
    return values
