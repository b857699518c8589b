"""The access key in a section of `~/.aws/credentials`, exchanged so that every other byte stays.

The former key rests in a comment above the new one until it is deleted: AWS's tools do not read
it, and nothing else here may hold a secret.
"""

import re
from typing import NamedTuple

from onboard.places import APP

ID, SECRET = b"aws_access_key_id", b"aws_secret_access_key"
TOKENS = (b"aws_session_token", b"aws_security_token")
_FORMER = b"# " + APP.encode() + b" keeps the former key until it is deleted: "


class Pair(NamedTuple):
    """An access key with its secret half."""

    id: str
    secret: str


def static_pair(content: bytes, section: str) -> Pair | None:
    """The long-term key of the section; None where there is none, or a session's."""
    found = section_span(content, section)
    if found is None or any(value_span(content, found, token) for token in TOKENS):
        return None
    id_, secret = (value_span(content, found, name) for name in (ID, SECRET))
    if id_ is None or secret is None:
        return None
    return Pair(content[slice(*id_)].decode(), content[slice(*secret)].decode())


def exchanged(content: bytes, section: str, old: Pair, new: Pair) -> bytes:
    """The file with the new key in place of the old, which a comment keeps."""
    note = _FORMER + f"{old.id} {old.secret}".encode()
    begin = _line_begin(
        content, _must(value_span(content, _must(section_span(content, section)), ID))[0]
    )
    ending = b"\r\n" if b"\r\n" in content else b"\n"
    return _replaced(content[:begin] + note + ending + content[begin:], section, new)


def given_back(content: bytes, section: str) -> bytes:
    """The file with the former key in force again, as it was before `exchanged`."""
    former = former_pair(content, section)
    if former is None:
        return content
    return without_former(_replaced(content, section, former), section)


def former_pair(content: bytes, section: str) -> Pair | None:
    """The key that the comment keeps."""
    note = _note(content, section)
    words = note[1].split() if note else []
    return Pair(words[0].decode(), words[1].decode()) if len(words) == 2 else None


def without_former(content: bytes, section: str) -> bytes:
    """The file without the comment."""
    note = _note(content, section)
    return content[: note.start()] + content[note.end() :] if note else content


def _replaced(content: bytes, section: str, pair: Pair) -> bytes:
    for name, text in ((ID, pair.id), (SECRET, pair.secret)):
        begin, end = _must(value_span(content, _must(section_span(content, section)), name))
        content = content[:begin] + text.encode() + content[end:]
    return content


def section_span(content: bytes, section: str) -> tuple[int, int] | None:
    """Where the section's lines begin and end, its header left out."""
    head = re.compile(rb"(?m)^\[[ \t]*" + re.escape(section.encode()) + rb"[ \t]*\][^\n]*(?:\n|\Z)")
    found = head.search(content)
    if found is None:
        return None
    following = re.compile(rb"(?m)^\[").search(content, found.end())
    return found.end(), following.start() if following else len(content)


def value_span(content: bytes, section: tuple[int, int], name: bytes) -> tuple[int, int] | None:
    """Where the setting's value begins and ends."""
    line = re.compile(rb"(?im)^" + name + rb"[ \t]*[=:][ \t]*([^\s]+)[ \t]*\r?$")
    found = line.search(content, *section)
    return found.span(1) if found else None


def _note(content: bytes, section: str) -> "re.Match[bytes] | None":
    where = section_span(content, section)
    if where is None:
        return None
    return re.compile(rb"(?m)^" + re.escape(_FORMER) + rb"([^\r\n]*)\r?\n").search(content, *where)


def _line_begin(content: bytes, at: int) -> int:
    return content.rfind(b"\n", 0, at) + 1


def _must(found: tuple[int, int] | None) -> tuple[int, int]:
    if found is None:
        raise LookupError("the section has no access key")
    return found
