"""Tells an Enter that was meant from a double press and from a held key."""

from math import inf

STILL = 0.3
"""Seconds without any Enter that a page needs before one counts."""
HASTY = 1.0
"""Longer than any keyboard waits before it repeats a held key, in seconds."""
REPEAT = 0.12
"""Longer than the gap between two repeats of a held key, in seconds."""


class Enters:
    """Every Enter of this app; times are those of the key press, not of its handling."""

    def __init__(self) -> None:
        self.last = -inf
        self.hasty = False
        """Whether the last Enter may be the first repeat of a held one."""
        self._appeared = inf

    def page_appears(self) -> None:
        """A page is on its way; until the person can see it no Enter counts."""
        self._appeared = inf

    def page_appeared(self, at: float) -> None:
        """The person can see the page now."""
        self._appeared = at

    def pressed(self, at: float) -> bool:
        """Whether this Enter counts."""
        still = at - max(self.last, self._appeared)
        self.hasty = at - self.last < HASTY
        self.last = at
        return still >= STILL
