"""Method: who you are as its head, and how git should sign in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import OptionList

from screens.answers import Again, Answers, PageName, Way
from screens.cards import Card, Cards
from screens.frame import Foot, Key
from screens.methods import blocked, grouped, method_cards
from screens.page import DOCTOR, Page
from screens.people import introduction
from screens.text import words

NARROW = 80
"""Columns below which refused methods of one reason share a line."""


class MethodPage(Page):
    """One question: which of the ways in."""

    STAGE = 1
    MAIN = "Use this"
    PACKET_KEY = "F4"
    ENTER = "Use this"
    HELP = (
        "Git credentials are a user name and a password that IAM makes for git alone. They work "
        "everywhere and never run out, and only IAM users can have them.\n\n"
        "An SSH key does the same over SSH: IAM gets the public half and names it by a key id.\n\n"
        "The credential helper signs each request of git with your AWS credentials, so nothing "
        "new has to be made, kept or renewed. It works for every kind of sign-in.\n\n"
        "git-remote-codecommit does that too, with URLs that begin with codecommit:: and a "
        "program that has to be installed. It is what AWS recommends for temporary credentials. "
        "It shows its signed password to every process of this machine for a moment.\n\n"
        "The one marked as recommended is the first that you may use and that can be completed "
        "here and now. What is dimmed says why it is not for you.\n\n"
        "Is CodeCommit set up here already, by hand, and refuses you? D lets the doctor look."
    )
    BINDINGS = [("p", "profile"), ("d", "doctor")]
    _narrow = False

    def body(self) -> ComposeResult:
        all_open = all(offer.available and not blocked(offer) for offer in self.answers.offers)
        yield words(introduction(self.situation.identity, all_open=all_open))
        yield words("How should git sign in?", classes="question")
        yield Cards(self._cards(), self._wish())

    def on_resize(self, event: events.Resize) -> None:
        cards = self.query_one(Cards)
        if (event.size.width < NARROW) is not self._narrow:
            self._narrow = event.size.width < NARROW
            cards.show_cards(self._cards(), cards.chosen)

    @property
    def refusal(self) -> str:
        chosen = self.query(Cards)
        offers = self.answers.offers if chosen else ()
        needs = [one.needs for one in offers if one.method == chosen.first().chosen]
        return " ".join(need for each in needs for need in each if need.startswith("iam:"))

    @on(OptionList.OptionHighlighted)
    def _suit(self) -> None:
        self.query_one(Foot).show_keys(self.keys())

    def more_keys(self) -> Sequence[Key]:
        other = (Key("P", "Profile", "screen.profile", 2),) if self.situation.profiles[1:] else ()
        return (Key("↑↓", "Choose", "", 3), *other, DOCTOR)

    def enter(self) -> None:
        self.go_on(self.typed())

    def typed(self) -> Answers:
        from onboard.situation import Method

        method = Method(self.query_one(Cards).chosen)
        setup = self.answers.setup if method is self.answers.method else None
        return replace(self.answers, method=method, setup=setup)

    def action_profile(self) -> None:
        """Choose another profile."""
        if self.situation.profiles[1:]:
            passed = tuple(p for p in self.answers.passed if p is not PageName.PROFILE)
            self.go_on(Again(replace(self.answers, way=Way.PROFILE, passed=passed)))

    def _cards(self) -> list[Card]:
        cards = method_cards(self.situation, self.answers.offers)
        return grouped(cards) if self._narrow else cards

    def _wish(self) -> str | None:
        best = next((offer.method for offer in self.answers.offers if offer.recommended), None)
        return self.answers.method or best
