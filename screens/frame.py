"""What every page has around its body: the head with the way so far, and the keys at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.widget import Widget

from screens.meant import MeantScreen
from screens.signs import DONE, NOW, TO_DO
from screens.text import ends, middle, sign

STAGES = ("You", "Method", "Options", "Review", "Proof")


@dataclass(frozen=True)
class Key:
    """One key in the footer."""

    key: str
    says: str
    action: str
    rank: int = 1
    """0 stays on the narrowest terminal; higher ranks give way first."""


class Head(Widget):
    """Name, sandbox mark, who is signed in; then where we are, and the page's code."""

    DEFAULT_CSS = "Head { dock: top; height: 3; width: 1fr; }"

    def __init__(self, stage: int, code: str, sandbox: bool, who: str, headline: str = "") -> None:
        super().__init__()
        self._stage = stage
        self._headline = headline
        self._code = code
        self._sandbox = sandbox
        self._who = who

    def show_who(self, who: str) -> None:
        """The identity is known now."""
        self._who = who
        self.refresh()

    def render(self) -> Content:
        room = self.size.width - 1
        lines = [self._title_line(room), self._stage_line(room)]
        return Content("\n").join([*lines, Content.styled("─" * (room + 1), "$rule")])

    def _title_line(self, room: int) -> Content:
        left = Content.assemble(" ", ("onboard", "bold"))
        mark = Content.styled(" SANDBOX ", "bold $accent reverse") if self._sandbox else Content("")
        space = room - left.cell_length - mark.cell_length - 2
        who = Content.styled(f" {_fitted(self._who, space)}" if self._who else "", "$quiet")
        return ends(left, Content.assemble(mark, who), room)

    def _stage_line(self, room: int) -> Content:
        way = Content.styled(self._headline, "bold") if self._headline else self._way()
        return ends(Content.assemble(" ", way), Content.styled(self._code, "$quiet"), room)

    def _way(self) -> Content:
        parts: list[Content] = []
        for number, stage in enumerate(STAGES):
            here = number == self._stage
            mark = DONE if number < self._stage else NOW if here else TO_DO
            style = "bold" if here else "$quiet"
            parts.append(Content.assemble(sign(mark), " ", (stage, style)))
        return Content.styled(" ── ", "$rule").join(parts)


class Foot(Widget):
    """The keys that work here, in words; each can be clicked."""

    DEFAULT_CSS = "Foot { dock: bottom; height: 2; width: 1fr; }"

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__()
        self._keys = tuple(keys)
        self._spots: list[tuple[int, int, str]] = []

    def show_keys(self, keys: Sequence[Key]) -> None:
        """Other keys work now."""
        self._keys = tuple(keys)
        self.refresh()

    def render(self) -> Content:
        width = self.size.width
        if isinstance(self.screen, MeantScreen):
            self.screen.was_drawn()
        keys, gap = self._fitting(width - 2)
        self._spots, line, at = [], Content(" "), 1
        for key in keys:
            piece = Content.assemble((key.key, "bold $primary"), " ", (key.says, "$foreground"))
            self._spots.append((at, at + piece.cell_length, key.action))
            line = Content.assemble(line, piece, " " * gap)
            at += piece.cell_length + gap
        rule = Content.styled("─" * width, "$rule")
        return Content("\n").join([rule, line])

    async def _on_click(self, event: events.Click) -> None:
        for begin, end, action in self._spots:
            if action and event.y == 1 and begin <= event.x < end:
                await self.screen.run_action(action)

    def _fitting(self, room: int) -> tuple[list[Key], int]:
        keys = list(self._keys)
        while True:
            length = sum(len(key.key) + 1 + len(key.says) for key in keys)
            for gap in (3, 2):
                if length + gap * (len(keys) - 1) <= room:
                    return keys, gap
            expendable = max(keys, key=lambda key: key.rank)
            if expendable.rank == 0:
                return keys, 2
            keys.remove(expendable)


def _fitted(who: str, room: int) -> str:
    """Name and account; the name gives way first, since the account is what must be right."""
    name, dot, account = who.rpartition(" · ")
    return middle(name, max(room - len(dot) - len(account), 8)) + dot + account
