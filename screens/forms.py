"""The base of pages that ask for several things at once."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from textual import work
from textual.content import Content
from textual.widgets import Static

from screens.background import in_background
from screens.fields import Choice, Hidden, Typed
from screens.frame import Foot, Key
from screens.page import Page, Result
from screens.signs import NOW
from screens.text import sign

if TYPE_CHECKING:
    from onboard.secret import Secret

T = TypeVar("T")


class FormPage(Page):
    """Fields with proposals; one Enter accepts them all, whichever has the focus."""

    HELP_KEY = "F1"  # a ? would be typed into the field
    PACKET_KEY = "F4"

    def more_keys(self) -> Sequence[Key]:
        field = self.focused
        show = (Key("Ctrl+R", "Show", "", 1),) if isinstance(field, Hidden) else ()
        turn = isinstance(field, Choice) or (isinstance(field, Typed) and field.known)
        change = (Key("↑↓", "Change", "", 2),) if turn else ()
        return (Key("Tab", "Next field", "app.focus_next", 3), *change, *show)

    def on_descendant_focus(self) -> None:
        self.query_one(Foot).show_keys(self.keys())

    def value(self, selector: str) -> str:
        """What stands in a typed field."""
        return self.query_one(selector, Typed).value.strip()

    def chosen(self, selector: str) -> str | None:
        """What a choice stands at; None where there is no such field."""
        field = self.query_one_optional(selector, Choice)
        return field.chosen if field else None

    def secret(self, selector: str) -> Secret | None:
        """What was typed into a secret field, wrapped at once; None where it is empty."""
        from onboard.secret import Secret

        text = self.query_one(selector, Hidden).value
        return Secret(text) if text else None

    def clear_secrets(self) -> None:
        """Take every secret out of its field."""
        for field in self.query(Hidden):
            field.clear()

    def enter(self) -> None:
        self.clear_problem()
        self._submit()

    @abstractmethod
    async def submit(self) -> Result:
        """What the answers lead to; raises OnboardError where they cannot be used."""

    async def busy(self, says: str, work: Callable[[], T]) -> T:
        """The result of a slow call, with a word about it beside the button meanwhile."""
        place = self.query_one("#problem", Static)
        place.update(Content.assemble(sign(NOW), " ", says))
        try:
            return await in_background(work)
        finally:
            place.update("")

    @work(exclusive=True, group="submit")
    async def _submit(self) -> None:
        from onboard.errors import OnboardError

        try:
            result = await self.submit()
        except OnboardError as error:
            self.show_problem(error)
        else:
            self.go_on(result)
