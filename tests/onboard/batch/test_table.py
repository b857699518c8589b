"""A table is read whole before anything is done; each line that cannot be used is named."""

from pathlib import Path

import pytest

from onboard.batch import Row
from onboard.batch.table import read_table, with_files
from onboard.desk import Action, Wish
from onboard.errors import BadInput
from onboard.situation import Method


def key(name: str) -> str:
    """The key file's content."""
    if name != "k.pub":
        raise BadInput(f"there is no key file {name}.")
    return "ssh-rsa AAAA"


def read(text: str, encoding: str = "utf-8") -> tuple[Row, ...]:
    return read_table(text.encode(encoding), "users.csv", key)


@pytest.mark.parametrize(
    "text",
    [
        "user,method\ndev,https\n",
        "\ufeffuser,method\r\ndev,https\r\n",
        "User;Method\ndev;https",
        "user\tmethod\ndev\thttps\n",
        '"user","method"\n"dev","https"\n',
        "user\n\n dev \n,,\n",
        "user,method,key,action,id\ndev,,,,\n",
        "method,user\nHTTPS,dev\n",
        "user,method\ndev,https,,,\n",
        "user\rdev\r",
    ],
)
def test_as_spreadsheets_write_it(text: str) -> None:
    (row,) = read(text)
    assert row.wish == Wish("dev", Action.CREATE, Method.HTTPS)


def test_each_action() -> None:
    rows = read("user,key,action,id\na,k.pub,,\nb,,create,\nc,,Reset,ACCA1\nd,,delete,APKA1\n")
    assert [row.wish for row in rows] == [
        Wish("a", Action.CREATE, Method.SSH, "ssh-rsa AAAA"),
        Wish("b", Action.CREATE),
        Wish("c", Action.RESET, id="ACCA1"),
        Wish("d", Action.DELETE, id="APKA1"),
    ]
    assert [row.where for row in rows] == ["line 2", "line 3", "line 4", "line 5"]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("user,name\na,b\n", 1, "no column 'name'"),
        ("user,user\na,b\n", 1, "twice"),
        ("method\nhttps\n", 1, "no column user"),
        ("user\na b\n", 2, "'a b' cannot be"),
        ("user\narn:aws:iam::1:user/a\n", 2, "IAM user"),
        ("user,method\n,https\n", 2, "IAM user"),
        ("user\na\n\nA\n", 4, "stands on line 2 already"),
        ("user,method\na,helper\n", 2, "'helper' is no method"),
        ("user,method\na,ssh\n", 2, "public key"),
        ("user,method,key\na,https,k.pub\n", 2, "not for https"),
        ("user,method,key\na,ssh,gone.pub\n", 2, "no key file gone.pub"),
        ("user,action\na,burn\n", 2, "'burn' is no action"),
        ("user,action\na,delete\n", 2, "needs the id"),
        ("user,id\na,ACCA1\n", 2, "no id yet"),
        ("user,method\na,https,x\n", 2, "3 values for 2 columns"),
        ('user\n"a\n', 2, "unexpected end"),
        ('user\n"a"b\n', 2, "expected after"),
        ("user\na\n\x00\n", 3, ""),
    ],
)
def test_what_cannot_be_used_is_named_by_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(text)
    assert f"line {line}: " in caught.value.message
    assert words in caught.value.message
    assert "nothing was done" in caught.value.message


def test_every_bad_line_is_named_up_to_a_screenful() -> None:
    with pytest.raises(BadInput) as caught:
        read("user\n" + "a b\n" * 14)
    assert "line 11: " in caught.value.message
    assert "and 4 more" in caught.value.message


@pytest.mark.parametrize("content", [b"user\n\xff\n", "user\na\n".encode("utf-16")])
def test_other_encodings_are_named(content: bytes) -> None:
    with pytest.raises(BadInput, match="not UTF-8"):
        read_table(content, "users.csv", key)


@pytest.mark.parametrize("text", ["", "\n\n", "user\n", "user,method\n,\n"])
def test_nobody_is_an_error(text: str) -> None:
    with pytest.raises(BadInput, match="names no user"):
        read(text)


def test_who_gets_a_secret_or_an_id_gets_a_file() -> None:
    rows = read("user,key,action,id\na,,,\nb,k.pub,,\nc,,reset,X\nd,,delete,X\n")
    folder = Path("/out")
    named = [row.file for row in with_files(rows, folder)]
    assert named == [*(folder / f"codecommit-{one}.csv" for one in "abc"), None]
    assert [row.file for row in with_files(rows[1:2], None)] == [None]
    with pytest.raises(BadInput, match="line 2"):
        with_files(rows, None)
