"""However a message was pasted, it means the same; and no paste takes long."""

import time
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from onboard.doctor.explain import LIMIT, explain
from tests.onboard.doctor.pasting import PASTES
from tests.onboard.doctor.test_explain import MESSAGES, UNRELATED, first

MORE: dict[str, list[dict[str, str]]] = tomllib.loads(
    (Path(__file__).parent / "explain_pieces.toml").read_text("utf-8")
)
FORBIDDEN = "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web/"


def numbered(table: str) -> list[str]:
    return [f"{number}-{row['symptom']}" for number, row in enumerate(MORE[table])]


@pytest.mark.parametrize("way", PASTES)
def test_every_message_is_known_however_it_was_pasted(way: str) -> None:
    missed = {
        one["source"]: found
        for one in MESSAGES
        if (found := first(PASTES[way](one["text"]))) != one["symptom"]
    }
    assert missed == {}


@pytest.mark.parametrize("way", PASTES)
def test_what_is_unrelated_stays_so_however_it_was_pasted(way: str) -> None:
    claimed = [one["source"] for one in UNRELATED if explain(PASTES[way](one["text"]))]
    assert claimed == []


@pytest.mark.parametrize("row", MORE["translated"], ids=numbered("translated"))
def test_git_may_speak_another_language(row: dict[str, str]) -> None:
    assert first(row["text"].replace("{}", FORBIDDEN)) == row["symptom"]


@pytest.mark.parametrize("row", MORE["piece"], ids=numbered("piece"))
def test_a_piece_is_enough_and_says_how_sure_it_is(row: dict[str, str]) -> None:
    found = explain(row["text"])[0]
    assert (found.symptom, found.confidence) == (row["symptom"], row["confidence"])


def test_a_specific_cause_silences_the_unspecific_ones() -> None:
    text = (
        "aws codecommit credential-helper $@ get: aws: command not found\n"
        f"fatal: unable to access '{FORBIDDEN}': The requested URL returned error: 403"
    )
    assert [one.symptom for one in explain(text)] == ["helper-command-not-found"]


def test_nothing_of_the_text_is_in_the_answer() -> None:
    text = f"[red]$(touch x)[/red] '{FORBIDDEN}' \x1b[31m returned error: 403 ‹jane›"
    answer = "".join(part for one in explain(text) for part in vars(one).values())
    assert answer
    assert not any(mark in answer for mark in ("\x1b", "[red]", "$(", "jane"))


HOSTILE: dict[str, Callable[[int], str]] = {
    "one line": lambda size: "x" * size,
    "spaces": lambda size: " " * size,
    "marks": lambda size: "> " * (size // 2),
    "escapes": lambda size: "\x1b]0;" * (size // 4),
    "half escapes": lambda size: "\x1b[1;" * (size // 4),
    "addresses": lambda size: "https://a@git-codecommit" * (size // 24),
    "first pieces": lambda size: "rpc failed; permissions credential-helper " * (size // 42),
    "hosts": lambda size: "://" * (size // 3),
    "dots": lambda size: "https://" + "a." * (size // 2),
    "signed in": lambda size: "@a" * (size // 2),
    "times": lambda size: "10:00:00 " * (size // 9),
    "short lines": lambda size: "a\n" * (size // 2),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_time_grows_no_faster_than_the_text(kind: str) -> None:
    """Eight times the text takes about eight times as long; a square would be sixty-four."""
    explain("warm")
    small, large = (_least(HOSTILE[kind](size)) for size in (16_000, 128_000))
    assert large < 30 * small + 0.05


def test_only_the_end_of_a_very_long_text_is_looked_at() -> None:
    known = "Permission denied (publickey)."
    assert explain(known + " " * 10 + "x" * LIMIT) == ()
    assert first("x" * LIMIT + known) == "publickey-unspecific"


def _least(text: str) -> float:
    return min(_seconds(text) for _ in range(3))


def _seconds(text: str) -> float:
    begun = time.process_time()
    explain(text)
    return time.process_time() - begun
