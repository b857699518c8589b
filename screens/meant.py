"""Screens on which an Enter counts only when it was meant."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.binding import Binding
from textual.screen import Screen

from screens.enters import REPEAT

if TYPE_CHECKING:
    from screens.app import OnboardApp

T = TypeVar("T")


class MeantScreen(Screen[T]):
    """The base of pages and boxes: whatever has the focus, Enter arrives at `enter`."""

    CAREFUL: ClassVar[bool] = False
    """Whether even the first repeat of a held key must be told from a press."""

    _unseen = False

    BINDINGS = [Binding("enter", "enter", show=False, priority=True)]

    def enter(self) -> None:
        """What a meant Enter does."""

    def action_enter(self) -> None:
        """Ask whether this Enter counts; on a careful screen wait for what follows it."""
        enters = self._owner.enters
        at = self._owner.entered_at
        if not enters.pressed(at):
            return
        if self.CAREFUL and enters.hasty:
            self.set_timer(REPEAT, partial(self._enter_unless_held, at))
        else:
            self.enter()

    def action_enter_now(self) -> None:
        """The same, by mouse."""
        self.enter()

    def on_screen_resume(self) -> None:
        self._owner.enters.page_appears()
        self._unseen = True
        self.call_after_refresh(self.was_drawn)

    @property
    def _owner(self) -> OnboardApp:
        return cast("OnboardApp", self.app)

    def now(self) -> float:
        """The time in seconds, by the app's clock."""
        return self._owner.now()

    def was_drawn(self) -> None:
        """The person can see the screen from now on; whatever is drawn first says so."""
        if self._unseen:
            self._unseen = False
            self._owner.enters.page_appeared(self.now())

    def _enter_unless_held(self, at: float) -> None:
        if self._owner.enters.last == at and self.app.screen is self:
            self.enter()
