"""What IAM takes as an SSH public key: RSA, 2048 to 16384 bits, as one OpenSSH line or PEM."""

import base64
import binascii
import hashlib
import struct
from dataclasses import dataclass

from onboard.sandbox.aws.errors import AwsError

_OTHERS = ("ssh-", "ecdsa-", "sk-")


@dataclass(frozen=True)
class Body:
    """An accepted key: its line, its bytes, and their MD5 in pairs."""

    line: str
    blob: bytes
    fingerprint: str


def read_body(text: str) -> Body:
    """The key in that text; InvalidPublicKey or UnrecognizedPublicKeyEncoding otherwise."""
    text = text.strip()
    line = _from_pem(text) if text.startswith("-----BEGIN") else text
    blob = _blob(line)
    _check_bits(blob)
    pairs = hashlib.md5(blob, usedforsecurity=False).digest().hex(":")
    return Body(line, blob, pairs)


def as_pem(line: str) -> str:
    """The same key as a PEM public key."""
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        PublicFormat,
        load_ssh_public_key,
    )

    key = load_ssh_public_key(line.encode())
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def _from_pem(text: str) -> str:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        PublicFormat,
        load_pem_public_key,
    )

    try:
        key = load_pem_public_key(text.encode())
    except (ValueError, UnsupportedAlgorithm):
        raise _invalid() from None
    if not isinstance(key, RSAPublicKey):
        raise _invalid()
    return key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


def _blob(line: str) -> bytes:
    fields = line.split()
    if "\n" in line or len(fields) < 2:
        raise _invalid()
    if fields[0] != "ssh-rsa":
        raise _invalid() if fields[0].startswith(_OTHERS) else _unrecognized()
    try:
        return base64.b64decode(fields[1], validate=True)
    except binascii.Error:
        raise _invalid() from None


def _check_bits(blob: bytes) -> None:
    try:
        name, rest = _string(blob)
        exponent, rest = _string(rest)
        modulus, rest = _string(rest)
    except struct.error:
        raise _invalid() from None
    bits = int.from_bytes(modulus, "big").bit_length()
    odd = int.from_bytes(exponent, "big") > 1 and int.from_bytes(modulus, "big") % 2
    if name != b"ssh-rsa" or rest or not odd or not 2048 <= bits <= 16384:
        raise _invalid()


def _string(data: bytes) -> tuple[bytes, bytes]:
    (length,) = struct.unpack_from(">I", data)
    if len(data) < 4 + length:
        raise struct.error
    return data[4 : 4 + length], data[4 + length :]


def _invalid() -> AwsError:
    return AwsError("InvalidPublicKey", "The public key is malformed or otherwise invalid.")


def _unrecognized() -> AwsError:
    message = "The public key encoding format is unsupported or unrecognized."
    return AwsError("UnrecognizedPublicKeyEncoding", message)
