"""What gives a changed file its former bytes back; of one with secrets, only the part lost."""

import base64
import json
from collections.abc import Iterator
from difflib import SequenceMatcher
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
        if "lost" in part:  # as one piece, as earlier versions wrote it
            pieces = [(part["head"], len(content) - part["tail"], part["lost"])]
        else:
            pieces = [(begin, end, lost) for begin, end, lost in part["pieces"]]
        for begin, end, lost in reversed(pieces):
            content = content[:begin] + base64.b64decode(lost) + content[end:]
    except (ValueError, KeyError, TypeError):  # not as we wrote it
        return None
    return content


def _part(former: bytes, content: bytes) -> bytes:
    pieces = [(begin, end, base64.b64encode(lost).decode()) for begin, end, lost in
              _pieces(former, content)]  # fmt: skip
    return json.dumps({"pieces": pieces}).encode()


def _pieces(former: bytes, content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Where in `content` something else stood before, and what; a line that stays is in none."""
    old, new = former.splitlines(keepends=True), content.splitlines(keepends=True)
    starts = [0]
    for line in new:
        starts.append(starts[-1] + len(line))
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        lost, there = b"".join(old[a:b]), b"".join(new[c:d])
        head = _alike(lost, there)
        tail = _alike(lost[head:][::-1], there[head:][::-1])
        yield starts[c] + head, starts[d] - tail, lost[head : len(lost) - tail]


def _alike(one: bytes, other: bytes) -> int:
    """How many bytes both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
