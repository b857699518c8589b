"""Explain: a paste box for what git, ssh or AWS said; then what it means and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.widgets import Static, TextArea

from screens.aside import AsidePage
from screens.background import in_background
from screens.explained import explained
from screens.frame import Foot, Key
from screens.page import DOCTOR, Press
from screens.signs import LOOK, NOW
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.doctor.explain import Match

QUESTION = "Paste what git, ssh or AWS said, as much as you have:"


class ExplainPage(AsidePage):
    """First the box, in which Enter is a new line; then the answer in its place."""

    HEADLINE = "Explain a message"
    HELP_KEY = "F1"  # a ? would be typed into the box
    MAIN = "Explain"
    HELP = (
        "Copy the error from your terminal, with some lines before it, and paste it here. Colours, "
        "prompts, broken lines and git's other languages do not matter. Ctrl+E or the button "
        "explains it; Enter only makes a new line.\n\n"
        "It is compared with every message about CodeCommit that is known. The text stays on this "
        "machine: nothing of it is sent, kept or shown again.\n\n"
        "The answer names the cause with its code, one next step, and how sure it is. sure: these "
        "words come from this cause alone; likely: it is the usual one; possible: the words say "
        "that something failed, but not why.\n\n"
        "A message says what it says; the doctor (Enter) looks at this machine itself."
    )
    BINDINGS = [
        Binding("ctrl+e", "enter_now", show=False, priority=True),
        Binding("d", "doctor", show=False),
        Binding("n", "another", show=False),
    ]
    _answer: tuple[Match, ...] | None = None

    def body(self) -> ComposeResult:
        yield words(QUESTION, classes="question")
        yield TextArea(placeholder="fatal: unable to access …", highlight_cursor_line=False)
        answer = words(id="answer")
        answer.display = False
        yield answer

    def on_mount(self) -> None:
        self.query_one("#body").add_class("long")
        self._show(asking=True)

    def on_resize(self) -> None:
        self._draw()

    @property
    def _asking(self) -> bool:
        return self._answer is None

    @property
    def _box(self) -> TextArea:
        return self.query_one(TextArea)

    def more_keys(self) -> Sequence[Key]:
        if self._asking:
            return (Key("Ctrl+E", "Explain", "screen.enter_now", 0),)
        another = Key("N", "Another", "screen.another", 0)
        return Key("Enter", DOCTOR.says, "screen.enter_now", 0), another

    def action_enter(self) -> None:
        """In the box a new line; afterwards as on every page."""
        if self._asking and self.focused is self._box:
            self._box.replace("\n", *self._box.selection)
        else:
            super().action_enter()

    def enter(self) -> None:
        # behind what is still on its way into the box
        self._box.call_later(self._take)

    def _take(self) -> None:
        if not self._asking:
            self.action_doctor()
        elif self._box.text.strip():
            self._explain()
        else:
            self._say(sign(LOOK), " The box is empty. Paste the message into it.")

    def action_back(self) -> None:
        """From the answer to the box; from there to the page below."""
        if self._asking:
            super().action_back()
        else:
            self._answer = None
            self._show(asking=True)

    def action_another(self) -> None:
        """An empty box."""
        if not self._asking:
            self._box.clear()
            self.action_back()

    @work(exclusive=True)
    async def _explain(self) -> None:
        from onboard.doctor.explain import explain

        text = self._box.text
        self._say(sign(NOW), " Reading")
        self._answer = await in_background(lambda: explain(text))
        self._draw()
        self._show(asking=False)

    def _show(self, *, asking: bool) -> None:
        self._say()
        self.query_one(".question").display = asking
        self._box.display = asking
        self.query_one("#answer").display = not asking
        self.query_one(Press).update(f"  {'Explain' if asking else 'Let the doctor look'}  ")
        self.query_one(Foot).show_keys(self.keys())
        if asking:
            self._box.focus()
        else:
            self.set_focus(None)
            self.query_one("#body").scroll_home(animate=False)

    def _draw(self) -> None:
        if self._answer is not None:
            lines = explained(self._answer, self.engine.as_typed, self.size.width)
            self.query_one("#answer", Static).update(Content("\n").join(lines))

    def _say(self, *parts: str | tuple[str, str]) -> None:
        self.query_one("#problem", Static).update(Content.assemble(*parts))
