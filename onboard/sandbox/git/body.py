"""Bodies of HTTP requests as git sends them: sized or chunked, plain or gzip, kept on disk."""

import zlib
from collections.abc import Iterator
from email.message import Message
from typing import IO

BLOCK = 1 << 16


class BadBody(ValueError):
    """The body is not what its headers say."""


def save(source: IO[bytes], headers: Message, target: IO[bytes]) -> None:
    """Write the request's body, decoded, to the target and rewind it."""
    pieces = _chunked(source) if _is_chunked(headers) else _sized(source, headers)
    if headers.get("Content-Encoding", "").lower() in ("gzip", "x-gzip"):
        pieces = _gunzipped(pieces)
    for piece in pieces:
        target.write(piece)
    target.seek(0)


def _is_chunked(headers: Message) -> bool:
    return headers.get("Transfer-Encoding", "").lower() == "chunked"


def _sized(source: IO[bytes], headers: Message) -> Iterator[bytes]:
    text = headers.get("Content-Length", "0")
    if not text.isdecimal():
        raise BadBody("Content-Length is not a number")
    yield from _exactly(source, int(text))


def _chunked(source: IO[bytes]) -> Iterator[bytes]:
    while size := _chunk_size(source.readline(1024)):
        yield from _exactly(source, size)
        source.readline(16)
    while source.readline(BLOCK).strip():
        """A trailer, which git never sends."""


def _chunk_size(line: bytes) -> int:
    try:
        return int(line.split(b";")[0], 16)
    except ValueError as error:
        raise BadBody("a chunk has no size") from error


def _exactly(source: IO[bytes], size: int) -> Iterator[bytes]:
    while size:
        piece = source.read(min(size, BLOCK))
        if not piece:
            raise BadBody("the body ended early")
        size -= len(piece)
        yield piece


def _gunzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for piece in pieces:
            yield unpacker.decompress(piece)
        yield unpacker.flush()
    except zlib.error as error:
        raise BadBody("the body is not gzip") from error
