"""Text on a page: content that is never read as markup, fitted into its line."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widgets import Static

from screens.signs import COLOURS

if TYPE_CHECKING:
    from onboard.situation import Identity

WIDEST = 76
"""Columns of a line of text at most."""


def words(*parts: str | tuple[str, str] | Content, **attributes: Any) -> Static:
    """A piece of text made of plain and styled parts."""
    return Static(Content.assemble(*parts), markup=False, **attributes)


def sign(mark: str) -> tuple[str, str]:
    """A sign with the colour that repeats it."""
    return mark, f"{COLOURS.get(mark, '')} bold"


def middle(text: str, room: int) -> str:
    """The text, shortened in the middle where it does not fit."""
    if len(text) <= room:
        return text
    if room < 3:
        return text[: max(room, 0)]
    head = (room - 1) // 2
    return f"{text[:head]}…{text[len(text) - (room - 1 - head) :]}"


def ends(left: Content, right: Content, room: int) -> Content:
    """One line: the left part, and the right part at its right end."""
    gap = room - left.cell_length - right.cell_length
    return Content.assemble(left, " " * max(gap, 1), right)


def folded(text: str, room: int) -> list[str]:
    """The text's lines, wrapped between words."""
    return [
        piece
        for line in text.splitlines() or [""]
        for piece in textwrap.wrap(line, max(room, 10), break_on_hyphens=False) or [""]
    ]


def account_number(account: str) -> str:
    """An account as the AWS console writes it: 1111-2222-3333."""
    if len(account) != 12:
        return account
    return f"{account[:4]}-{account[4:8]}-{account[8:]}"


def short_home(text: str) -> str:
    """A path with ~ for the person's home, as far as it can be told from the text alone."""
    import re

    return re.sub(r"^(/home/[^/]+|/Users/[^/]+|/root)(?=/|$)", "~", text)


def whose(identity: Identity) -> str:
    """Who is signed in, for the header."""
    name = identity.name or identity.session
    if identity.kind == "root":
        name = "root user"
    elif identity.kind == "identity-center":
        name = identity.session or identity.name
    return " · ".join(part for part in (name, account_number(identity.account)) if part)


def seconds(value: float) -> str:
    """A duration in the list of what was done."""
    return f"{value:.1f} s"
