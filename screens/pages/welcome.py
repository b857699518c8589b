"""Welcome and detection: each fact as it arrives, then on by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult

from screens.answers import Again
from screens.background import in_background, on_this_thread
from screens.facts import Facts
from screens.frame import Foot, Key
from screens.page import LEAVE, Bar, Page
from screens.text import words

if TYPE_CHECKING:
    from onboard.situation import Offer, Situation
    from screens.answers import Answers, PageName
    from screens.engine import Engine


class WelcomePage(Page):
    """Looks at everything and shows what it finds."""

    ENTER = "Look again"
    HELP = (
        "onboard looks at who you are at AWS and at what this machine has: git, ssh, a keyring, "
        "keys, and what is set up for CodeCommit already. It only reads; nothing is changed.\n\n"
        "When it has seen everything it goes on by itself. A read that fails is noted and does "
        "not stop the rest.\n\n"
        "After two seconds it says what it waits for, and how long. Where the network is slow or "
        "a proxy is missing, that is where it shows. Each page has its code at the top right: "
        "tell it to whoever helps you."
    )

    def body(self) -> ComposeResult:
        yield words(
            ("Clone from AWS CodeCommit, proven by git itself.\n", "bold"),
            "First a look at who you are and what this machine has. Nothing is changed.",
        )
        facts = Facts(self.now)
        facts.add_class("gap")
        yield facts

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

    def on_mount(self) -> None:
        self.call_after_refresh(self._look)

    def enter(self) -> None:
        if not self._looking:
            self._look()

    def action_without(self) -> None:
        """Look again with whatever profile is the default."""
        self.go_on(Again(replace(self.answers, profile=None)))

    @work(exclusive=True)
    async def _look(self) -> None:
        from onboard.errors import OnboardError

        self._switch(looking=True)
        facts = self.query_one(Facts)
        facts.begin()
        report = on_this_thread(facts.learn)

        def observe() -> tuple[Situation, tuple[Offer, ...]]:
            seen = self.engine.observe(self.answers.profile, self.answers.asked_region, report)
            return seen, self.engine.offers(seen)

        try:
            situation, offers = await in_background(observe)
        except OnboardError as error:
            self._switch(looking=False)
            facts.fail(error)
        else:
            facts.end()
            self.go_on(Again(replace(self.answers, situation=situation, offers=offers)))

    def _switch(self, *, looking: bool) -> None:
        self._looking = looking
        self.query(Bar).remove()
        if not looking:
            self.mount(Bar(self.ENTER))
        self.query_one(Foot).show_keys(self.keys())
