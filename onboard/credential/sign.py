"""The password that CodeCommit accepts: a SigV4 signature of the repository's path."""

import time

try:
    from _sha2 import sha256  # type: ignore[import-not-found] # 3.12 on
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found] # 3.11
    except ImportError:
        from hashlib import sha256

# hashlib and hmac load OpenSSL: three milliseconds for one signature, so neither is used here.

BLOCK = 64
LIFETIME = 900
"""Seconds for which CodeCommit accepts a signed password."""


def sha256_hex(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return str(sha256(data).hexdigest())


def password(secret_key: str, region: str, host: str, path: str, now: float) -> str:
    """The password for `https://HOST/PATH` at `now` (epoch seconds); `host` without its port.

    As `aws codecommit credential-helper` makes it: no payload hash, a time stamp without its Z.
    """
    stamp = "{:04d}{:02d}{:02d}T{:02d}{:02d}{:02d}".format(*time.gmtime(now)[:6])
    scope = f"{stamp[:8]}/{region}/codecommit/aws4_request"
    request = f"GIT\n{_signed_path(path)}\n\nhost:{host}\n\nhost\n"
    digest = sha256_hex(request.encode("utf-8", "surrogateescape"))
    text = f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}"
    key = b"AWS4" + secret_key.encode("utf-8", "surrogateescape")
    for part in (*scope.split("/"), text):
        key = _hmac(key, part.encode())
    return f"{stamp}Z{key.hex()}"


def _signed_path(path: str) -> str:
    return "/" + path.partition("#")[0].partition("?")[0]


def _hmac(key: bytes, message: bytes) -> bytes:
    if len(key) > BLOCK:
        key = sha256(key).digest()
    key = key.ljust(BLOCK, b"\0")
    inner = sha256(bytes(byte ^ 0x36 for byte in key) + message).digest()
    return bytes(sha256(bytes(byte ^ 0x5C for byte in key) + inner).digest())
