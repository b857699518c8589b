"""The app: one loop that opens page after page, and the keys that work on all of them."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from textual import events, work
from textual.app import App
from textual.message import Message
from textual.screen import Screen

from screens.answers import Again, Answers, Back, Leave, PageName
from screens.background import start
from screens.enters import Enters
from screens.look import DARK, LIGHT, AsciiOnly, Inert
from screens.order import next_page, page_before
from screens.page import Page, Result
from screens.signs import light_background, speaks_utf8, to_ascii

if TYPE_CHECKING:
    from textual.filter import LineFilter

    from screens.engine import Engine

Clock: TypeAlias = Callable[[Message], float]
"""When a message was made, in seconds of a clock that never goes back."""

LEFT_WHILE_APPLYING = 130


class OnboardApp(App[int]):
    """The wizard; its result is the exit status."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-regular"), (32, "-tall")]
    BINDINGS = [("ctrl+t", "other_colours", "Light or dark")]

    def __init__(
        self,
        engine: Engine,
        answers: Answers,
        *,
        look: str | None = DARK.name,
        utf8: bool = True,
        clock: Clock = attrgetter("time"),
    ) -> None:
        super().__init__()
        self.enters = Enters()
        self.entered_at = 0.0
        """When the last Enter was pressed, by the clock."""
        self.farewell = ""
        """What stays in the terminal after the app has gone."""
        self._first: Page | None = None
        self._engine = engine
        self._answers = answers
        self._clock = clock
        self._inert: tuple[LineFilter, ...] = (Inert(),) if utf8 else (Inert(), AsciiOnly())
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        if look:
            self._begin_in(look)

    def _begin_in(self, look: str) -> None:
        """Begin in these colours; setting `theme` would draw the first page twice."""
        self.set_reactive(App.theme, look)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)

    def now(self) -> float:
        """The time by the clock that key presses are measured with."""
        return self._clock(Message())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """For themes that are not ours, as the terminal's own palette."""
        return {"quiet": "ansi_bright_black", "rule": "ansi_bright_black"}

    def get_line_filters(self) -> Sequence[LineFilter]:
        return (*super().get_line_filters(), *self._inert)

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and event.key == "enter":
            self.entered_at = self._clock(event)
        await super().on_event(event)

    def on_mount(self) -> None:
        self._journey()

    def get_default_screen(self) -> Screen[Any]:
        """The first page itself: a blank screen below it would cost a frame."""
        name = next_page(self._answers)
        if name is not PageName.WELCOME:
            return super().get_default_screen()
        self._first = open_page(name, self._answers, self._engine)
        return self._first

    @work
    async def _journey(self) -> None:
        answers = self._answers
        while (name := next_page(answers)) is not None:
            result = await self._ask(name, answers)
            if isinstance(result, Leave):
                self.farewell = result.words
                self.exit(result.status, return_code=result.status)
                return
            if answers.situation is None:
                start(self._engine.warm)
            answers = after(name, answers, result)
        self.exit(0)

    async def _ask(self, name: PageName, answers: Answers) -> Result:
        """Show the page in place of the one before, without a glimpse of what is below."""
        result: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        first, self._first = self._first, None
        page = first or open_page(name, answers, self._engine)
        page.answered = result.set_result
        if first is None and len(self.screen_stack) > 1:
            self.switch_screen(page)
        elif first is None:
            self.push_screen(page)
        return await result

    async def action_quit(self) -> None:
        """Ctrl+Q: the page decides what leaving means while it works."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, Page):
                screen.leave()
                return
        self.exit(0)

    def action_help_quit(self) -> None:
        """Ctrl+C with nothing selected: ask."""
        if isinstance(self.screen, Page):
            self.screen.ask_to_leave()

    def action_other_colours(self) -> None:
        """Ctrl+T: dark on light, or light on dark."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name


def after(name: PageName, answers: Answers, result: Answers | Again | Back) -> Answers:
    """The answers that the journey goes on with."""
    from dataclasses import replace

    match result:
        case Answers():
            return replace(result, passed=(*result.passed, name))
        case Again():
            return result.answers
        case Back():
            return page_before(result.answers) or answers


def open_page(name: PageName, answers: Answers, engine: Engine) -> Page:
    """The page of that name; its module is imported only now."""
    page: Page = _kind(name)(name, answers, engine)
    return page


def lay_above(name: PageName, below: Page) -> None:
    """Open a page that only looks, above another."""
    page = _kind(name)(name, below.answers, below.engine, below)
    below.app.push_screen(page)


def _kind(name: PageName) -> Any:
    from importlib import import_module

    module, kind = PAGES[name]
    return getattr(import_module(f"screens.pages.{module}"), kind)


PAGES = {
    PageName.WELCOME: ("welcome", "WelcomePage"),
    PageName.PROFILE: ("profile", "ProfilePage"),
    PageName.REGION: ("region", "RegionPage"),
    PageName.MFA: ("mfa", "MfaPage"),
    PageName.SIGN_IN: ("sign_in", "SignInPage"),
    PageName.PASTE: ("paste", "PastePage"),
    PageName.ROOT: ("root", "RootPage"),
    PageName.STATUS: ("status", "StatusPage"),
    PageName.ROTATE: ("rotate", "RotatePage"),
    PageName.DOCTOR: ("doctor", "DoctorPage"),
    PageName.AUDIT: ("audit", "AuditPage"),
    PageName.EXPLAIN: ("explain", "ExplainPage"),
    PageName.ADDRESS: ("address", "AddressPage"),
    PageName.PACKET: ("packet", "PacketPage"),
    PageName.METHOD: ("method", "MethodPage"),
    PageName.OPTIONS: ("options", "OptionsPage"),
    PageName.REVIEW: ("review", "ReviewPage"),
    PageName.REVIEW_REST: ("review", "ReviewPage"),
    PageName.REVIEW_PASTE: ("review", "ReviewPage"),
    PageName.REVIEW_MEND: ("review", "ReviewPage"),
    PageName.APPLY: ("apply", "ApplyPage"),
    PageName.APPLY_REST: ("apply", "ApplyPage"),
    PageName.APPLY_PASTE: ("apply", "ApplyPage"),
    PageName.APPLY_MEND: ("apply", "ApplyPage"),
    PageName.CONSOLE: ("console", "ConsolePage"),
    PageName.DONE: ("done", "DonePage"),
}


def run(engine: Engine, profile: str | None, region: str | None) -> int:
    """Show the app until the person leaves; returns the exit status."""
    utf8 = speaks_utf8(os.environ, sys.platform)
    app = OnboardApp(
        engine,
        Answers(profile=profile, asked_region=region),
        look=_look(),
        utf8=utf8,
    )
    status = app.run()
    if app.farewell:
        from onboard.printable import clean

        words = clean(app.farewell)
        print(words if utf8 else to_ascii(words), end="")
    return app.return_code or 0 if status is None else status


def _look() -> str | None:
    """Our colours for this terminal; none of them where the person named a theme."""
    if "TEXTUAL_THEME" in os.environ:
        return None
    return LIGHT.name if light_background(os.environ) else DARK.name
