"""What a form is made of: choices, typed values with suggestions, and secrets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.text import middle, words


class Field(Vertical):
    """A label, its control, and a line of help that shows while the control has the focus."""

    DEFAULT_CSS = """
    Field { height: auto; }
    Field > Horizontal { height: 1; }
    Field .label { width: 20; text-wrap: nowrap; text-overflow: ellipsis; }
    Field .none { display: none; }
    Field .hint { display: none; padding: 0 1 0 20; color: $quiet; }
    Field.-in-use .hint { display: block; }
    Field.-in-use .label { text-style: bold; color: $primary; }
    Field Input { width: 1fr; }
    Field Choice { width: 1fr; }
    """

    def __init__(self, label: str, control: Widget, hint: str = "") -> None:
        super().__init__()
        self._label = label
        self.control = control
        self._hint = hint

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield words(self._label, classes="label")
            yield self.control
        yield words(self._hint, classes="hint" if self._hint else "none")

    # Textual does not restyle :focus-within when the focus moves on from one field to the next.

    def on_descendant_focus(self) -> None:
        self.add_class("-in-use")

    def on_descendant_blur(self) -> None:
        self.remove_class("-in-use")

    def show_hint(self, hint: str) -> None:
        """Say something else about it."""
        self._hint = hint
        if self.is_mounted:
            self.query(Static).last(Static).update(Content(hint))


class Choice(Widget, can_focus=True):
    """One of a few values: Up and Down, or a click, go through them."""

    DEFAULT_CSS = """
    Choice { height: 1; }
    Choice:focus { background: $surface; text-style: bold; }
    """
    BINDINGS: ClassVar = [("down,right,space", "turn(1)"), ("up,left", "turn(-1)")]

    class Changed(Message):
        """Another value was chosen."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> Choice:
            return self.choice

    def __init__(
        self, values: Sequence[tuple[str, str]], chosen: str | None, *, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._values = tuple(values)
        keys = [key for key, _ in self._values]
        self._at: int | None = keys.index(chosen) if chosen in keys else None

    @property
    def chosen(self) -> str | None:
        """The key of the chosen value; None where the person must choose and has not."""
        return None if self._at is None else self._values[self._at][0]

    def render(self) -> Content:
        text = "choose one" if self._at is None else self._values[self._at][1]
        count, room = len(self._values), self.size.width - 2
        if count < 2:
            return Content(f"  {middle(text, room)}")
        where = f"  {(self._at or 0) + 1} of {count}" if self._at is not None else ""
        text = middle(text, room - len(" ›") - len(where))
        return Content.assemble(
            ("‹ ", "$primary"), text, (" ›", "$primary"), (where, "$quiet not bold")
        )

    def action_turn(self, by: int) -> None:
        """Go to the next value, or the one before."""
        if self._at is None:
            self._at = 0 if by > 0 else len(self._values) - 1
        elif len(self._values) > 1:
            self._at = (self._at + by) % len(self._values)
        self.refresh()
        self.post_message(self.Changed(self))

    def on_click(self) -> None:
        self.action_turn(1)


class Typed(Input):
    """A line to type into; what is known can be had with Up and Down, or completes itself."""

    DEFAULT_CSS = """
    Typed.-textual-compact, Typed.-textual-compact:focus {
        border: none; height: 1; padding: 0 2; background: $surface;
    }
    Typed.-textual-compact:focus { background: $panel; }
    """
    BINDINGS: ClassVar = [("down", "turn(1)"), ("up", "turn(-1)")]

    def __init__(
        self,
        value: str = "",
        known: Sequence[str] = (),
        placeholder: str = "",
        *,
        id: str | None = None,
    ) -> None:
        super().__init__(
            value,
            placeholder,
            suggester=SuggestFromList(known, case_sensitive=False) if known else None,
            compact=True,
            select_on_focus=False,
            id=id,
        )
        self.cursor_blink = False
        self.known = tuple(known)

    def show_known(self, known: Sequence[str]) -> None:
        """Suggest these from now on."""
        self.known = tuple(known)
        self.suggester = SuggestFromList(known, case_sensitive=False) if known else None

    def action_turn(self, by: int) -> None:
        """Put in the next known value, or the one before."""
        known = self.known
        if not known:
            return
        at = known.index(self.value) + by if self.value in known else 0 if by > 0 else -1
        self.value = known[at % len(known)]
        self.action_end()


class Hidden(Typed):
    """A secret: shown as bullets, in clear for ten seconds by Ctrl+R, never copied."""

    SECONDS: ClassVar = 10.0
    BINDINGS: ClassVar = [("ctrl+r", "show")]

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, id=id)
        self.password = True

    def action_show(self) -> None:
        """Show it for ten seconds, or hide it again."""
        self.password = not self.password
        if not self.password:
            self.set_timer(self.SECONDS, self._hide)

    def action_copy(self) -> None:
        """A secret does not go to the clipboard."""

    def action_cut(self) -> None:
        """Nor by cutting."""

    def _hide(self) -> None:
        self.password = True


def shown_choices(known: Sequence[str], room: int = 56) -> str:
    """As many of the known values as fit into a line, and how many there are besides."""
    shown: list[str] = []
    for name in known:
        if cell_len(", ".join([*shown, name])) > room:
            break
        shown.append(name)
    more = len(known) - len(shown)
    return ", ".join(shown) + (f", and {more} more" if more else "")
