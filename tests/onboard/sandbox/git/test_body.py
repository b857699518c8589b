"""Request bodies in every form that git sends, and some that it never should."""

import gzip
import io
from email.message import Message

import pytest

from onboard.sandbox.git.body import BadBody, save

CONTENT = bytes(range(256)) * 700


def saved(body: bytes, **headers: str) -> bytes:
    message, target = Message(), io.BytesIO()
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    save(io.BytesIO(body), message, target)
    return target.read()


def chunks(content: bytes, size: int = 50_000) -> bytes:
    pieces = [content[at : at + size] for at in range(0, len(content), size)]
    return b"".join(b"%x;a=b\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def test_every_form_gives_the_same_content() -> None:
    packed, chunked = gzip.compress(CONTENT), {"Transfer_Encoding": "chunked"}
    assert saved(CONTENT, Content_Length=str(len(CONTENT))) == CONTENT
    assert saved(chunks(CONTENT), **chunked) == CONTENT
    assert saved(packed, Content_Length=str(len(packed)), Content_Encoding="gzip") == CONTENT
    assert saved(chunks(packed), **chunked, Content_Encoding="gzip") == CONTENT
    assert saved(b"") == b""


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"abc", {"Content_Length": "4"}),
        (b"abc", {"Content_Length": "-1"}),
        (b"zz\r\n", {"Transfer_Encoding": "chunked"}),
        (b"5\r\nabc", {"Transfer_Encoding": "chunked"}),
        (b"", {"Transfer_Encoding": "chunked"}),
        (b"abc", {"Content_Length": "3", "Content_Encoding": "gzip"}),
    ],
)
def test_a_body_that_is_not_what_it_says_is_refused(body: bytes, headers: dict[str, str]) -> None:
    with pytest.raises(BadBody):
        saved(body, **headers)
