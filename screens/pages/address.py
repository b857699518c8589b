"""Address: any address of a repository that is pasted → the one to use on this machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from onboard.address.hidden import hidden
from screens.aside import AsidePage
from screens.background import in_background
from screens.fields import Typed
from screens.frame import Foot, Key
from screens.methods import NAMES
from screens.page import Press
from screens.signs import DONE, LOOK, NOW
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.address import Found
    from onboard.address.here import Use

QUESTION = "Paste the address of a repository, in any form:"


class Pasted(Typed):
    """A line in which no password is shown, not even for a moment."""

    def validate_value(self, value: str) -> str:
        """Bullets in place of a password, before it is ever drawn."""
        return hidden(value)


class AddressPage(AsidePage):
    """One field; below it the right address, to be copied."""

    HEADLINE = "Address"
    HELP_KEY = "F1"  # a ? would be typed into the field
    MAIN = "Show the right one"
    HELP = (
        "Paste what you were given: the link of a browser at the AWS console, an https, ssh or "
        "codecommit:: address, an ARN, or only the repository's name. Below it stands the address "
        "to use on this machine: for the method, the account and the Region that are set up "
        "here.\n\n"
        "What was wrong with the pasted one is said beside it. A password in it is shown nowhere; "
        "but whoever could read the address knows it, so do what the note says.\n\n"
        "C copies. onboard url does the same in any terminal, and onboard url --rewrite DIR puts "
        "the remotes of a clone right."
    )
    BINDINGS = [("c", "copy"), ("n", "another")]
    _use: Use | None = None

    def body(self) -> ComposeResult:
        yield words(QUESTION, classes="question")
        yield Pasted(placeholder="https://eu-west-1.console.aws.amazon.com/codesuite/…")
        yield Vertical(id="answer")

    def on_mount(self) -> None:
        self.query_one(Pasted).focus()
        self._suit()

    def more_keys(self) -> Sequence[Key]:
        if self._use is None:
            return (Key("Enter", "Show", "screen.enter_now", 0),)
        copy = Key("C", "Copy", "screen.copy", 0)
        return copy, Key("N", "Another", "screen.another", 0)

    def enter(self) -> None:
        # behind what is still on its way into the field
        self.query_one(Pasted).call_later(self._take)

    def _take(self) -> None:
        if self._use:
            self.action_copy()
        elif self.query_one(Pasted).value.strip():
            self._read()
        else:
            self._say(sign(LOOK), " Paste an address first.")

    def action_copy(self) -> None:
        """Hand the address to the terminal's clipboard."""
        if self._use:
            self.app.copy_to_clipboard(self._use.address)
            self._say(sign(DONE), " Copied, where your terminal allows it.")

    async def action_another(self) -> None:
        """An empty field."""
        self._use = None
        field = self.query_one(Pasted)
        field.disabled, field.value = False, ""
        await self.query_one("#answer").remove_children()
        field.focus()
        self._suit()

    @work(exclusive=True)
    async def _read(self) -> None:
        from onboard.errors import OnboardError

        text = self.query_one(Pasted).value
        self._say(sign(NOW), " Reading")
        try:
            found, use = await in_background(lambda: self.engine.address(self.situation, text))
        except OnboardError as error:
            self.show_problem(error)
            return
        self._use = use
        answer = self.query_one("#answer")
        await answer.remove_children()
        await answer.mount_all(self._answer(found, use))
        self.query_one(Pasted).disabled = True  # so that C copies
        self._suit()

    def _answer(self, found: Found, use: Use) -> Iterable[Static]:
        address = found.address
        yield words(use.address, classes="copy gap")
        way = NAMES[use.method] if use.method else "nothing is set up here yet"
        place = f"{address.repository} in {address.region}"
        yield words((f"{place}  ({way})", "$quiet"), classes="beside")
        for note in (*found.notes, *use.notes):
            yield words(sign(LOOK), f" {self.engine.as_typed(note)}", classes="beside")

    def _suit(self) -> None:
        self._say()
        label = "Copy it" if self._use else self.MAIN
        self.query_one(Press).update(f"  {label}  ")
        self.query_one(Foot).show_keys(self.keys())

    def _say(self, *parts: str | tuple[str, str]) -> None:
        self.query_one("#problem", Static).update(Content.assemble(*parts))
