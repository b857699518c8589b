"""The small reader says what botocore's says, or nothing."""

from pathlib import Path
from typing import Any

import pytest
from botocore.configloader import raw_config_parse
from botocore.exceptions import ConfigParseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onboard.credential.ini import NESTED, Unusual, read

ORDINARY = """\
# a comment, größer
[default]
region = eu-central-1
; another
s3 =
  max_concurrent_requests = 20

  addressing_style = path
output=json

[profile work]
Role_Arn = arn:aws:iam::111122223333:role/x=y
empty =
tab\t=\tvalue # not a comment
  # indented comment
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start#/
"""


def from_botocore(folder: Path, data: bytes) -> Any:
    path = folder / "file"
    path.write_bytes(data)
    try:
        return raw_config_parse(str(path))
    except ConfigParseError:
        return None


def flat(sections: dict[str, dict[str, str]]) -> dict[str, dict[str, object]]:
    """Nested blocks as botocore gives them."""
    return {
        name: {option: nested(value) for option, value in options.items()}
        for name, options in sections.items()
    }


def nested(value: str) -> object:
    if not value.startswith(NESTED):
        return value
    pairs = (line.split("=", 1) for line in value.splitlines() if line)
    return {key.strip(): text.strip() for key, text in pairs}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_ordinary_file(tmp_path: Path, ending: str) -> None:
    data = ORDINARY.replace("\n", ending).encode()
    assert flat(read(data)) == from_botocore(tmp_path, data)


@pytest.mark.parametrize(
    "text",
    [
        "option = before any section\n",
        "[a]\n[a]\n",
        "[a]\nx = 1\nx = 2\n",
        "[a]\nx = 1\nX = 2\n",
        "[DEFAULT]\nx = 1\n",
        "[a]\nx: 1\n",
        "[a]\nx:y = 1\n",
        "[a]\nx\n",
        "[a]\n= 1\n",
        "[a]\nx = 1\n  continued\n",
        "[a]\nx =\n  continued\n",
        "[a]\n  x = 1\n",
        "[a] # comment\nx = 1\n",
        "[a]b]\nx = 1\n",
        "[]\n",
        "[a\nx = 1\n",
        "\ufeff[a]\nx = 1\n",
        "[ä]\nx = 1\n",
        "[a]\nx = \x0b1\n",
        "[a]\nx = 1\x00\n",
        "  [a]\nx = 1\n",
    ],
)
def test_what_is_unusual_is_left_to_botocore(text: str) -> None:
    with pytest.raises(Unusual):
        read(text.encode())


def test_other_encodings_are_left_to_botocore() -> None:
    with pytest.raises(Unusual):
        read("[a]\nx = ü\n".encode("latin-1"))


LINES = st.sampled_from([
    "[default]", "[profile a]", "[profile b]", "[b] ", " [c]", "[DEFAULT]", "x = 1", "y=2",
    "X =3", "x:4", "z = a:b", "s3 =", "  k = v", "  k", "\tk=v", "# c = 1", "  ; c", "", "  ",
    "junk", "a b = c", "x = 'q' # c", "[e]]", "[f] x", "=1", "y = é", "\f", "q = [x]",
])  # fmt: skip


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, max_size=12), ending=st.sampled_from(["\n", "\r\n"]))
def test_agrees_with_botocore_or_declines(tmp_path: Path, lines: list[str], ending: str) -> None:
    data = ending.join(lines).encode()
    try:
        ours = flat(read(data))
    except Unusual:
        return
    assert ours == from_botocore(tmp_path, data)
