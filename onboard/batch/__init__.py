"""Many users at once: the rows of a table, and how far each has come. Values only."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from onboard.desk import Wish
from onboard.errors import OnboardError
from onboard.work import Run


@dataclass(frozen=True)
class Row:
    """One user's line."""

    where: str
    """Where it stands, as `line 3` or the name of a request's file."""
    wish: Wish
    file: Path | None = None
    """Where it is handed over: a file that is not there yet."""

    @property
    def deed(self) -> Wish:
        """What it asks for, whoever asked: the same deed is not done twice."""
        return replace(self.wish, user=self.wish.user.lower(), request="")


@dataclass(frozen=True)
class Batch:
    """A table that was begun."""

    id: str
    at: datetime
    sources: tuple[str, ...]
    """The absolute paths of the files it came from."""
    account: str
    profile: str | None
    region: str
    rows: tuple[Row, ...]
    closed: bool = False
    """Whether nobody is to go on with it: it was taken back, or another took its place."""

    @property
    def folder(self) -> Path | None:
        """Where it hands over."""
        return next((row.file.parent for row in self.rows if row.file), None)


class State(StrEnum):
    """How far a row has come."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    """And what was begun was put back."""
    BROKEN_OFF = "broken-off"
    """It ended in the middle, and may hold a credential that nobody has."""
    UNDONE = "undone"


@dataclass(frozen=True)
class Outcome:
    """What came of a row."""

    row: Row
    state: State
    run: Run | None = None
    error: OnboardError | None = None
    before: bool = False
    """Whether it was done by an earlier call."""
