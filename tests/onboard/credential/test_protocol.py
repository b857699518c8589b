"""Git's credential protocol, read and written."""

import io

import pytest

from onboard.credential.protocol import LONGEST, answer, read_request


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"", {}),
        (b"\n", {}),
        (b"protocol=https\nhost=h\n\n", {"protocol": "https", "host": "h"}),
        (b"protocol=https\nhost=h", {"protocol": "https", "host": "h"}),
        (b"protocol=https\n\nhost=after\n", {"protocol": "https"}),
        (b"path=a=b=c\n", {"path": "a=b=c"}),
        (b"path=\n", {"path": ""}),
        (b"host=one\nhost=two\n", {"host": "two"}),
        (b"future=1\nhost=h\n", {"future": "1", "host": "h"}),
        (b"capability[]=authtype\ncapability[]=state\nhost=h\n", {"host": "h"}),
        (b"wwwauth[]=Basic realm=x\nwwwauth[]=\n", {}),
        (b"host= h \r\n", {"host": " h \r"}),
        ("path=v1/repos/grüße\n".encode(), {"path": "v1/repos/grüße"}),
        (b"path=\xff\n", {"path": "\udcff"}),
    ],
)
def test_request_is_read(raw: bytes, expected: dict[str, str]) -> None:
    assert read_request(io.BytesIO(raw)) == expected


@pytest.mark.parametrize(
    "raw",
    [b"host\n", b"=value\n", b"host=a\0b\n", b"protocol=https\nnonsense\n", b"a=" + b"b" * LONGEST],
)
def test_what_is_no_request_is_none(raw: bytes) -> None:
    assert read_request(io.BytesIO(raw)) is None


def test_reading_stops_at_the_empty_line() -> None:
    stream = io.BytesIO(b"host=h\n\nrest")
    read_request(stream)
    assert stream.read() == b"rest"


def test_answer_ends_lines_with_line_feeds_only() -> None:
    assert answer([("username", "u%t"), ("password", "p=q")]) == b"username=u%t\npassword=p=q\n"


@pytest.mark.parametrize("value", ["a\nb", "a\rb", "a\0b"])
def test_a_value_cannot_add_a_line(value: str) -> None:
    with pytest.raises(ValueError, match="line break"):
        answer([("password", value)])
