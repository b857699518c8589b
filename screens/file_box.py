"""A box that asks for the name of a new file."""

from __future__ import annotations

from textual.app import ComposeResult

from screens.boxes import AskBox
from screens.fields import Typed
from screens.text import words


class FileBox(AskBox):
    """`name_typed` is the name that Enter takes."""

    def __init__(self, heading: str, name: str, text: str) -> None:
        super().__init__(heading, text, "Save")
        self._field = Typed(name, id="name")

    @property
    def name_typed(self) -> str:
        """What stands in the field."""
        return self._field.value.strip()

    def inside(self) -> ComposeResult:
        yield self._field
        yield words(self._text, classes="quiet")

    def on_mount(self) -> None:
        self._field.focus()

    def enter(self) -> None:
        if self.name_typed:
            super().enter()
