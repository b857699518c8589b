"""Temporary credentials: the session token itself says, under seal, whose it is and until when.

Nothing about a session is stored, so it outlives a restart of the server as the accounts do.
"""

import base64
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from typing import Literal

from onboard.sandbox.aws.errors import expired_token, invalid_token
from onboard.sandbox.aws.ids import new_id
from onboard.sandbox.aws.state import Document

Kind = Literal["root", "user", "role", "federated"]


@dataclass(frozen=True)
class Claims:
    """Whose session it is: `name` of the user or role, `label` the session's own name."""

    kind: Kind
    account: str
    name: str
    label: str
    expires: float
    mfa: bool = False
    policy: Document | None = None


@dataclass(frozen=True)
class Session:
    """A set of temporary credentials as STS hands it out."""

    key: str
    secret: str
    token: str
    expires: float


def new_session(seal: str, claims: Claims) -> Session:
    """Fresh temporary credentials for these claims."""
    key = new_id("ASIA")
    plain = json.dumps({**asdict(claims), "key": key}, separators=(",", ":")).encode()
    token = base64.b64encode(_mac(seal, "token", plain) + plain).decode()
    return Session(key, secret_of(seal, key), token, claims.expires)


def read_session(seal: str, key: str, token: str, now: float) -> Claims:
    """The claims of a session; InvalidClientTokenId or ExpiredToken otherwise."""
    try:
        raw = base64.b64decode(token, validate=True)
    except ValueError:
        raise invalid_token() from None
    mac, plain = raw[:32], raw[32:]
    if not hmac.compare_digest(mac, _mac(seal, "token", plain)):
        raise invalid_token()
    values = json.loads(plain)
    if values.pop("key") != key:
        raise invalid_token()
    claims = Claims(**values)
    if claims.expires <= now:
        raise expired_token()
    return claims


def secret_of(seal: str, key: str) -> str:
    """The secret access key that belongs to a temporary key id."""
    return base64.b64encode(_mac(seal, "secret", key.encode())).decode()[:40]


def _mac(seal: str, purpose: str, text: bytes) -> bytes:
    return hmac.digest(bytes.fromhex(seal), purpose.encode() + b"\0" + text, hashlib.sha256)
