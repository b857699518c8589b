"""The doctor's findings as a list: code, sign and summary; only the chosen one opens."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from screens.cards import BAR, Card, Cards
from screens.signs import FAILED, LOOK, NOT_FOR_YOU
from screens.text import WIDEST, folded, middle, short_home, sign

if TYPE_CHECKING:
    from onboard.doctor.finding import Finding

SIGNS = {"error": FAILED, "warning": LOOK, "note": NOT_FOR_YOU}
PARTS = ("Where", "Why", "Next")
LONGEST_PATH = 48
"""Columns of a path in a sentence; a longer one is shortened in its middle."""


class FindingList(Cards):
    """Up and Down move over the findings; the page asks for `finding`."""

    DEFAULT_CSS = "FindingList { scrollbar-gutter: stable; }"
    """Lines are as long with the bar as without it, so it cannot come and go by them."""

    def __init__(
        self, findings: Sequence[Finding], as_typed: Callable[[str], str], chosen: int = 0
    ) -> None:
        self._findings = tuple(findings)
        self._as_typed = as_typed
        self._tall = [1] * len(self._findings)
        cards = [Card(str(number), "") for number, _ in enumerate(findings)]
        super().__init__(cards, str(chosen))
        self.add_class("long")

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Letters are the page's keys."""
        return False

    @property
    def finding(self) -> Finding:
        """The chosen one."""
        return self._findings[int(self.chosen)]

    def action_cursor_down(self) -> None:
        """First to the end of an open finding that does not fit, then to the next."""
        if self._end > self.scroll_offset.y + self.scrollable_content_region.height:
            self.scroll_relative(y=2, animate=False)
        else:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Likewise to its beginning, then to the one before."""
        if self._end - self._tall[self.highlighted or 0] < self.scroll_offset.y:
            self.scroll_relative(y=-2, animate=False)
        else:
            super().action_cursor_up()

    @property
    def _end(self) -> int:
        """The line behind the open finding."""
        return sum(self._tall[: (self.highlighted or 0) + 1])

    def _prompt(self, card: Card, is_open: bool) -> Content:
        room = min(self.scrollable_content_region.width or WIDEST, WIDEST) - 1
        finding = self._findings[int(card.key)]
        lines = opened(finding, self._as_typed, room) if is_open else closed(finding, room)
        edge = (f"{BAR} ", "$primary") if is_open else "  "
        drawn = [*(Content.assemble(edge, line) for line in lines), *self._air()]
        self._tall[int(card.key)] = len(drawn)
        return Content("\n").join(drawn)


def closed(finding: Finding, room: int) -> list[Content]:
    """One line: a sign, the code, and as much of the summary as there is room for."""
    mark, code = _head(finding)
    space = room - 3 - len(code) - len(mark[0])
    first, *rest = folded(finding.summary, space)
    text = f"{first[: space - 2].rstrip()} …" if rest else first
    return [Content.assemble(mark, " ", (code, "$quiet"), text)]


def opened(finding: Finding, as_typed: Callable[[str], str], room: int) -> list[Content]:
    """The whole: what, where, why, and the one next thing."""
    mark, code = _head(finding)
    indent = len(code) + len(mark[0]) + 1
    first, *rest = folded(finding.summary, room - indent - 2)
    lines = [Content.assemble(mark, " ", (code, "bold"), (first, "bold"))]
    lines += [Content.styled(" " * indent + line, "bold") for line in rest]
    where = with_short_paths(finding.where, min(LONGEST_PATH, room - 11))
    texts = (where, finding.why, _next(finding, as_typed))
    for part, text in zip(PARTS, texts, strict=True):
        lines += _part(part, text, room - 2)
    return lines


def _next(finding: Finding, as_typed: Callable[[str], str]) -> str:
    """What to do now; here Enter does what the command does in a terminal."""
    from onboard.doctor.finding import FIX

    return "Enter shows what mends it." if finding.fix == FIX else as_typed(finding.fix)


def with_short_paths(text: str, longest: int = LONGEST_PATH) -> str:
    """The text, with ~ for the home and long paths shortened in the middle; addresses whole."""
    return re.sub(r"(?<!\S)[/~]\S*", lambda path: middle(short_home(path[0]), longest), text)


def _head(finding: Finding) -> tuple[tuple[str, str], str]:
    from onboard.doctor.codes import code

    return sign(SIGNS[finding.severity]), f"{code(finding.id):<4} "


def _part(name: str, text: str, room: int) -> list[Content]:
    label = f"  {name:<7}"
    first, *rest = folded(text, room - len(label))
    style = "bold" if name == "Next" else ""
    head = Content.assemble((label, "$quiet"), (first, style))
    return [head, *(Content.styled(" " * len(label) + line, style) for line in rest)]
