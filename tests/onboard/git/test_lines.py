"""The lines of a git config file, found as git reads it."""

import subprocess
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from onboard.git.lines import read_lines

TEXT = (
    '\ufeff# c\n[user] name = A ; c\n[a "B.c\\"d\\\\"]\r\n\tx =  one\\\n  two # no\r\n\ty\n'
    '[Sec.Sub]\nZ = " # kept " x\\tq\n[a] k=1\n  [b]  l = 2\n;[c]\n[d]\nlast = "a;b'
)


def test_keys_values_and_numbers() -> None:
    found = [(one.number, one.key, one.value) for one in read_lines(TEXT + '"')]
    assert found == [
        (2, "user.name", "A"),
        (4, 'a.B.c"d\\.x', "one  two"),
        (6, 'a.B.c"d\\.y', None),
        (8, "sec.sub.z", " # kept  x\tq"),
        (9, "a.k", "1"),
        (10, "b.l", "2"),
        (13, "d.last", "a;b"),
    ]


def test_a_broken_file_gives_what_stands_before_the_break() -> None:
    assert [one.key for one in read_lines(TEXT)][-1] == "b.l"
    assert read_lines("[a\nb = c\n") == ()
    assert [one.key for one in read_lines("a = b\n")] == ["a"]  # as git takes it
    assert [one.key for one in read_lines('[a]\nb = c\nd = "\\q"\ne = f\n')] == ["a.b"]


PIECES = st.sampled_from(
    [
        "[user]",
        "[a \"b\"]", "[a \"\\\"\"]", "[A.B]", "[a.b \"c\"]", "x = y", "X", "x-1=", "k = a b",
        "k = \"a",
        "k = \"a;b\" c", "k = a \\", "k = a;c", "k = a\\tb", "k = \\q", "# c \\", ";", " ",
        "\t", "\n", "\r\n", "\r", "=", "\"", "\\", "[", "]", "é", "\n", "\n", "\n",
    ]
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_it_reads_what_git_reads(text: str) -> None:
    done = subprocess.run(
        ["git", "config", "-z", "--list", "--file", "-"], input=text.encode(), capture_output=True
    )
    assume(done.returncode == 0)
    pairs = [one.partition("\n") for one in done.stdout.decode().split("\0")[:-1]]
    wanted = [(key, value if mark else None) for key, mark, value in pairs]
    assert [(one.key, one.value) for one in read_lines(text)] == wanted
    assert all(1 <= one.number <= text.count("\n") + 1 for one in read_lines(text))


def test_bytes_outside_utf8(tmp_path: Path) -> None:
    content = b"[a]\n\tb = \xe9\n"
    (one,) = read_lines(content.decode("utf-8", "surrogateescape"))
    assert one.value == "\udce9"
