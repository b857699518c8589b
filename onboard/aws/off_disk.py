"""The access key of a section gives way to one `credential_process` line, and comes back: pure."""

import re
from dataclasses import dataclass

from onboard.aws.credentials_file import ID, SECRET, Pair, section_span, value_span

PROCESS = b"credential_process"
_COMMAND = re.compile(rb"(?im)^" + PROCESS + rb"[ \t]*[=:][ \t]*(.*?)[ \t]*\r?$")


@dataclass(frozen=True)
class Cut:
    """What of the file the key's two lines were, without the secret itself."""

    at: int
    """Where the first of them began."""
    before: str
    """Their text up to the secret."""
    after: str
    """Their text behind the secret."""
    put: str
    """What stands there instead."""


def taken_off(content: bytes, section: str, command: str) -> tuple[bytes, Cut]:
    """The file without the key, and what giving it back needs; LookupError where there is none."""
    where = section_span(content, section)
    found = [where and value_span(content, where, name) for name in (ID, SECRET)]
    if where is None or found[0] is None or found[1] is None:
        raise LookupError(section)
    secret = found[1]
    first, last = sorted(_line(content, one) for one in found if one)
    ending = b"\r\n" if b"\r\n" in content else b"\n"
    between = content[first[1] : last[0]]
    put = PROCESS + b" = " + command.encode() + ending
    cut = Cut(
        at=first[0],
        before=content[first[0] : secret[0]].decode("utf-8", "surrogateescape"),
        after=content[secret[1] : last[1]].decode("utf-8", "surrogateescape"),
        put=(put + between).decode("utf-8", "surrogateescape"),
    )
    return content[: first[0]] + put + between + content[last[1] :], cut


def put_back(content: bytes, cut: Cut, pair: Pair) -> bytes | None:
    """The file with the key's lines where they were; None where ours stand there no more."""
    put = _bytes(cut.put)
    at = cut.at if content[cut.at :].startswith(put) else content.find(put)
    if at < 0:
        return None
    lines = _bytes(cut.before) + pair.secret.encode() + _bytes(cut.after)
    return content[:at] + lines + content[at + len(put) :]


def command_of(content: bytes, section: str) -> str:
    """The `credential_process` of the section; empty where it has none."""
    where = section_span(content, section)
    found = _COMMAND.search(content, *where) if where else None
    return found[1].decode("utf-8", "surrogateescape") if found else ""


def _line(content: bytes, span: tuple[int, int]) -> tuple[int, int]:
    end = content.find(b"\n", span[1])
    return content.rfind(b"\n", 0, span[0]) + 1, len(content) if end < 0 else end + 1


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")
