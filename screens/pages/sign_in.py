"""Sign in: what to do where there are no usable AWS credentials, or expired ones."""

from __future__ import annotations

import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

from textual.app import ComposeResult, SuspendNotSupported

from screens.answers import Again, PageName, Way
from screens.cards import Card, Cards
from screens.choosing import ChoosingPage
from screens.frame import Key
from screens.page import DOCTOR
from screens.signs import FAILED, LOOK
from screens.text import sign, words

SIGN_IN_LIMIT = 900
"""Seconds that the browser may take; AWS ends the sign-in itself after ten minutes."""


class SignInPage(ChoosingPage):
    """One question: how to become somebody to AWS."""

    BINDINGS = [("d", "doctor")]
    HELP = (
        "Without AWS credentials nobody can be asked what you may do. Any of these gets you on:\n\n"
        "Sign in again runs the AWS CLI's own sign-in in this terminal and comes back.\n\n"
        "Another profile: another section of your AWS files.\n\n"
        "Paste an access key: the two values an administrator gave you, or that you made in the "
        "console; they go into a profile of your own.\n\n"
        "The AWS console: an IAM user who signs in there needs no access key for git at all. You "
        "click in the browser, and onboard does the rest."
    )

    def more_keys(self) -> Sequence[Key]:
        return (*super().more_keys(), DOCTOR)

    def body(self) -> ComposeResult:
        identity = self.situation.identity
        mark = FAILED if self._broken else LOOK
        # what the hint of a missing sign-in says, the cards do, where there is one for it
        hint = f"\n{identity.hint}" if self._broken or self._elsewhere else ""
        yield words(sign(mark), " ", identity.problem or "There are no AWS credentials.", hint)
        yield words("How do you want to go on?", classes="question")
        from onboard.offer import console_only

        yield Cards(self._cards(), "console" if console_only(self.situation) else None)

    def enter(self) -> None:
        {
            "again": self._sign_in_again,
            "look": self._look,
            "profile": self._goes(Way.PROFILE),
            "paste": self._goes(Way.PASTE),
            "console": self._goes(Way.CONSOLE),
        }[self.chosen]()

    def _cards(self) -> Sequence[Card]:
        look = Card("look", "Look again", "after you have signed in elsewhere")
        first = self._broken or self._elsewhere
        cards = [look] if first else []
        command = self.engine.sign_in_command(self.situation)
        if command:
            shown = " ".join(["aws", *command[1:]])
            lines = ("The AWS CLI opens your browser; then this page comes back.",)
            cards.append(Card("again", "Sign in again", shown, lines))
        if len(self.situation.profiles) > 1:
            count = f"{len(self.situation.profiles)} in your AWS files"
            cards.append(Card("profile", "Use another profile", count))
        paste = ("It goes into a profile of ~/.aws/credentials; you see it before it is written.",)
        cards.append(Card("paste", "Paste an access key", "into a profile", paste))
        if any(offer.via == "console" for offer in self.answers.offers):
            console = ("For IAM users who sign in to the console and have no access key.",)
            cards.append(Card("console", "Go through the AWS console", "no access key", console))
        return cards if first else [*cards, look]

    @property
    def _elsewhere(self) -> bool:
        """Whether only a sign-in outside of onboard helps, as the hint says."""
        expired = self.situation.identity.problem_code == "expired"
        return expired and self.engine.sign_in_command(self.situation) is None

    @property
    def _broken(self) -> bool:
        return self.situation.identity.problem_code in ("unreachable", "broken-config")

    def _goes(self, way: Way) -> Callable[[], None]:
        def go() -> None:
            if way is Way.PROFILE:
                passed = tuple(p for p in self.answers.passed if p is not PageName.PROFILE)
                self.go_on(Again(replace(self.answers, way=way, passed=passed)))
            else:
                self.go_on(replace(self.answers, way=way))

        return go

    def _look(self) -> None:
        self.go_on(Again(self.answers.look_again(PageName.PROFILE)))

    def _sign_in_again(self) -> None:
        command = self.engine.sign_in_command(self.situation)
        if command is None:
            return
        try:
            with self.app.suspend():
                _run(command)
        except SuspendNotSupported:
            self._show_command(command)
        else:
            self._look()

    def _show_command(self, command: tuple[str, ...]) -> None:
        if not self.query("#body > .copy"):
            body = self.query_one("#body")
            body.mount(words("Run this in another terminal, then look again:", classes="gap"))
            body.mount(words(shlex.join(command), classes="copy"))


def _run(command: tuple[str, ...]) -> None:
    """Run it in this terminal; its last words stay until they are read.

    Ctrl+C ends the program, not the app.
    """
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        if _status(command):
            print("\nYou are not signed in yet. Press Enter to go back to onboard.", flush=True)
            sys.stdin.readline()
    finally:
        signal.signal(signal.SIGINT, before)


def _status(command: tuple[str, ...]) -> int:
    try:
        return subprocess.run(command, check=False, timeout=SIGN_IN_LIMIT).returncode
    except (OSError, subprocess.TimeoutExpired) as error:
        print(error)
        return 1
