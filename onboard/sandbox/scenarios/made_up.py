"""Credentials that IAM already holds when a scenario begins and that nobody has the secret of."""

import base64
import secrets
import struct

from onboard.sandbox.aws.iam_git_credentials import digest
from onboard.sandbox.aws.ids import new_id
from onboard.sandbox.aws.ssh_key_body import read_body
from onboard.sandbox.aws.state import GitCredential, SshKey


def git_credential(user_name: str, created: float) -> GitCredential:
    """A Git credential with a password that was lost."""
    password = secrets.token_urlsafe(32)
    return GitCredential(new_id("ACCA"), user_name, digest(password), created, created)


def ssh_key(comment: str, created: float) -> SshKey:
    """An RSA public key of 2048 bits: a random modulus, so that no private half exists."""
    modulus = secrets.randbits(2048) | 1 << 2047 | 1
    numbers = (b"ssh-rsa", b"\x01\x00\x01", b"\0" + modulus.to_bytes(256, "big"))
    blob = b"".join(struct.pack(">I", len(one)) + one for one in numbers)
    text = base64.b64encode(blob).decode()
    body = read_body(f"ssh-rsa {text} {comment}")
    return SshKey(new_id("APKA"), body.line, text, body.fingerprint, created, created)
