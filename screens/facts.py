"""What is being looked at: each fact as it arrives, and a spinner with what is still under way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from screens.signs import DONE, FAILED, LOOK, SPINNER
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.errors import OnboardError
    from onboard.work import Progress

PATIENCE = 2.0
"""Seconds after which a page says what it is waiting for."""

MARKS = {"done": DONE, "failed": LOOK}


class Facts(Vertical):
    """Grows with every report; `clock` gives seconds."""

    DEFAULT_CSS = "Facts { height: auto; } Facts > Static { height: auto; }"

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__()
        self._clock = clock
        self._facts: list[Content] = []
        self._under_way: list[str] = []
        self._began = 0.0
        self._ticking: Timer | None = None

    def compose(self) -> ComposeResult:
        yield words(id="facts")
        yield words(id="now")

    def begin(self) -> None:
        """A new look: nothing has arrived."""
        self.end()
        self._facts, self._under_way, self._began = [], [], self._clock()
        self.query_one("#facts", Static).update("")
        self._ticking = self.set_interval(0.1, self._tick)

    def end(self) -> None:
        """Nothing is looked at any more."""
        if self._ticking:
            self._ticking.stop()
            self._ticking = None

    def learn(self, progress: Progress) -> None:
        """Take in one report."""
        if self._ticking is None or not self.is_attached:
            return
        about = progress.about or progress.text
        if about in self._under_way:
            self._under_way.remove(about)
        if progress.state in MARKS:
            self._facts.append(Content.assemble(sign(MARKS[progress.state]), " ", progress.text))
            self.query_one("#facts", Static).update(Content("\n").join(self._facts))
            self.call_after_refresh(self.scroll_visible, animate=False, top=False)
        else:
            self._under_way.append(about)
        self._tick()

    def fail(self, error: OnboardError) -> None:
        """Say why nothing could be seen, and the one thing to do."""
        self.end()
        self._say(sign(FAILED), " ", error.message, "\n\n  ", (error.hint, "bold"))

    def _tick(self) -> None:
        taken = self._clock() - self._began
        spin = SPINNER[int(taken * 10) % len(SPINNER)]
        what = ", ".join(self._under_way) if self._under_way and taken > PATIENCE else "Looking"
        since = f"  {taken:.0f} s" if taken > PATIENCE else ""
        self._say((spin, "$primary"), " ", what, (since, "$quiet"))

    def _say(self, *parts: str | tuple[str, str]) -> None:
        self.query_one("#now", Static).update(Content.assemble(*parts))
