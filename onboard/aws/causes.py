"""Which cause a failed sign-in has: an id that `onboard explain` and the doctor know."""

from typing import TYPE_CHECKING

from onboard.aws.explained import UnknownProfile
from onboard.aws.problems import BROKEN, BUSY, CLOCK, DENIED, EXPIRED, UNKNOWN_KEY
from onboard.errors import AccessDenied, FileRefused, MfaNeeded, OnboardError, Unreachable

if TYPE_CHECKING:
    from botocore.exceptions import ClientError

OF_ERROR: tuple[tuple[type[OnboardError], str], ...] = (
    (UnknownProfile, "aws-profile-missing"),
    (MfaNeeded, "mfa-session-needed"),
    (FileRefused, "aws-config-broken"),
)
OF_BOTOCORE = {
    "NoCredentialsError": "no-aws-credentials",
    "NoAuthTokenError": "no-aws-credentials",
    "UnauthorizedSSOTokenError": "expired-sso",
    "SSOTokenLoadError": "expired-sso",
    "TokenRetrievalError": "expired-sso",
    "LoginRefreshRequired": "expired-session",
    "LoginError": "expired-session",
    "MissingDependencyException": "login-needs-crt",
    "SSLError": "tls-interception",
    "ConnectionError": "proxy-or-dns",
    "HTTPClientError": "proxy-or-dns",
    "ResponseParserError": "proxy-or-dns",
}
"""The class that botocore raised, or one of its bases."""


def cause_of(error: OnboardError) -> str:
    """The cause; `aws-config-broken` where nothing else is known of a profile's settings."""
    from botocore.exceptions import ClientError

    for kind, cause in OF_ERROR:
        if isinstance(error, kind):
            return cause
    under = error.__cause__
    if isinstance(under, ClientError):
        return _of_answer(under, error)
    names = [one.__name__ for one in type(under).__mro__]
    found = next((OF_BOTOCORE[name] for name in names if name in OF_BOTOCORE), "")
    return found or ("proxy-or-dns" if isinstance(error, Unreachable) else "aws-config-broken")


def _of_answer(answer: "ClientError", error: OnboardError) -> str:
    """Of an error that AWS answered with."""
    said = answer.response.get("Error", {})
    code, words = str(said.get("Code", "")), str(said.get("Message", ""))
    if CLOCK.search(f"{code} {words}"):
        return "clock-skew"
    if code in EXPIRED:
        return "expired-session"
    if code in UNKNOWN_KEY:
        return "invalid-token"
    if code in ("SignatureDoesNotMatch", "IncompleteSignature"):
        return "wrong-secret-key"
    if code in DENIED:
        return "wrong-mfa-code" if "MultiFactorAuthentication" in words else "no-permission-api"
    if BUSY.search(code):
        return "rate-exceeded"
    if BROKEN.search(code) or isinstance(error, AccessDenied | Unreachable):
        return "unknown"
    return "aws-config-broken"
