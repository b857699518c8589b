"""Identity Center's sign-in (sso-oidc): every device is approved at once, nobody has to click."""

import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.signature import Message
from onboard.sandbox.aws.sso import LIFE, hashed, read_body, sign_in
from onboard.sandbox.aws.state import State
from onboard.sandbox.aws.store import Store
from onboard.sandbox.aws.wire import Reply, json_error, write_json

_TYPE = "application/json"
_REGISTERED = 90 * 86400  # seconds
_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class SignInService:
    """The operations of `sso-oidc`, told apart by their paths."""

    def __init__(self, store: Store, now: Callable[[], float]) -> None:
        self._store = store
        self._now = now
        self._codes: set[str] = set()
        self._verbs: dict[str, Callable[[dict[str, Any], Message], dict[str, Any]]] = {
            "/client/register": self._register,
            "/device_authorization": self._start,
            "/token": self._token,
        }

    def answer(self, message: Message) -> Reply | None:
        """The reply, or None when the path is not the service's."""
        if (message.method, message.path) == ("GET", "/authorize"):
            return self._authorize(message)
        if (message.method, message.path) == ("GET", "/device"):
            return Reply(200, b"The sandbox has approved this device.\n", "text/plain")
        verb = self._verbs.get(message.path)
        if verb is None or message.method != "POST":
            return None
        try:
            with self._store.lock:
                return write_json(verb(read_body(message), message), kind=_TYPE)
        except AwsError as error:
            return json_error(error, _TYPE)

    def _register(self, given: dict[str, Any], message: Message) -> dict[str, Any]:
        now = int(self._now())
        return {
            "clientId": secrets.token_urlsafe(16),
            "clientSecret": secrets.token_urlsafe(48),
            "clientIdIssuedAt": now,
            "clientSecretExpiresAt": now + _REGISTERED,
        }

    def _start(self, given: dict[str, Any], message: Message) -> dict[str, Any]:
        code = self._new_code()
        page = f"http://{message.headers.get('host', '127.0.0.1')}/device"
        return {
            "deviceCode": code,
            "userCode": "ABCD-EFGH",
            "verificationUri": page,
            "verificationUriComplete": f"{page}?user_code=ABCD-EFGH",
            "expiresIn": 600,
            "interval": 1,
        }

    def _token(self, given: dict[str, Any], message: Message) -> dict[str, Any]:
        self._check_grant(given)
        access, refresh = sign_in(self._store.state, self._now())
        self._store.save()
        return {
            "accessToken": access,
            "tokenType": "Bearer",
            "expiresIn": LIFE,
            "refreshToken": refresh,
        }

    def _check_grant(self, given: dict[str, Any]) -> None:
        kind = given.get("grantType")
        if kind == "refresh_token":
            _spend_refresh(self._store.state, str(given.get("refreshToken", "")))
        elif kind in (_DEVICE, "authorization_code"):
            code = str(given.get("deviceCode") or given.get("code"))
            if code not in self._codes:
                raise AwsError("InvalidGrantException", "Invalid grant provided")
            self._codes.discard(code)
        else:
            raise AwsError("UnsupportedGrantTypeException", "Unsupported grant type provided")

    def _authorize(self, message: Message) -> Reply:
        given = {key: values[0] for key, values in parse_qs(message.query).items()}
        back = given.get("redirect_uri", "")
        if urlsplit(back).hostname not in _LOOPBACK:
            return Reply(400, b"", "text/plain")
        answer = urlencode({"code": self._new_code(), "state": given.get("state", "")})
        return Reply(302, b"", "text/plain", {"Location": f"{back}?{answer}"})

    def _new_code(self) -> str:
        code = secrets.token_urlsafe(32)
        self._codes.add(code)
        return code


def _spend_refresh(state: State, token: str) -> None:
    """Take the sign-in of that refresh token away: each is good for one renewal."""
    kept = hashed(token)
    for one in state.sign_ins:
        if one.refresh == kept:
            state.sign_ins.remove(one)
            return
    raise AwsError("InvalidGrantException", "Invalid refresh token provided")
