"""Host keys: fetching the one that a server shows, and what ~/.ssh/known_hosts has of it."""

import base64
import hashlib
import hmac
import re
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path

from onboard import program as programs
from onboard.errors import ToolFailed, Unreachable
from onboard.places import Places
from onboard.program import Finished
from onboard.situation import KnownKey
from onboard.ssh.command import QUIET_OPTIONS, checked_host, last_line, resolved, run
from onboard.ssh.keys import sha256_of

_ALGORITHMS = "rsa-sha2-512,rsa-sha2-256"
"""AWS publishes the fingerprints of RSA keys only."""


@dataclass(frozen=True)
class HostKey:
    """The key that a server showed."""

    line: str
    """As it would stand in known_hosts."""
    type: str
    sha256: str
    """As ssh-keygen prints it, without its `SHA256:`."""


def scan(places: Places, host: str) -> HostKey:
    """Fetch the host's key by the person's own ssh into a throw-away file.

    That file alone accepts what it does not know; no way of signing in is offered. Raises
    Unreachable, and ToolFailed where ssh cannot read its own configuration.
    """
    hashes = resolved(places, host).get("hashknownhosts") == ("yes",)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        taken = Path(folder) / "known_hosts"
        try:
            said = _connect(places, host, taken).err
        except ToolFailed as error:
            raise _no_key(host, error.message) from error
        found = _keys(taken.read_text("utf-8") if taken.exists() else "")
    if not found:
        raise _no_key(host, last_line(said))
    name, kind, body = found[0]
    if hashes:
        name = _hashed(name)
    return HostKey(f"{name} {kind} {body}", kind, sha256_of(body))


def known(places: Places, content: bytes | None, host: str) -> tuple[KnownKey, ...]:
    """Every key that the file trusts for the host, RSA first; plain and hashed lines."""
    if not content:
        return ()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "known_hosts"
        file.write_bytes(content)
        finished = run(places, "ssh-keygen", "-F", checked_host(host), "-f", str(file))
    found, number = [], 0
    for line in finished.out.splitlines():
        told = re.fullmatch(r"# Host .* found: line (\d+).*", line)
        number = int(told[1]) if told else number
        found += [(kind, KnownKey(sha256_of(body), number)) for _, kind, body in _keys(line)]
    return tuple(key for _, key in sorted(found, key=lambda pair: pair[0] != "ssh-rsa"))


def knows(places: Places, content: bytes | None, host: str) -> str | None:
    """SHA256 of the key that the file has for the host, or None."""
    return next((one.sha256 for one in known(places, content, host)), None)


def with_line(content: bytes | None, line: str) -> bytes:
    """The file with the line in it; at the top, so that no byte of the rest changes."""
    former = content or b""
    wanted = line.encode()
    if wanted in former.splitlines():
        return former
    ending = b"\r\n" if former.partition(b"\n")[0].endswith(b"\r") else b"\n"
    return wanted + ending + former


def without_line(content: bytes, line: str) -> bytes:
    """The file without the line."""
    lines = content.splitlines(keepends=True)
    return b"".join(each for each in lines if each.rstrip(b"\r\n") != line.encode())


def _connect(places: Places, host: str, taken: Path) -> Finished:
    return programs.run(
        places,
        "ssh",  # which takes the first value of an option: the throw-away file stands first
        *("-T", *QUIET_OPTIONS),
        *("-o", f'UserKnownHostsFile="{str(taken).replace("%", "%%")}"'),
        *("-o", "GlobalKnownHostsFile=none", "-o", "StrictHostKeyChecking=accept-new"),
        *("-o", "PreferredAuthentications=none", "-o", "HashKnownHosts=no"),
        *("-o", "CheckHostIP=no", "-o", "VerifyHostKeyDNS=no"),
        *("-o", f"HostKeyAlgorithms={_ALGORITHMS}", "-o", "ConnectTimeout=10"),
        *("-o", "ClearAllForwardings=yes", *places.ssh_options(), "--", checked_host(host)),
        timeout=30,
    )


def _no_key(host: str, why: str) -> Unreachable:
    return Unreachable(
        f"The host key of {host} could not be fetched: {why}",
        "See that this machine may connect to port 22 of that host, then try again.",
    )


def _keys(text: str) -> list[tuple[str, str, str]]:
    """Name, type and body of each line that trusts a key; comments and @markers left out."""
    rows = (line.split() for line in text.splitlines() if line[:1] not in ("#", "@"))
    return [(row[0], row[1], row[2]) for row in rows if len(row) >= 3]


def _hashed(name: str) -> str:
    """The name as `HashKnownHosts yes` would write it."""
    salt = secrets.token_bytes(20)
    digest = hmac.new(salt, name.encode(), hashlib.sha1).digest()
    return "|1|" + "|".join(base64.b64encode(part).decode() for part in (salt, digest))
