"""The base of pages that lie above another one; Escape takes them away again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.binding import Binding

from screens.frame import Key
from screens.page import LEAVE, Page

if TYPE_CHECKING:
    from screens.answers import Answers, PageName
    from screens.engine import Engine


class AsidePage(Page):
    """Opened by `Page.lay_above`; the page below it stays as it was."""

    BINDINGS = [
        Binding("up", "scroll_lines(-1)", show=False),
        Binding("down", "scroll_lines(1)", show=False),
    ]

    def __init__(self, page: PageName, answers: Answers, engine: Engine, below: Page) -> None:
        super().__init__(page, answers, engine)
        self.below = below

    def keys(self) -> Sequence[Key]:
        back = Key("Esc", "Back", "screen.back", 0)
        help_ = Key(self.HELP_KEY, "Help", "screen.explain", 0)
        return (*self.more_keys(), back, help_, LEAVE)

    def action_back(self) -> None:
        """To the page below."""
        self.dismiss(None)

    def action_doctor(self) -> None:
        """The doctor: the page below itself, or where that one leads."""
        from screens.answers import PageName

        if self.below.page is not PageName.DOCTOR:
            self.below.action_doctor()
        self.dismiss(None)

    def leave(self) -> None:
        """As the page below is left: that one knows in which state things are."""
        self.below.leave()

    def leaving_words(self) -> str:
        return self.below.leaving_words()

    def action_scroll_lines(self, by: int) -> None:
        """Up and Down: see what does not fit."""
        self.query_one("#body").scroll_relative(y=by, animate=False)
