"""The access key's lines of an AWS file: exchanged and taken off, and back to the byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboard.aws.credentials_file import (
    Pair,
    exchanged,
    former_pair,
    given_back,
    static_pair,
    without_former,
)
from onboard.aws.off_disk import put_back, taken_off

OLD, NEW = Pair("AKIAOLD", "old/secret+x="), Pair("AKIANEW", "new/secret+y=")
PLAIN = "[work]\naws_access_key_id = AKIAOLD\naws_secret_access_key = old/secret+x=\n"
FILES = {
    "plain": PLAIN,
    "crlf": PLAIN.replace("\n", "\r\n"),
    "no end": PLAIN.rstrip("\n"),
    "the other way round": "[work]\naws_secret_access_key=old/secret+x=\naws_access_key_id=AKIAOLD",
    "between others": f"[a]\naws_access_key_id = AKIAA\n\n{PLAIN}\n[b]\nregion = x\n",
    "lines between": PLAIN.replace("\naws_secret", "\n# mine\nregion = eu-west-1\naws_secret"),
    "spaces": "[ work ]\n\naws_access_key_id\t=\tAKIAOLD  \n"
    "AWS_SECRET_ACCESS_KEY : old/secret+x=\n",
}


@pytest.mark.parametrize("name", FILES)
def test_exchanged_and_given_back(name: str) -> None:
    content = FILES[name].encode()
    assert static_pair(content, "work") == OLD
    changed = exchanged(content, "work", OLD, NEW)
    assert (static_pair(changed, "work"), former_pair(changed, "work")) == (NEW, OLD)
    assert given_back(changed, "work") == content
    assert OLD.secret.encode() not in without_former(changed, "work")


@pytest.mark.parametrize("name", FILES)
def test_taken_off_and_put_back(name: str) -> None:
    content = FILES[name].encode()
    changed, cut = taken_off(content, "work", "onboard credential-process --key AKIAOLD")
    assert OLD.secret.encode() not in changed
    assert OLD.secret not in repr(cut)
    assert b"credential_process = onboard" in changed
    assert put_back(changed, cut, OLD) == content
    moved = b"# a line of the person's\n" + changed
    assert put_back(moved, cut, OLD) == b"# a line of the person's\n" + content
    assert put_back(b"[work]\n", cut, OLD) is None


@pytest.mark.parametrize(
    "text",
    ["", "[work]\n", "[other]\naws_access_key_id = A\n", "[work]\naws_access_key_id = A\n",
     PLAIN + "aws_session_token = t\n"],
)  # fmt: skip
def test_no_long_term_key(text: str) -> None:
    assert static_pair(text.encode(), "work") is None


@given(st.lists(st.sampled_from(["# x", "", "region = a", "output=json", "  nested = 1"])))
def test_whatever_stands_around_stays(lines: list[str]) -> None:
    around = "".join(f"{line}\n" for line in lines)
    content = f"[a]\n{around}{PLAIN}{around}[b]\n{around}".encode()
    assert given_back(exchanged(content, "work", OLD, NEW), "work") == content
    changed, cut = taken_off(content, "work", "c")
    assert put_back(changed, cut, OLD) == content
