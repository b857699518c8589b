"""The sandbox's SSH host key, and the other one that it shows when told to be an impostor."""

import base64
import hashlib
from pathlib import Path

from onboard.sandbox.private import write_private

_BITS = 2048  # as CodeCommit's own


def host_key(folder: Path) -> Path:
    """The folder's private host key, made when there is none; the public half beside it."""
    return _key(folder / "ssh_host_rsa_key")


def wrong_host_key(folder: Path) -> Path:
    """The key of the fault "wrong host key"."""
    return _key(folder / "ssh_wrong_host_rsa_key")


def fingerprint(folder: Path) -> str:
    """The host key's SHA256 as ssh-keygen prints it, without the prefix."""
    line = (folder / "ssh_host_rsa_key.pub").read_text("ascii")
    digest = hashlib.sha256(base64.b64decode(line.split()[1])).digest()
    return base64.b64encode(digest).decode("ascii").rstrip("=")


def _key(path: Path) -> Path:
    public = path.with_suffix(".pub")
    if not (path.exists() and public.exists()):
        _make(path, public)
    return path


def _make(path: Path, public: Path) -> None:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    body = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    line = key.public_key().public_bytes(
        serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
    )
    write_private(path, body)
    write_private(public, line + b"\n")
