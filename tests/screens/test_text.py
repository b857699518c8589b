"""Text that fits, and is never markup."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from onboard.situation import Identity, Kind
from onboard.work import Progress
from screens.diffs import Line, diff
from screens.outcome import farewell
from screens.people import introduction
from screens.tale import Tale
from screens.text import account_number, ends, folded, middle, short_home, whose, words
from tests.screens.fake_runs import CLONE_URL, REFUSED
from tests.screens.gallery import DONE, JANE


@given(st.text(), st.integers(0, 50))
def test_shortened_text_fits(text: str, room: int) -> None:
    assert len(middle(text, room)) <= room


def test_text_is_shortened_in_the_middle() -> None:
    assert middle("jane-at-111122223333", 11) == "jane-…23333"


def test_the_ends_of_a_line_keep_apart() -> None:
    assert ends(Content("left"), Content("right"), 12).plain == "left   right"
    assert ends(Content("left"), Content("right"), 3).plain == "left right"


def test_folding_keeps_empty_lines() -> None:
    assert folded("one two three four\n\nfive", 10) == ["one two", "three four", "", "five"]


@pytest.mark.parametrize(
    ("path", "short"),
    [("/home/jane/.gitconfig", "~/.gitconfig"), ("/root", "~"), ("/etc/root/x", "/etc/root/x")],
)
def test_paths_below_a_home_are_short(path: str, short: str) -> None:
    assert short_home(path) == short


def test_accounts_are_written_as_the_console_does() -> None:
    assert account_number("111122223333") == "1111-2222-3333"
    assert account_number("?") == "?"


def test_names_from_outside_are_not_markup() -> None:
    assert str(words("arn[/x] [red]a[/red]").content) == "arn[/x] [red]a[/red]"


@pytest.mark.parametrize("kind", Kind)
def test_everybody_is_introduced(kind: Kind) -> None:
    identity = Identity(kind, account="111122223333", name="jane", session="s")
    text = introduction(identity, all_open=False)
    assert text.endswith(".")
    assert kind == "none" or "1111-2222-3333" in text
    assert whose(identity).endswith("1111-2222-3333")


def test_a_diff_has_numbers_context_and_marks() -> None:
    before = "".join(f"line {n}\n" for n in range(1, 20))
    after = before.replace("line 10\n", "line ten\n")
    assert diff(before, after) == [
        Line(None, "…", ""),
        *(Line(n, " ", f"line {n}") for n in (7, 8, 9)),
        Line(10, "-", "line 10"),
        Line(10, "+", "line ten"),
        *(Line(n, " ", f"line {n}") for n in (11, 12, 13)),
    ]


def test_a_new_file_is_all_added() -> None:
    assert diff("", "a\nb\n") == [Line(1, "+", "a"), Line(2, "+", "b")]


def test_the_tale_counts_down_and_ticks() -> None:
    now = [100.0]
    tale = Tale(["Create a thing", "Write a file"], lambda: now[0])
    tale.learn(Progress("apply", "Create a thing: ID", "done", 1, 0.42))
    tale.learn(Progress("apply", "Write a file", "running", 2))
    now[0] += 3
    first, second = tale.drawn(60).plain.splitlines()
    assert first.startswith("✓ 1  Create a thing: ID")
    assert first.endswith("0.4 s")
    assert second.endswith("3 s")
    tale.learn(Progress("apply", "Write a file", "done", 2, 0.1))
    tale.learn(Progress("prove", "Asking git to sign in"))
    tale.learn(Progress("prove", "Not yet", "waiting", seconds=18))
    now[0] += 5
    assert tale.drawn(60).plain.splitlines()[-1].endswith("13 s left")
    tale.learn(Progress("prove", "git signed in", "done"))
    assert tale.drawn(60).plain.splitlines()[-1] == "✓ git signed in".ljust(58)


def test_a_long_line_of_the_tale_is_wrapped_not_cut() -> None:
    tale = Tale([], lambda: 0.0)
    text = "Not yet: new credentials need a few seconds until git may use them"
    tale.learn(Progress("prove", text, "waiting", seconds=18))
    drawn = tale.drawn(60).plain.replace("18 s left", "")
    assert " ".join(drawn.split()[1:]) == text


def test_what_was_proven_stays_in_the_terminal() -> None:
    assert farewell(DONE, None).splitlines()[0].startswith("✓ Proved: git signed in as jane")
    assert f"git clone {CLONE_URL}" in farewell(DONE, None).splitlines()
    assert farewell(replace(DONE, proof=REFUSED), None).startswith("✗ Not proved: AWS knows")
    assert farewell(JANE, None) == ""
