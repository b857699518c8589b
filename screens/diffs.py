"""A step for the reader: its call or its file as a diff. Pure."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onboard.work import Shown

CONTEXT = 3


@dataclass(frozen=True)
class Line:
    """One line of a diff."""

    number: int | None
    """Its number in the file as it will be, or, for a line taken out, as it is."""
    mark: str
    """`+`, `-`, a space, or `…` for lines left out."""
    text: str


def is_file(shown: Shown) -> bool:
    """Whether the step changes text in a file, so that a diff says it best."""
    return shown.where == "Here" and shown.target.startswith(("/", "~")) and "\n" in shown.after


def diff(before: str, after: str) -> list[Line]:
    """The lines that change, with context and numbers."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[Line] = []
    for group in difflib.SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(
        CONTEXT
    ):
        if group[0][3] > 0 or lines:
            lines.append(Line(None, "…", ""))
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                lines += [Line(j + 1, " ", new[j]) for j in range(j1, j2)]
                continue
            lines += [Line(i + 1, "-", old[i]) for i in range(i1, i2)]
            lines += [Line(j + 1, "+", new[j]) for j in range(j1, j2)]
    return lines
