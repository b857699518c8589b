"""Colours for dark and for light terminals, and the filter for terminals without UTF-8."""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

from screens.signs import to_ascii

DARK = Theme(
    name="onboard-dark",
    primary="#6cb6ff",
    secondary="#8b949e",
    accent="#f0b35e",
    foreground="#d7dde5",
    background="#12161c",
    surface="#1a2029",
    panel="#232b36",
    success="#63c174",
    warning="#f0b35e",
    error="#f47067",
    dark=True,
    variables={"quiet": "#8f9bab", "rule": "#3a4452"},
)

LIGHT = Theme(
    name="onboard-light",
    primary="#0a5fbf",
    secondary="#57606a",
    accent="#8f5a00",
    foreground="#1f2630",
    background="#fbfbf9",
    surface="#f0f1ee",
    panel="#e3e6e3",
    success="#17692f",
    warning="#8f5a00",
    error="#b3261e",
    dark=False,
    variables={"quiet": "#5d6774", "rule": "#c4c9cf"},
)


class AsciiOnly(LineFilter):
    """Draws every sign, rule and dot with ASCII."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [Segment(to_ascii(text), style, control) for text, style, control in segments]


class Inert(LineFilter):
    """Lets no character through that a terminal would obey, whatever text it came with."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            one if one.control or one.text.isprintable() else Segment(_inert(one.text), one.style)
            for one in segments
        ]


def _inert(text: str) -> str:
    """Replaced where it takes a cell, left out where it takes none, so that the line stays."""
    from rich.cells import cell_len

    from onboard.printable import harmless

    return "".join(one if harmless(one) else "�" * cell_len(one) for one in text)
