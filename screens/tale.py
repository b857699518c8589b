"""What is being done, as it is told: one line per step, then the proof with its countdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.content import Content

from screens.signs import DONE, FAILED, SPINNER, TO_DO
from screens.text import WIDEST, ends, folded, seconds, sign

if TYPE_CHECKING:
    from onboard.work import Progress

PATIENCE = 2.0
"""Seconds after which a line says how long it has been."""
SIGNS = {"done": DONE, "failed": FAILED, "ahead": TO_DO}


@dataclass(frozen=True)
class Told:
    """One line and how it stands."""

    text: str
    state: str = "ahead"
    since: float = 0.0
    took: float | None = None
    until: float | None = None


class Tale:
    """Grows with every report; `clock` gives seconds."""

    def __init__(self, steps: Sequence[str], clock: Callable[[], float]) -> None:
        self._clock = clock
        self._steps = [Told(text) for text in steps]
        self._rest: list[Told] = []

    def learn(self, progress: Progress) -> None:
        """Take in one report."""
        now = self._clock()
        told = Told(progress.text, progress.state, now)
        if progress.state == "waiting" and progress.seconds is not None:
            told = replace(told, until=now + progress.seconds)
        elif progress.state in ("done", "failed"):
            told = replace(told, took=progress.seconds)
        if progress.stage == "apply" and progress.step and progress.step <= len(self._steps):
            self._steps[progress.step - 1] = told
        else:
            self._add(told)

    def drawn(self, width: int) -> Content:
        """The list as it stands."""
        room = min(width - 2, WIDEST)
        steps = [self._line(told, room, f"{i} ") for i, told in enumerate(self._steps, 1)]
        return Content("\n").join([*steps, *(self._line(told, room, "") for told in self._rest)])

    def _add(self, told: Told) -> None:
        """A line that is still running gives way to the next."""
        if self._rest and self._rest[-1].state in ("running", "waiting"):
            last = self._rest.pop()
            if last.text == told.text:
                told = replace(told, since=last.since)
        self._rest.append(told)

    def _line(self, told: Told, room: int, number: str) -> Content:
        right = self._right(told)
        indent = 5 if number else 2
        text, *rest = folded(told.text, room - indent - len(right) - 2)
        style = "$quiet" if told.state == "ahead" else ""
        left = Content.assemble(self._sign(told), " ", (f"{number:<3}", "$quiet"), (text, style))
        if not number:
            left = Content.assemble(self._sign(told), " ", (text, style))
        first = ends(left, Content.styled(right, "$quiet"), room)
        return Content("\n").join([first, *(Content(" " * indent + line) for line in rest)])

    def _sign(self, told: Told) -> tuple[str, str]:
        if told.state in SIGNS:
            return sign(SIGNS[told.state])
        turn = int((self._clock() - told.since) * 10) % len(SPINNER)
        return SPINNER[turn], "$primary bold"

    def _right(self, told: Told) -> str:
        if told.took is not None:
            return seconds(told.took)
        if told.until is not None:
            return f"{max(0, told.until - self._clock()):.0f} s left"
        waited = self._clock() - told.since
        running = told.state in ("running", "waiting")
        return f"{waited:.0f} s" if running and waited > PATIENCE else ""
