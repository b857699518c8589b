"""What SSH key files say about themselves in clear: type, size, public half, encryption."""

import base64
import binascii
import re
import struct
from dataclasses import dataclass
from pathlib import Path

from onboard.errors import BadInput

_HEADER = re.compile(r"^-----BEGIN ((?:[A-Z]+ )*)PRIVATE KEY-----\s*$", re.MULTILINE)
_MAGIC = b"openssh-key-v1\0"
_PUBLIC = re.compile(
    r"(?:^|\s)(?P<type>(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[\w@.-]+) +"
    r"(?P<body>[A-Za-z0-9+/]{20,}={0,2})(?:[ \t]+(?P<comment>.*))?$"
)
_CURVES = {"nistp256": 256, "nistp384": 384, "nistp521": 521}
_PEM_TYPES = {"RSA ": "ssh-rsa", "DSA ": "ssh-dss", "EC ": "ecdsa"}


@dataclass(frozen=True)
class PublicHalf:
    """A public key in OpenSSH's form."""

    type: str
    bits: int
    body: str
    comment: str = ""


@dataclass(frozen=True)
class PrivateHalf:
    """A private key file, as far as it can be seen without a passphrase."""

    type: str
    """Empty where only the passphrase would tell."""
    encrypted: bool
    public: PublicHalf | None


def public_half(text: str) -> PublicHalf:
    """Read a line as in a `.pub` file; raises BadInput with what it is instead."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    found = _PUBLIC.search(lines[0].strip()) if lines else None
    if "PRIVATE KEY-----" in text:
        raise BadInput("This is a private key, not a public one.", "Give the .pub file.")
    if found is None or len(lines) > 1:
        raise BadInput(
            _instead(text) or "This is not an SSH public key.",
            "Give one line that starts with ssh-rsa.",
        )
    if "-cert-v01" in found["type"]:
        raise BadInput("This is an SSH certificate, not a key.", "Give the key's own .pub file.")
    half = _from_blob(_decoded(found["body"]), found["comment"] or "")
    if half.type != found["type"]:
        raise BadInput(
            f"This public key says {found['type']}, and what it holds is another kind or damaged.",
            "Take the line from the .pub file once more.",
        )
    return half


def private_half(text: str, path: Path) -> PrivateHalf:
    """Read a private key file without opening it; raises BadInput with what it is instead."""
    header = _HEADER.search(text)
    if header is None:
        reason = _instead(text) or f"{path} is not a private key."
        raise BadInput(reason, "Give the path of a private key in OpenSSH or PEM format.")
    if header[1] == "OPENSSH ":
        return _openssh(text)
    if header[1] == "ENCRYPTED " or re.search(r"^Proc-Type: *4, *ENCRYPTED", text, re.MULTILINE):
        return PrivateHalf(_PEM_TYPES.get(header[1], ""), True, None)
    return _pem(text, path)


def _instead(text: str) -> str:
    if text.startswith("PuTTY-User-Key-File"):
        return "This is a PuTTY key; ssh and IAM cannot read it (PuTTYgen can export it)."
    if "BEGIN SSH2" in text:
        return "This key is in the format of ssh.com (ssh-keygen -i -f KEY can convert it)."
    if "BEGIN CERTIFICATE" in text:
        return "This is a certificate, not a key."
    if "BEGIN PUBLIC KEY" in text or "BEGIN RSA PUBLIC KEY" in text:
        return "This public key is in PEM format (ssh-keygen -i -m PKCS8 -f KEY can convert it)."
    return ""


def _openssh(text: str) -> PrivateHalf:
    found = re.search(r"-----BEGIN OPENSSH[^\n]*\n(.*?)-----END OPENSSH", text, re.DOTALL)
    blob = _decoded("".join(found[1].split()) if found else "")
    if not blob.startswith(_MAGIC):
        raise BadInput("This private key is damaged.", "Use another key.")
    cipher, rest = _string(blob[len(_MAGIC) :])
    _, rest = _string(rest)  # the name of the key derivation
    _, rest = _string(rest)  # and its options
    public, _ = _string(rest[4:])  # after the number of keys, which is always one
    half = _from_blob(public, "")
    return PrivateHalf(half.type, cipher != b"none", half)


def _pem(text: str, path: Path) -> PrivateHalf:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization

    try:
        key = serialization.load_pem_private_key(
            text.encode(), None, unsafe_skip_rsa_key_validation=True
        )
        line = key.public_key().public_bytes(
            serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
        )
    except (ValueError, TypeError, UnsupportedAlgorithm):  # their words may quote the key
        raise BadInput(
            f"{path} is a private key of a kind that ssh cannot use, or it is damaged.",
            "Use another key.",
        ) from None
    half = public_half(line.decode())
    return PrivateHalf(half.type, False, half)


def _decoded(body: str) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise BadInput("This key is damaged: its body is not base64.", "Copy it again.") from None


def _from_blob(blob: bytes, comment: str) -> PublicHalf:
    name, rest = _string(blob)
    kind = name.decode("ascii", "replace")
    shown = re.sub(r"[\x00-\x1f\x7f-\x9f]", "", comment).strip()
    return PublicHalf(kind, _bits(kind, rest), base64.b64encode(blob).decode(), shown)


def _bits(kind: str, rest: bytes) -> int:
    if kind == "ssh-rsa":
        _, rest = _string(rest)  # the exponent stands before the modulus
    if kind in ("ssh-rsa", "ssh-dss"):
        return int.from_bytes(_string(rest)[0], "big").bit_length()
    if "ecdsa" in kind:
        return _CURVES.get(_string(rest)[0].decode("ascii", "replace"), 0)
    return 256 if "ed25519" in kind else 0


def _string(data: bytes) -> tuple[bytes, bytes]:
    """The first length-prefixed string of the SSH wire format, and what follows it."""
    if len(data) < 4:
        raise BadInput("This key is damaged: it ends too early.", "Copy it again.")
    end = 4 + int(struct.unpack(">I", data[:4])[0])
    if len(data) < end:
        raise BadInput("This key is damaged: it ends too early.", "Copy it again.")
    return data[4:end], data[end:]
