"""One-time codes of a virtual MFA device (RFC 6238: SHA-1, 30 seconds, six digits)."""

import base64
import hashlib
import hmac
import secrets
import struct

STEP = 30


def new_secret() -> str:
    """A device's secret in base32, as authenticator apps take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code(secret: str, now: float) -> str:
    """The code that the device shows at `now`."""
    counter = struct.pack(">Q", int(now) // STEP)
    digest = hmac.digest(base64.b32decode(secret), counter, hashlib.sha1)
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def accepts(secret: str, typed: str, now: float) -> bool:
    """Whether the code is the present one or a neighbour's.

    Unlike AWS a code may be used twice: the sandbox's people should not wait 30 seconds.
    """
    near = (code(secret, now + drift * STEP) for drift in (0, -1, 1))
    return any([hmac.compare_digest(one.encode(), typed.encode()) for one in near])
