"""The steps of a plan as a list, one line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.text import WIDEST, ends, middle, short_home

if TYPE_CHECKING:
    from onboard.work import Shown


AFTER = "after the proof"


class PlanList(OptionList):
    """Up and Down mark a step; a click opens it."""

    DEFAULT_CSS = """
    PlanList, PlanList:focus {
        border: none; padding: 0; background: transparent; background-tint: transparent;
        height: auto; max-height: 100%;
    }
    PlanList > .option-list--option-highlighted, PlanList:focus > .option-list--option-highlighted {
        background: $surface; color: $foreground; text-style: bold;
    }
    """

    def __init__(self, steps: Sequence[Shown], before_proof: int) -> None:
        super().__init__(markup=False, compact=True)
        self._before_proof = before_proof
        self._steps = tuple(steps)
        self.add_options([Option(self._row(i)) for i in range(len(self._steps))])
        self.highlighted = 0

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self._draw()

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        for index in range(self.option_count):
            self.replace_option_prompt_at_index(index, self._row(index))

    def _row(self, index: int) -> Content:
        shown = self._steps[index]
        room = min(self.size.width or WIDEST, WIDEST) - 1
        mark = ("▸", "$primary") if index == self.highlighted else " "
        head = Content.assemble(mark, f" {index + 1:<2} ", (f"{shown.where:<6}", "$quiet"))
        target, space = short_home(_without_brief(shown)), room - head.cell_length
        brief = shown.brief if len(target) + 2 + len(shown.brief) <= space else ""
        if index >= self._before_proof:  # that these wait must be seen on every screen
            brief = brief or AFTER
            space -= len(brief) + 2
        target = middle(target, space)
        return ends(Content.assemble(head, target), Content.styled(brief, "$quiet not bold"), room)


def _without_brief(shown: Shown) -> str:
    """The target, less what the few words repeat."""
    return shown.target.removesuffix(shown.brief).rstrip() if shown.brief else shown.target
