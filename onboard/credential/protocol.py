"""Git's credential protocol: `key=value` lines in, `key=value` lines out, LF only."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

LONGEST = 65536
"""Bytes of a request that we read at most; git's own are a few hundred."""


def read_request(stream: "BinaryIO") -> "dict[str, str] | None":
    """The request up to the empty line or the end, or None where it is not one.

    Arrays (`capability[]`, `wwwauth[]`) carry nothing we need and are left out.
    """
    request: dict[str, str] = {}
    left = LONGEST
    while left > 0:
        line = stream.readline(left)
        left -= len(line)
        line = line.removesuffix(b"\n")
        if not line:
            return request
        key, equals, value = line.partition(b"=")
        if not equals or not key or b"\0" in line:
            return None
        if not key.endswith(b"[]"):
            request[_text(key)] = _text(value)
    return None


def answer(pairs: "Iterable[tuple[str, str]]") -> bytes:
    """The pairs as git reads them; ValueError where a value cannot be said in this protocol."""
    lines = []
    for key, value in pairs:
        if "\n" in value or "\r" in value or "\0" in value:
            raise ValueError(f"{key} holds a line break")
        lines.append(f"{key}={value}\n")
    return "".join(lines).encode("utf-8", "surrogateescape")


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
