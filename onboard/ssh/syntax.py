"""The lines of an ssh configuration as ssh cuts them; byte offsets kept, nothing evaluated."""

import os
import re
from dataclasses import dataclass
from itertools import pairwise

_WORD = re.compile(rb'"([^"\n]*)"?|([^\s"=]+)')


@dataclass(frozen=True)
class Line:
    """One line that says something; comments and empty lines are none."""

    number: int
    """Counted from 1."""
    keyword: str
    """In small letters."""
    words: tuple[str, ...]
    """What follows it, without quotes; a trailing comment is left out."""
    start: int
    end: int
    """Its bytes in the file, line ending included."""


@dataclass(frozen=True)
class Section:
    """A `Host` or `Match` line and the options below it, up to the last one."""

    head: Line
    options: tuple[Line, ...]

    @property
    def end(self) -> int:
        """Where its last option ends: comments after that belong to what follows."""
        return (self.options or (self.head,))[-1].end

    def first(self, keyword: str) -> str:
        """The option's first value, or nothing."""
        return next((" ".join(one.words) for one in self.options if one.keyword == keyword), "")


def lines(content: bytes) -> list[Line]:
    """Every line that says something; only a line feed ends a line."""
    found, start = [], 0
    for number, text in enumerate(content.split(b"\n"), 1):
        end = min(start + len(text) + 1, len(content))
        line = _line(number, text, start, end)
        if line:
            found.append(line)
        start = end
    return found


def sections(content: bytes) -> list[Section]:
    """Every `Host` and `Match` section; what stands before the first is in none."""
    found: list[Section] = []
    for line in lines(content):
        if line.keyword in ("host", "match"):
            found.append(Section(line, ()))
        elif found:
            found[-1] = Section(found[-1].head, (*found[-1].options, line))
    return found


def command_of(line: Line) -> str | None:
    """The command of a `Match exec` line, which ssh runs whenever it reads it; else None.

    Any word `exec` counts: better one warning too many than a command run unannounced.
    """
    if line.keyword != "match":
        return None
    for word, following in pairwise((*line.words, "")):
        if word.lstrip("!").lower() == "exec":
            return following
    return None


def _line(number: int, text: bytes, start: int, end: int) -> Line | None:
    words = []
    for found in _WORD.finditer(text.strip()):
        word = found[1] if found[2] is None else found[2]
        if word.startswith(b"#") and found[2] is not None:
            break
        words.append(os.fsdecode(word))
    if not words:
        return None
    return Line(number, words[0].lower(), tuple(words[1:]), start, end)
