"""The base of pages with one list of choices."""

from __future__ import annotations

from collections.abc import Sequence

from screens.cards import Cards
from screens.frame import Key
from screens.page import Page


class ChoosingPage(Page):
    """Up and Down choose, Enter takes the chosen one."""

    MAIN = "Use this"
    ENTER = "Use this"

    def more_keys(self) -> Sequence[Key]:
        return (Key("↑↓", "Choose", "", 3),)

    @property
    def chosen(self) -> str:
        """The key of the chosen card."""
        return self.query_one(Cards).chosen
