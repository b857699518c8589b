"""What the doctor finds, on the page of a proof that failed: it looks by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from screens.background import in_background
from screens.signs import NOW
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.doctor.examine import Examined


class Consulted(Static):
    """One paragraph, which comes when the doctor has looked."""

    class Looked(Message):
        """The doctor has looked."""

        def __init__(self, seen: Examined) -> None:
            super().__init__()
            self.seen = seen

    def __init__(self, look: Callable[[], Examined]) -> None:
        super().__init__(markup=False, classes="gap")
        self._look = look

    def on_mount(self) -> None:
        self.update(words(sign(NOW), " The doctor looks for the cause").content)
        self._consult()

    @work(exclusive=True)
    async def _consult(self) -> None:
        from onboard.errors import OnboardError

        try:
            seen = await in_background(self._look)
        except OnboardError:  # the page has said already why AWS or git cannot be asked
            self.update("")
            return
        self.update(found(seen))
        self.post_message(self.Looked(seen))


def found(seen: Examined) -> Content:
    """The first finding, how many there are, and the key that shows them."""
    from onboard.doctor.codes import code

    label = ("Doctor  ", "$quiet")
    if not seen.wrong:
        return Content.assemble(label, "It finds nothing else that is wrong.")
    first, *others = seen.wrong
    more = f" ({len(others)} more)" if others else ""
    does = "shows it, and mends it" if first in seen.mendable else "shows what to do"
    return Content.assemble(
        label, (f"{code(first.id)} {first.summary}", "bold"), more, f" D {does}."
    )
