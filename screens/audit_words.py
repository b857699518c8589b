"""What the Audit page says about the reading: how far it is, and how it ended. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from screens.signs import DONE, FAILED, LOOK, NOW
from screens.text import sign

if TYPE_CHECKING:
    from onboard.audit import Audit, Found, Row
    from onboard.errors import OnboardError


def reading(found: Found | None) -> Content:
    """How many users have been read."""
    text = "Listing the users of the account"
    if found:
        text = f"Reading users: {found.done:,} of {found.of:,}"
    return Content.assemble(sign(NOW), f" {text}")


def refused(error: OnboardError) -> Content:
    """Why nothing could be read, and what to do."""
    return Content.assemble(sign(FAILED), f" {error.message} ", (error.hint, "bold"))


def read(audit: Audit, rows: Sequence[Row]) -> Content:
    """What was read, and what is missing."""
    from onboard.audit import refusals

    users = f"{len(audit.users):,}"
    sums = f"{len(rows):,} credentials, {sum(row.due for row in rows):,} due"
    if audit.stopped or audit.problem:
        begin = f" Partial: {users} of {audit.of:,} users; {sums}. "
        return Content.assemble(sign(LOOK), begin, _why(audit))
    denied = [f"{what} for {len(whose):,}" for what, whose in refusals(audit.users).items()]
    if denied:
        ending = f" {users} users; {sums}. AWS refuses you {', '.join(denied)}. "
        ask = "Ask an administrator to attach IAMReadOnlyAccess to you."
        return Content.assemble(sign(LOOK), ending, (ask, "bold"))
    return Content.assemble(sign(DONE), f" {users} users; {sums}.")


def _why(audit: Audit) -> tuple[str, str]:
    problem = audit.problem
    return (f"{problem.message} {problem.hint}", "bold") if problem else ("You stopped it.", "")
