"""What the doctor's reads found, in a short sentence each."""

from onboard.situation.case import Attempted

RIGHT = 60.0
"""Seconds by which a clock may be off and still count as right here."""


def attempt(found: Attempted | None) -> str:
    """What git got."""
    if found is None:
        return "There is no repository to try with git"
    return "git itself is let in" if found.ok else "git itself is not let in"


def let_in(found: Attempted | None) -> bool:
    """Whether it was."""
    return found is not None and found.ok


def clock(ahead: float | None) -> str:
    """How the clock is against AWS's."""
    if ahead is None:
        return "The clock could not be compared with AWS's"
    if is_right(ahead):
        return "The clock is right"
    return f"The clock is {abs(ahead) / 60:.0f} minutes {'ahead' if ahead > 0 else 'behind'}"


def is_right(ahead: float | None) -> bool:
    """Whether the clock is as it should be."""
    return ahead is not None and abs(ahead) < RIGHT


def repository(there: bool | None) -> str:
    """Whether AWS has it."""
    if there is None:
        return "Whether AWS has the repository could not be read"
    return "AWS has the repository" if there else "AWS has no such repository there"
