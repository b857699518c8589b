"""A list of choices, one line each; only the chosen one opens, refused ones are dimmed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from screens.signs import NOT_FOR_YOU
from screens.text import WIDEST, ends, folded, middle

BAR = "▌"
FEW = 6
"""Up to so many cards the list is as high as they are; more scroll."""


@dataclass(frozen=True)
class Card:
    """One choice."""

    key: str
    name: str
    remark: str = ""
    """A few words at the right end of its line."""
    lines: tuple[str, ...] = ()
    """What it says when it is the chosen one."""
    refused: str = ""
    """Why it cannot be chosen; empty where it can."""


class Cards(OptionList):
    """Up and Down move over the choices; the page asks for `chosen`."""

    DEFAULT_CSS = """
    Cards, Cards:focus {
        border: none; padding: 0; background: transparent; background-tint: transparent;
        height: auto; max-height: 100%;
        scrollbar-size-vertical: 1; scrollbar-color: $quiet; scrollbar-background: $background;
    }
    Cards > .option-list--option-highlighted, Cards:focus > .option-list--option-highlighted {
        background: $surface; color: $foreground; text-style: none;
    }
    Cards > .option-list--option-hover { background: $panel; }
    Cards > .option-list--option-disabled { color: $quiet; }
    """

    def __init__(self, cards: Sequence[Card], chosen: str | None = None) -> None:
        super().__init__(markup=False, compact=True)
        self.set_class(len(cards) > FEW, "long")
        self._cards: tuple[Card, ...] = ()
        self.show_cards(cards, chosen)

    def on_mount(self) -> None:
        if self.parent:
            self.parent.set_class(self.has_class("long"), "long")

    @property
    def chosen(self) -> str:
        """The key of the chosen card."""
        return self._cards[self.highlighted or 0].key

    def show_cards(self, cards: Sequence[Card], chosen: str | None = None) -> None:
        """Show these; the chosen one, or the first that can be chosen, is open."""
        self._cards = tuple(cards)
        keys = [card.key for card in cards if not card.refused]
        wanted = chosen if chosen in keys else (keys or [cards[0].key])[0]
        at = next(i for i, card in enumerate(cards) if card.key == wanted)
        with self.prevent(OptionList.OptionHighlighted):
            self.clear_options()
            self.add_options(
                [
                    Option(self._prompt(card, i == at), disabled=bool(card.refused))
                    for i, card in enumerate(cards)
                ]
            )
            self.highlighted = at

    def watch_highlighted(self, highlighted: int | None) -> None:
        super().watch_highlighted(highlighted)
        self._draw()

    def check_consume_key(self, key: str, character: str | None) -> bool:
        return self.has_class("long") and bool(character and character.isalnum())

    def on_key(self, event: events.Key) -> None:
        """In a long list a letter goes to the next card that begins with it."""
        if not self.check_consume_key(event.key, event.character):
            return
        event.stop()
        count, at = len(self._cards), self.highlighted or 0
        for step in range(1, count + 1):
            index = (at + step) % count
            if self._cards[index].name.lower().startswith(str(event.character).lower()):
                self.highlighted = index
                return

    def on_resize(self, _: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        for index, card in enumerate(self._cards[: self.option_count]):
            self.replace_option_prompt_at_index(
                index, self._prompt(card, index == self.highlighted)
            )

    def _prompt(self, card: Card, is_open: bool) -> Content:
        room = min(self.scrollable_content_region.width or WIDEST, WIDEST) - 1
        if card.refused:
            return self._refused(card, room)
        edge = (f"{BAR} ", "$primary") if is_open else "  "
        name = Content.assemble(edge, (card.name, "bold" if is_open else ""))
        remark = middle(card.remark, room - name.cell_length - 2)
        head = ends(name, Content.styled(remark, "$quiet"), room)
        body = [piece for line in card.lines for piece in folded(line, room - 5)]
        opened = [Content.assemble(edge, "  ", line) for line in body] if is_open else []
        return Content("\n").join([head, *opened, *self._air()])

    def _air(self) -> list[Content]:
        """A line between the cards, where the screen has room for it."""
        roomy = self.is_attached and self.screen.has_class("-tall") and not self.has_class("long")
        return [Content("")] if roomy else []

    def _refused(self, card: Card, room: int) -> Content:
        head, *rest = folded(f"{card.name}: not for you. {card.refused}", room - 4)
        lines = [f"{NOT_FOR_YOU} {head}", *(f"    {line}" for line in rest)]
        return Content("\n").join([Content("\n".join(lines)), *self._air()])
