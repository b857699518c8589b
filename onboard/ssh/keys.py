"""SSH keys: finding those that are there, making new ones, and what IAM calls them."""

import base64
import binascii
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import BadInput, FileRefused, OnboardError
from onboard.files import read
from onboard.secret import Secret
from onboard.situation import LocalKey
from onboard.ssh.wire import PrivateHalf, PublicHalf, private_half, public_half

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

_MOST = 128 * 1024
LEAST_BITS, MOST_BITS = 2048, 16384
"""Source: IAM user guide, "Use SSH keys with CodeCommit"."""


def find_keys(folder: Path) -> tuple[LocalKey, ...]:
    """The keys of a folder, by what the files contain; what cannot be read is left out."""
    found = {}
    for path in _candidates(folder):
        try:
            found[path] = read_key(path)
        except OnboardError:
            continue
    return tuple(found[path] for path in sorted(found))


def read_key(path: Path) -> LocalKey:
    """The key of which the path is either half; raises BadInput or FileRefused with the reason."""
    private_path = Path(str(path).removesuffix(".pub"))
    public_path = Path(f"{private_path}.pub")
    private_text, public_text = _text(private_path), _text(public_path)
    if private_text is None and public_text is None:
        raise BadInput(f"There is no key {path}.", "Give the path of a private key.")
    private = private_half(private_text, private_path) if private_text is not None else None
    public = _public(public_text, public_path, private)
    key = _key(private_path, private, public)
    stale = public_path.name if private and public_text is not None and public is None else ""
    return replace(key, problem=_too_open(private_path) if private and not stale else _stale(stale))


def generate(bits: int) -> bytes:
    """A new RSA private key as unencrypted PEM; 4096 bits take about a second."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    if not LEAST_BITS <= bits <= MOST_BITS:
        raise BadInput(
            f"IAM takes RSA keys of {LEAST_BITS} to {MOST_BITS} bits, not {bits}.",
            "Use 4096 bits.",
        )
    return rsa.generate_private_key(65537, bits).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def serialise(private: bytes, passphrase: Secret | None, comment: str) -> tuple[bytes, str]:
    """The OpenSSH private file, encrypted if there is a passphrase, and its public line."""
    from cryptography.hazmat.primitives import serialization

    if re.search(r"[\x00-\x1f\x7f]", comment):
        raise BadInput(f"{comment!r} cannot be a key's comment: it must be one line.")
    key = load(private, None)
    protection: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        protection = serialization.BestAvailableEncryption(passphrase.reveal().encode())
    content = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, protection
    )
    line = key.public_key().public_bytes(
        serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH
    )
    return content, f"{line.decode()} {comment}".rstrip()


def load(private: bytes, passphrase: Secret | None) -> "RSAPrivateKey":
    """The RSA key in PEM or OpenSSH format; raises BadInput where it or the passphrase is wrong."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    password = passphrase.reveal().encode() if passphrase else None
    openssh = b"BEGIN OPENSSH PRIVATE KEY" in private[:200]
    reader = serialization.load_ssh_private_key if openssh else serialization.load_pem_private_key
    try:
        key = reader(private, password)
    except (ValueError, TypeError, UnsupportedAlgorithm):  # their words may quote the key
        raise BadInput(
            "The private key could not be opened: it is damaged, or the passphrase is wrong.",
            "Check the passphrase: ssh-keygen -y -f KEY",
        ) from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise BadInput("That is not an RSA key; IAM takes no other type.", "Use an RSA key.")
    return key


def unlocks(path: Path, passphrase: Secret) -> bool:
    """Whether the passphrase opens the private key; a key without one opens with any."""
    content = read(path)
    if content is None:
        raise FileRefused(f"There is no key {path}.", "Give the path of a private key.")
    try:
        half = private_half(content.decode("utf-8", "replace"), path)
        load(content, passphrase if half.encrypted else None)
    except BadInput:
        return False
    return True


def unlocked(path: Path, passphrase: Secret) -> bytes:
    """The private key without its passphrase, for an ssh-agent's standard input; never a file."""
    from cryptography.hazmat.primitives import serialization

    return load(read(path) or b"", passphrase).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.OpenSSH,
        serialization.NoEncryption(),
    )


def body_of(public_line: str) -> str:
    """The base64 body of a public line, options and comment left away; raises BadInput."""
    return public_half(public_line).body


def sha256_of(body: str) -> str:
    """The fingerprint that ssh-keygen prints, without its `SHA256:`."""
    return base64.b64encode(hashlib.sha256(_blob(body)).digest()).decode().rstrip("=")


def md5_of(body: str) -> str:
    """The fingerprint that IAM shows: sixteen pairs of hexadecimal digits."""
    digest = hashlib.md5(_blob(body), usedforsecurity=False).hexdigest()
    return ":".join(digest[place : place + 2] for place in range(0, 32, 2))


def _blob(body: str) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        raise BadInput("That is not the body of an SSH public key.") from None


def _candidates(folder: Path) -> Iterator[Path]:
    """Private halves of the folder, and public ones whose private half is not there."""
    try:
        names = set(os.listdir(folder))
    except OSError:
        return
    for name in names:
        stem = name.removesuffix(".pub")
        if stem == name or stem not in names:
            yield folder / name


def _text(path: Path) -> str | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileRefused(f"{path} cannot be read: {error.strerror}.") from error
    if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST:
        raise BadInput(f"{path} is not a key file.", "Give the path of a private key.")
    content = read(path)
    return None if content is None else content.decode("utf-8", "replace")


def _public(text: str | None, path: Path, private: PrivateHalf | None) -> PublicHalf | None:
    """The public file's content, unless it belongs to another key or only the private counts."""
    if text is None:
        return None
    try:
        public = public_half(text)
    except BadInput as error:
        if private is None:
            raise BadInput(f"{path}: {error.message}", error.hint) from error
        return None
    if private and private.public and private.public.body != public.body:
        return None
    return public


def _too_open(path: Path) -> str:
    """ssh ignores a private key of yours that others may read; Windows has no such modes."""
    found = path.stat()
    if os.name == "nt" or found.st_uid != os.getuid() or not found.st_mode & 0o077:
        return ""
    return f"Other users may read it, and ssh ignores such a key until you run: chmod 600 {path}"


def _stale(name: str) -> str:
    return f"{name} beside it belongs to another key, and ssh would offer that." if name else ""


def _key(path: Path, private: PrivateHalf | None, public: PublicHalf | None) -> LocalKey:
    known = public or (private.public if private else None)
    return LocalKey(
        path=path,
        type=known.type if known else (private.type if private else ""),
        bits=known.bits if known else 0,
        body=known.body if known else "",
        comment=public.comment if public else "",
        has_private=private is not None,
        has_public=public is not None,
        encrypted=private is not None and private.encrypted,
    )
