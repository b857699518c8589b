"""What a pasted message means: real texts from public threads, and what people do to them."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from onboard.doctor.explain import explain

CORPUS: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "explain_corpus.toml").read_text("utf-8")
)
MESSAGES, UNRELATED = CORPUS["message"], CORPUS["unrelated"]


def named(messages: list[dict[str, Any]]) -> list[str]:
    return [f"{number}-{one.get('symptom', 'none')}" for number, one in enumerate(messages)]


def first(text: str) -> str | None:
    matches = explain(text)
    return matches[0].symptom if matches else None


def test_the_corpus_is_large_and_every_text_has_its_source() -> None:
    assert len(MESSAGES) >= 120
    assert len(UNRELATED) >= 60
    assert all(one["source"].startswith(("https://", "“")) for one in (*MESSAGES, *UNRELATED))
    texts = [one["text"] for one in (*MESSAGES, *UNRELATED)]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("message", MESSAGES, ids=named(MESSAGES))
def test_the_right_cause_comes_first(message: dict[str, Any]) -> None:
    assert first(message["text"]) == message["symptom"]


@pytest.mark.parametrize("message", UNRELATED, ids=named(UNRELATED))
def test_what_is_unrelated_matches_nothing(message: dict[str, Any]) -> None:
    assert explain(message["text"]) == ()
