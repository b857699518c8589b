"""Welcome and detection: each fact as it arrives, then on by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from screens.answers import Again
from screens.background import in_background, on_this_thread
from screens.frame import Foot, Key
from screens.page import LEAVE, Bar, Page
from screens.signs import DONE, FAILED, LOOK, SPINNER
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.errors import OnboardError
    from onboard.situation import Offer, Situation
    from onboard.work import Progress
    from screens.answers import Answers, PageName
    from screens.engine import Engine

PATIENCE = 2.0
"""Seconds after which a page says what it is waiting for."""

MARKS = {"done": DONE, "failed": LOOK}


class WelcomePage(Page):
    """Looks at everything and shows what it finds."""

    ENTER = "Look again"
    HELP = (
        "onboard looks at who you are at AWS and at what this machine has: git, ssh, a keyring, "
        "keys, and what is set up for CodeCommit already. It only reads; nothing is changed.\n\n"
        "When it has seen everything it goes on by itself. A read that fails is noted and does "
        "not stop the rest."
    )

    def body(self) -> ComposeResult:
        yield words(
            ("Clone from AWS CodeCommit, proven by git itself.\n", "bold"),
            "First a look at who you are and what this machine has. Nothing is changed.",
        )
        yield words(id="facts", classes="gap")
        yield words(id="now")

    def keys(self) -> Sequence[Key]:
        looking = Key("?", "Help", "screen.explain", 0), LEAVE
        if self._looking:
            return looking
        profile = (Key("w", "Without --profile", "screen.without"),) if self.answers.profile else ()
        return (*profile, Key("Enter", self.ENTER, "screen.enter_now", 0), *looking)

    BINDINGS = [("w", "without")]

    def __init__(self, page: PageName, answers: Answers, engine: Engine) -> None:
        super().__init__(page, answers, engine)
        self._looking = True
        self._facts: list[Content] = []
        self._under_way: list[str] = []
        self._begin = 0.0

    def on_mount(self) -> None:
        self.call_after_refresh(self._start)

    def enter(self) -> None:
        if not self._looking:
            self._look()

    def action_without(self) -> None:
        """Look again with whatever profile is the default."""
        self.go_on(Again(replace(self.answers, profile=None)))

    def _start(self) -> None:
        self._spinner = self.set_interval(0.1, self._tick)
        self._look()

    @work(exclusive=True)
    async def _look(self) -> None:
        from onboard.errors import OnboardError

        self._begin_again()
        report = on_this_thread(self._learn)

        def observe() -> tuple[Situation, tuple[Offer, ...]]:
            seen = self.engine.observe(self.answers.profile, self.answers.asked_region, report)
            return seen, self.engine.offers(seen)

        try:
            situation, offers = await in_background(observe)
        except OnboardError as error:
            self._show_failure(error)
        else:
            self._spinner.stop()
            self.go_on(Again(replace(self.answers, situation=situation, offers=offers)))

    def _begin_again(self) -> None:
        self._facts, self._under_way, self._begin = [], [], self.now()
        self._switch(looking=True)

    def _switch(self, *, looking: bool) -> None:
        self._looking = looking
        self.query(Bar).remove()
        if not looking:
            self.mount(Bar(self.ENTER))
        self.query_one(Foot).show_keys(self.keys())

    def _learn(self, progress: Progress) -> None:
        if not self.is_attached:
            return
        about = progress.about or progress.text
        if about in self._under_way:
            self._under_way.remove(about)
        if progress.state in MARKS:
            self._facts.append(Content.assemble(sign(MARKS[progress.state]), " ", progress.text))
            self.query_one("#facts", Static).update(Content("\n").join(self._facts))
        else:
            self._under_way.append(about)
        self._tick()

    def _tick(self) -> None:
        if not self._looking:
            return
        taken = self.now() - self._begin
        spin = SPINNER[int(taken * 10) % len(SPINNER)]
        what = ", ".join(self._under_way) if self._under_way and taken > PATIENCE else "Looking"
        since = f"  {taken:.0f} s" if taken > PATIENCE else ""
        line = Content.assemble((spin, "$primary"), " ", what, (since, "$quiet"))
        self.query_one("#now", Static).update(line)

    def _show_failure(self, error: OnboardError) -> None:
        self._switch(looking=False)
        line = Content.assemble(sign(FAILED), " ", error.message, "\n\n  ", (error.hint, "bold"))
        self.query_one("#now", Static).update(line)
