"""AWS keys as a value, and those that lie in the environment."""

from onboard.credential.refusal import CannotAnswer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

TOKENS = ("AWS_SECURITY_TOKEN", "AWS_SESSION_TOKEN")


class Keys:
    """An access key, its secret, and for temporary ones the token and the end (epoch seconds).

    No dataclass, whose import alone costs as much as the whole answer; the default `repr` shows
    no secret.
    """

    __slots__ = ("access_key", "expires", "secret_key", "token")

    def __init__(
        self, access_key: str, secret_key: str, token: "str | None", expires: "float | None" = None
    ) -> None:
        self.access_key = access_key
        self.secret_key = secret_key
        self.token = token
        self.expires = expires


def from_environment(environ: "Mapping[str, str]", now: float) -> "Keys | None":
    """The keys of `AWS_ACCESS_KEY_ID` and its companions, read as botocore does, or None."""
    access_key = environ.get("AWS_ACCESS_KEY_ID")
    if not access_key:
        return None
    secret_key = environ.get("AWS_SECRET_ACCESS_KEY")
    if not secret_key:
        raise CannotAnswer(
            "AWS_ACCESS_KEY_ID is set and AWS_SECRET_ACCESS_KEY is not", "Set both, or unset both."
        )
    token = next((environ[name] for name in TOKENS if environ.get(name)), None)
    expires = environ.get("AWS_CREDENTIAL_EXPIRATION")
    keys = Keys(access_key, secret_key, token, _epoch(expires) if expires else None)
    if keys.expires is not None and keys.expires <= now:
        raise CannotAnswer(
            "the AWS credentials in the environment (AWS_ACCESS_KEY_ID) have expired",
            "Get new ones from where they came, or unset AWS_ACCESS_KEY_ID.",
        )
    return keys


def _epoch(text: str) -> "float | None":
    """Seconds since 1970 of an ISO 8601 time as AWS writes it in UTC; None for other forms.

    Only a warning hangs on it (AWS itself refuses what has expired), so an odd form is let pass.
    """
    for end in ("Z", "+00:00"):
        if text.endswith(end):
            text = text.removesuffix(end).partition(".")[0]
            break
    else:
        return None
    if len(text) != 19 or not (text[:4] + text[5:7] + text[8:10]).isdigit():
        return None
    clock = text[11:].split(":")
    if len(clock) != 3 or not all(part.isdigit() for part in clock):
        return None
    hours, minutes, seconds = (int(part) for part in clock)
    days = _days(int(text[:4]), int(text[5:7]), int(text[8:10]))
    return float(days * 86400 + hours * 3600 + minutes * 60 + seconds)


def _days(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 in the Gregorian calendar, counted from March."""
    year -= month <= 2
    month = month - 3 if month > 2 else month + 9
    return (
        365 * year + year // 4 - year // 100 + year // 400 + (153 * month + 2) // 5 + day - 719469
    )
