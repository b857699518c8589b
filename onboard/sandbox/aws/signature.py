"""AWS Signature Version 4 as a service checks it: the header is taken apart and computed again."""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from onboard.sandbox.aws.errors import AwsError

SKEW = timedelta(minutes=5)
_FORM = "%Y%m%dT%H%M%SZ"
_HEADER = re.compile(
    r"AWS4-HMAC-SHA256\s+Credential=(?P<key>[^/,\s]+)/(?P<date>\d{8})/(?P<region>[^/,\s]+)"
    r"/(?P<service>[^/,\s]+)/aws4_request,\s*SignedHeaders=(?P<headers>[^,\s]+)"
    r",\s*Signature=(?P<signature>[0-9a-f]{64})\s*"
)
_MISMATCH = (
    "The request signature we calculated does not match the signature you provided. "
    "Check your AWS Secret Access Key and signing method. "
    "Consult the service documentation for details."
)


@dataclass(frozen=True)
class Message:
    """A request as it came over the wire; header names in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Claim:
    """What an Authorization header claims."""

    key: str
    date: str
    region: str
    service: str
    signed: tuple[str, ...]
    signature: str


def read_claim(message: Message) -> Claim:
    """The claim of a request; AwsError when there is none or it cannot be read."""
    header = message.headers.get("authorization")
    if not header:
        raise AwsError("MissingAuthenticationToken", "Request is missing Authentication Token", 403)
    found = _HEADER.fullmatch(header.strip())
    if not found:
        raise AwsError("IncompleteSignature", "Authorization header is not a valid AWS4 header")
    parts = found.groupdict()
    signed = tuple(parts["headers"].split(";"))
    return Claim(
        parts["key"], parts["date"], parts["region"], parts["service"], signed, parts["signature"]
    )


def check(claim: Claim, message: Message, secret: str, now: float) -> None:
    """Raise SignatureDoesNotMatch unless the claim is true and of this moment."""
    moment = _moment(message)
    if "host" not in claim.signed or not moment.startswith(claim.date):
        raise AwsError("SignatureDoesNotMatch", _MISMATCH, 403)
    token_header = "x-amz-security-token"  # noqa: S105  (the name of a header)
    if token_header in message.headers and token_header not in claim.signed:
        raise AwsError("SignatureDoesNotMatch", _MISMATCH, 403)
    digest = hashlib.sha256(_canonical(claim, message).encode()).hexdigest()
    scope = f"{claim.date}/{claim.region}/{claim.service}/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{moment}\n{scope}\n{digest}"
    wanted = sign(secret, claim.date, claim.region, claim.service, text)
    if not hmac.compare_digest(wanted, claim.signature):
        raise AwsError("SignatureDoesNotMatch", _MISMATCH, 403)
    _check_clock(moment, datetime.fromtimestamp(now, UTC))


def sign(secret: str, date: str, region: str, service: str, text: str) -> str:
    """The hexadecimal signature of a string to sign."""
    key = f"AWS4{secret}".encode()
    for part in (date, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()


def _moment(message: Message) -> str:
    text = message.headers.get("x-amz-date", "")
    try:
        datetime.strptime(text, _FORM)
    except ValueError:
        raise AwsError(
            "IncompleteSignature",
            "Date must be in ISO-8601 'basic format'. "
            f"Got '{text}'. See http://en.wikipedia.org/wiki/ISO_8601",
        ) from None
    return text


def _check_clock(text: str, now: datetime) -> None:
    moment = datetime.strptime(text, _FORM).replace(tzinfo=UTC)
    early, late = now - SKEW, now + SKEW
    if moment < early:
        words = (
            f"Signature expired: {text} is now earlier than "
            f"{early:{_FORM}} ({now:{_FORM}} - 5 min.)"
        )
    elif moment > late:
        words = (
            f"Signature not yet current: {text} is still later than "
            f"{late:{_FORM}} ({now:{_FORM}} + 5 min.)"
        )
    else:
        return
    raise AwsError("SignatureDoesNotMatch", words, 403)


def _canonical(claim: Claim, message: Message) -> str:
    headers = message.headers
    lines = [f"{name}:{' '.join(headers.get(name, '').split())}\n" for name in claim.signed]
    query = "&".join(sorted(_pairs(message.query)))
    path = quote(message.path or "/", safe="/~")
    payload = hashlib.sha256(message.body).hexdigest()
    signed = ";".join(claim.signed)
    return "\n".join([message.method, path, query, "".join(lines), signed, payload])


def _pairs(query: str) -> list[str]:
    return [pair if "=" in pair else f"{pair}=" for pair in query.split("&") if pair]
