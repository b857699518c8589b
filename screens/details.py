"""The details of one step of the plan: its call with parameters, or its file as a diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content

from screens.boxes import Box
from screens.diffs import Line, diff, is_file
from screens.text import words

if TYPE_CHECKING:
    from onboard.work import Shown

_STYLES = {"+": "$text-success", "-": "$text-error", "…": "$quiet"}


class DetailsBox(Box):
    """One step, whole."""

    BINDINGS = [Binding("f2,d", "close", show=False)]

    def __init__(self, number: int, shown: Shown) -> None:
        super().__init__(f"Step {number}: {shown.summary}")
        self._shown = shown

    def inside(self) -> ComposeResult:
        shown = self._shown
        place = "AWS call" if shown.where == "AWS" else "On this machine"
        yield words((f"{place}  ", "$quiet"), shown.target)
        yield words("")
        if is_file(shown):
            yield words(
                Content("\n").join(_drawn(line) for line in diff(shown.before, shown.after))
            )
        else:
            yield words(*[f"  {line}\n" for line in shown.after.splitlines()])
        yield words("")
        yield words(("Undo  ", "$quiet"), shown.undone)


def _drawn(line: Line) -> Content:
    number = "" if line.number is None else str(line.number)
    text = line.text.replace("\t", "    ")
    return Content.assemble(
        (f"{number:>4} ", "$quiet"), (f"{line.mark} {text}", _STYLES.get(line.mark, ""))
    )
