"""What a pasted message means, as the Explain page says it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from screens.signs import LOOK, NOT_FOR_YOU, NOW
from screens.text import WIDEST, folded, sign

if TYPE_CHECKING:
    from onboard.doctor.explain import Match

UNKNOWN = (
    "This is no message that onboard knows, so it says nothing about its cause. The doctor looks "
    "at git, ssh and AWS on this machine itself."
)
SURE = {"high": "sure", "medium": "likely", "low": "possible"}


def explained(
    matches: Sequence[Match], as_typed: Callable[[str], str], width: int
) -> list[Content]:
    """Line by line: the likeliest cause with its next step, then what else it may be."""
    room = min(width - 3, WIDEST)
    if not matches:
        return _hanging(sign(LOOK), "", UNKNOWN, room)
    first, *others = matches
    lines = _match(first, as_typed, room, sign(NOW), "bold")
    if others:
        lines += [Content(""), Content("It may also be this:")]
    for one in others:
        lines += _match(one, as_typed, room, sign(NOT_FOR_YOU), "")
    return lines


def _match(
    match: Match, as_typed: Callable[[str], str], room: int, mark: tuple[str, str], style: str
) -> list[Content]:
    from onboard.doctor.codes import code

    label = f"{code(match.symptom):<4} "
    sure = f"{SURE[match.confidence]}: {match.why}"
    return [
        *_hanging(mark, label, match.cause, room, style),
        *_hanging(("", ""), " Next      ", as_typed(match.next), room, "bold"),
        *_hanging(("", ""), " How sure  ", sure, room),
    ]


def _hanging(
    mark: tuple[str, str], label: str, text: str, room: int, style: str = ""
) -> list[Content]:
    """A label, and the text folded beside it."""
    begin = Content.assemble(mark, " ", (label, "$quiet"))
    first, *rest = folded(text, room - begin.cell_length)
    indent = " " * begin.cell_length
    lines = [Content.assemble(begin, (first, style))]
    return [*lines, *(Content.assemble(indent, (line, style)) for line in rest)]
