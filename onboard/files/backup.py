"""What gives a changed file its former bytes back; of one with secrets, only the part lost."""

import base64
import json
from pathlib import Path

from onboard.files.checks import digest, read
from onboard.files.masking import holds_secret
from onboard.files.writing import write_private

_PART = ".part"


def keep_copy(former: bytes, content: bytes, name: str, backups: Path) -> Path:
    """Keep the former bytes, 0600, named by their digest; once is enough.

    Where a secret stands in them, only those that `content` has not are kept, and where they were.
    """
    name = f"{name.lstrip('.')}.{digest(former)[:16]}"
    if holds_secret(former):
        copy, kept = backups / f"{name}-{digest(content)[:16]}{_PART}", _part(former, content)
    else:
        copy, kept = backups / name, former
    if read(copy) != kept:
        write_private(copy, kept)
    return copy


def kept_in(copy: Path, content: bytes) -> bytes | None:
    """The former bytes of the file that holds `content` now; None where the copy is gone."""
    kept = read(copy)
    if kept is None or copy.suffix != _PART:
        return kept
    try:
        part = json.loads(kept)
        head, tail, lost = part["head"], part["tail"], base64.b64decode(part["lost"])
    except (ValueError, KeyError, TypeError):  # not as we wrote it
        return None
    return content[:head] + lost + content[len(content) - tail :]


def _part(former: bytes, content: bytes) -> bytes:
    head = _alike(former, content)
    tail = _alike(former[head:][::-1], content[head:][::-1])
    lost = base64.b64encode(former[head : len(former) - tail]).decode()
    return json.dumps({"head": head, "tail": tail, "lost": lost}).encode()


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
