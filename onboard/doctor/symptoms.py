"""The documented symptoms, from a data file: the words of each, its cause, its next step."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

from onboard.doctor.normalise import compact
from onboard.regions import all_regions

GAP = " … "


class Confidence(IntEnum):
    """How much the words prove."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3


@dataclass(frozen=True)
class Words:
    """One way to know a symptom: pieces of compact text, in order; `scope` is where they count."""

    pieces: tuple[str, ...]
    confidence: Confidence
    scope: str
    whole_line: bool = False


@dataclass(frozen=True)
class Symptom:
    """One row of the data file; `sign` is what `about.signs` may see instead of words."""

    id: str
    cause: str
    next: str
    source: str
    rank: int
    words: tuple[Words, ...]
    sign: str = ""
    sign_confidence: Confidence = Confidence.MEDIUM


@cache
def all_symptoms() -> tuple[Symptom, ...]:
    """Every symptom; the ids are those of causes that the doctor names, too."""
    data = tomllib.loads(files("onboard").joinpath("data/symptoms.toml").read_text("utf-8"))
    lists = {**data["lists"], "region": list(all_regions())}
    return tuple(_symptom(row, lists) for row in data["symptom"])


def _symptom(row: Mapping[str, Any], lists: Mapping[str, Sequence[str]]) -> Symptom:
    words = tuple(
        _words(text, Confidence[group["level"].upper()], group["scope"])
        for group in row.get("words", ())
        for written in group["texts"]
        for text in _each(written, lists)
    )
    level = Confidence[row.get("sign_level", "medium").upper()]
    about = (row["id"], row["cause"], row["next"], row["source"], row["rank"])
    return Symptom(*about, words, row.get("sign", ""), level)


def _each(written: str, lists: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The text once for each of the list that it names in braces; at most one list."""
    for name, values in lists.items():
        if f"{{{name}}}" in written:
            yield from (written.replace(f"{{{name}}}", value) for value in values)
            return
    yield written


def _words(text: str, confidence: Confidence, scope: str) -> Words:
    whole_line = text.startswith("^") and text.endswith("$")
    pieces = (text[1:-1] if whole_line else text).split(GAP)
    return Words(tuple(map(compact, pieces)), confidence, scope, whole_line)
