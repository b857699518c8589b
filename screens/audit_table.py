"""What stands in the table of an audit: which rows, in which order, how wide. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from screens.text import middle

if TYPE_CHECKING:
    from onboard.audit import Row

COLUMNS = ("User", "Type", "Id", "Status", "Days", "")
WIDTHS = {"Type": 6, "Id": 20, "Status": 8, "Days": 5, "": 5}
SHORT = {"git-credential": "HTTPS", "ssh-key": "SSH", "access-key": "Access"}
SMALL_ID, SMALL_USER, LARGE_USER = 9, 10, 30
"""Columns of an id where there is little room, and of a user's name at least and at most."""
ROOM_FOR_ID = 76
SHOWN = 200
"""Rows that are put into the table; whoever looks for more than these is better off filtering."""

ORDERS: dict[str, Callable[[Row], Any]] = {
    "User": lambda row: row.user.lower(),
    "Type": lambda row: SHORT[row.type],
    "Id": lambda row: row.id,
    "Status": lambda row: row.status,
    "Days": lambda row: row.age_days,
    "": lambda row: row.due,
}


def matching(rows: Iterable[Row], wanted: str) -> list[Row]:
    """The rows in which every word stands somewhere, whatever the case."""
    words = wanted.lower().split()
    return [row for row in rows if all(word in _text(row) for word in words)]


def ordered(rows: Sequence[Row], column: str, *, falling: bool) -> list[Row]:
    """By that column, then by user."""
    by_user = sorted(rows, key=ORDERS["User"])
    return sorted(by_user, key=ORDERS[column], reverse=falling)


def widths(room: int) -> dict[str, int]:
    """How wide each column is in a table of that many."""
    fixed = WIDTHS if room >= ROOM_FOR_ID else {**WIDTHS, "Id": SMALL_ID}
    rest = room - sum(fixed.values()) - 2 * len(COLUMNS)
    return {"User": min(max(rest, SMALL_USER), LARGE_USER), **fixed}


def cells(row: Row, wide: dict[str, int], due: str) -> tuple[str, ...]:
    """One row's texts; `due` is the mark of one that is."""
    return (
        middle(row.user, wide["User"]),
        SHORT[row.type],
        middle(row.id, wide["Id"]),
        row.status,
        f"{row.age_days:>{wide['Days']}}",
        due if row.due else "",
    )


def whole(row: Row, wide: dict[str, int]) -> str:
    """The user and the id of the row where the table has them shortened, else nothing."""
    cut = middle(row.user, wide["User"]) != row.user or middle(row.id, wide["Id"]) != row.id
    return f"{row.user}  {row.id}" if cut else ""


def place_of(row: Row | None, rows: Sequence[Row], otherwise: int) -> int:
    """Where that credential is among these now."""
    same = (at for at, one in enumerate(rows) if row and (one.user, one.id) == (row.user, row.id))
    return next(same, otherwise)


def _text(row: Row) -> str:
    due = "due" if row.due else ""
    return f"{row.user} {SHORT[row.type]} {row.type} {row.id} {row.status} {due}".lower()
