"""A pasted text as it is compared: no case, no white space, no decoration, in English.

Pure, and linear in the length of the text: what repeats in a pattern is bounded or possessive.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ESCAPES = re.compile(
    r"(?:\x1b|\^\[|\\x1b|\\e|\\033|\\u001b)"
    r"(?:\[[0-?]{0,20}[ -/]{0,4}[@-~]|\][^\x07\x1b]{0,500}\x07)"
    r"|\[(?:\d{1,3};){0,4}\d{1,3}m",
    re.IGNORECASE,
)
"""Colours and titles of terminals, also as logs write them and as browsers leave them behind."""

DECORATION = re.compile(
    r"[\s>|│┃┆⎿⏺*\u276f»]++"
    r"|\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?"
    r"|\d\d:\d\d:\d\d(?:[.,]\d{1,9})?"
    r"|\[(?:info|error|warn|warning|debug|fatal|trace|notice)\]:?",
    re.IGNORECASE,
)
"""What mail, logs and terminals put before a line: marks of quotation, the time, a level.

Not a bare `error:`: in a wrapped text it may be the middle of a message.
"""

AT_MOST = 12  # pieces of decoration before a line
INVISIBLE = dict.fromkeys(
    [0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)
QUOTES = str.maketrans(dict.fromkeys('’\u2018\u201b`\u00b4"“”„‟«»‹›', "'"))
WRITTEN = (("\\r", " "), ("\\n", "\n"), ("\\t", " "), ('\\"', '"'))
ENTITIES = (("&#39;", "'"), ("&quot;", '"'), ("&gt;", ">"), ("&lt;", "<"), ("&amp;", "&"))
"""What JSON, logs and web pages put for a character."""


@dataclass(frozen=True)
class Plain:
    """The text with nothing between its letters, and its lines likewise."""

    text: str
    lines: frozenset[str]


def plain(text: str) -> Plain:
    """The pasted text as it is compared."""
    lines = [compact(_bare(line)) for line in _written_out(text).splitlines()]
    return Plain(in_english("".join(lines)), frozenset(lines))


def compact(text: str) -> str:
    """The text without case and white space; every quotation mark is `'`."""
    one_form = unicodedata.normalize("NFKC", text.translate(INVISIBLE)).translate(QUOTES)
    return "".join(one_form.casefold().split())


def in_english(text: str) -> str:
    """The compact text with what git says in other languages put back into English."""
    for english, others in _phrases():
        for other in others:
            text = text.replace(other, english)
    return text


def _written_out(text: str) -> str:
    for written, meant in (*WRITTEN, *ENTITIES):
        text = text.replace(written, meant)
    return ESCAPES.sub("", text)


def _bare(line: str) -> str:
    at = 0
    for _ in range(AT_MOST):
        found = DECORATION.match(line, at)
        if found is None:
            break
        at = found.end()
    return line[at:]


@cache
def _phrases() -> Sequence[tuple[str, tuple[str, ...]]]:
    text = files("onboard").joinpath("data/translations.toml").read_text("utf-8")
    return [
        (compact(row["english"]), tuple(compact(one) for one in row["others"]))
        for row in tomllib.loads(text)["phrase"]
    ]
