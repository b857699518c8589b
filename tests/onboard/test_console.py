"""What people bring back from the AWS console: the right file is read, every other one refused."""

from pathlib import Path

import pytest

from onboard.console import read_credentials_file
from onboard.errors import BadInput


def test_the_downloaded_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "downloaded.csv"
    file.write_bytes(b'\xef\xbb\xbfUser Name,Password\r\njane-at-1,"a,b"\r\n')
    user, password = read_credentials_file(file)
    assert (user, password.reveal()) == ("jane-at-1", "a,b")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\nc,d\n",
        b"Access key ID,Secret access key\nAKIA,x\n",
        b"User Name,Password\n",
        b"User Name,Password\njane\n",
        b"User Name,Password\njane,\n",
        b"PK\x03\x04\x00\x00a\rb\x00",
        b"User Name,Password\njane," + b"x" * 200_000 + b"\n",
    ],
    ids=["empty", "other", "access-key", "no-row", "short-row", "no-password", "binary", "huge"],
)
def test_another_file_is_refused_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "other.csv"
    file.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read_credentials_file(file)
    assert caught.value.hint
