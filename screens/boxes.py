"""Boxes above a page: help, a question, the details of a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from screens.fields import Choice, Hidden
from screens.frame import Foot, Key
from screens.meant import MeantScreen
from screens.signs import FAILED
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.secret import Secret

EVERYWHERE = (
    ("Enter", "what the button says"),
    ("Esc", "back; your answers stay"),
    ("F1  ?", "this help"),
    ("F2  d", "details, where there are some; D is Doctor where the foot says so"),
    ("Tab  ↑↓", "move about; the mouse works too"),
    ("Ctrl+T", "dark or light"),
    ("Ctrl+C", "copy what is selected, otherwise ask to leave"),
    ("Ctrl+Q", "leave"),
)


class Box(MeantScreen[bool], ModalScreen[bool]):
    """A box; Escape closes it."""

    CSS_PATH = "boxes.tcss"
    BINDINGS = [
        Binding("escape,ctrl+c", "close", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("down", "scroll(1)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
        Binding("pagedown,space", "scroll(10)", show=False),
    ]

    def __init__(self, heading: str) -> None:
        super().__init__()
        self._heading = heading

    def compose(self) -> ComposeResult:
        with Vertical(id="box"):
            yield words((self._heading, "bold"), id="heading")
            yield Foot(self.keys())
            with VerticalScroll(id="inside", can_focus=False):
                yield from self.inside()

    def inside(self) -> ComposeResult:
        """What the box says."""
        yield from ()

    def keys(self) -> Sequence[Key]:
        """The keys for its foot."""
        return (Key("↑↓", "Scroll", "", 2), Key("Esc", "Close", "screen.close", 0))

    def enter(self) -> None:
        self.dismiss(False)

    def action_close(self) -> None:
        """Close it; nothing was decided."""
        self.dismiss(False)

    def action_scroll(self, by: int) -> None:
        """Move the text."""
        self.query_one("#inside").scroll_relative(y=by, animate=False)


class HelpBox(Box):
    """What a page is about, and the keys that work everywhere."""

    BINDINGS = [Binding("f1,question_mark", "close", show=False)]

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"About this page ({code})")
        self._text = text

    def inside(self) -> ComposeResult:
        yield words(self._text)
        lines = [Content.assemble((f"{key:<9}", "bold"), " ", says) for key, says in EVERYWHERE]
        yield words("\n", ("Keys\n", "bold"), Content("\n").join(lines))


class AskBox(Box):
    """A question; Enter says yes, Escape no."""

    def __init__(self, heading: str, text: str, yes: str) -> None:
        super().__init__(heading)
        self._text = text
        self._yes = yes

    def inside(self) -> ComposeResult:
        yield words(self._text)

    def keys(self) -> Sequence[Key]:
        return (
            Key("Enter", self._yes, "screen.enter_now", 0),
            Key("Esc", "Stay", "screen.close", 0),
        )

    def enter(self) -> None:
        self.dismiss(True)


class RefusalBox(Box):
    """What cannot be done, why, and the one thing to do now."""

    def __init__(self, heading: str, why: str, now: str) -> None:
        super().__init__(heading)
        self._why = why
        self._now = now

    def inside(self) -> ComposeResult:
        yield words(sign(FAILED), f" {self._why}")
        if self._now:
            yield words(("\nNow  ", "$quiet"), (self._now, "bold"))


class ChoiceBox(AskBox):
    """A question with a few answers; `chosen` is the one that Enter takes."""

    def __init__(
        self, heading: str, text: str, yes: str, values: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(heading, text, yes)
        self._choice = Choice(values, values[0][0])

    @property
    def chosen(self) -> str:
        """The key of the answer."""
        return self._choice.chosen or ""

    def inside(self) -> ComposeResult:
        yield from super().inside()
        yield self._choice

    def on_mount(self) -> None:
        self._choice.focus()

    def keys(self) -> Sequence[Key]:
        return (Key("↑↓", "Choose", "", 1), *super().keys())


class SecretBox(AskBox):
    """A question whose answer is a secret: `given`, once Enter was pressed."""

    given: Secret

    def inside(self) -> ComposeResult:
        yield from super().inside()
        yield Hidden(id="secret")

    def on_mount(self) -> None:
        self.query_one(Hidden).focus()

    def enter(self) -> None:
        from onboard.secret import Secret

        self.given = Secret(self.query_one(Hidden).value)
        self.query_one(Hidden).clear()
        self.dismiss(True)
