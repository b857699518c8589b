"""Every IAM user's CodeCommit credentials, how old they are and what is due: pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from onboard.errors import OnboardError
from onboard.situation import AccessKey, Credential, GitCredential, Holdings, SshKey, Unknown

MAX_AGE = 365
"""Days after which a credential is due, where nobody says otherwise."""


@dataclass(frozen=True)
class Audited:
    """One IAM user, with what could be read of it."""

    name: str
    holdings: Holdings


@dataclass(frozen=True)
class Audit:
    """What was read; the whole of it, unless `stopped` or `problem` says otherwise."""

    now: datetime
    users: tuple[Audited, ...] = ()
    """By name."""
    of: int = 0
    """How many users there are to read."""
    stopped: bool = False
    """Whether the person ended it early."""
    problem: OnboardError | None = None
    """What ended it early."""

    @property
    def complete(self) -> bool:
        """Whether everything was read, of every user."""
        return not (self.stopped or self.problem or refusals(self.users))


@dataclass(frozen=True)
class Found:
    """How many users of how many are done: 0 at the beginning, when they are listed."""

    user: Audited | None
    """The one that was read; None at the beginning, or where it was deleted meanwhile."""
    done: int
    of: int


Hear: TypeAlias = Callable[[Found], None]


def unheard(_: Found) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Row:
    """One credential of one user."""

    user: str
    type: Credential
    id: str
    name: str
    """The Git user name; empty for keys."""
    status: str
    created: datetime
    age_days: int
    due: bool


@dataclass(frozen=True)
class Unread:
    """One type of credential of one user that could not be read."""

    user: str
    type: Credential
    why: str
    """The action that was refused, else the reason."""


def rows(users: Sequence[Audited], now: datetime, max_age: int | None) -> tuple[Row, ...]:
    """Every credential; `due` where it is Active and older than `max_age` days."""
    return tuple(row for user in users for row in rows_of(user, now, max_age))


def rows_of(user: Audited, now: datetime, max_age: int | None) -> tuple[Row, ...]:
    """One user's credentials: Git credentials, SSH keys, access keys, the oldest of each first."""
    return tuple(
        _row(user.name, type_, one, now, max_age)
        for type_, found in _by_type(user.holdings)
        if not isinstance(found, Unknown)
        for one in found
    )


def unread(users: Sequence[Audited]) -> tuple[Unread, ...]:
    """What could not be read."""
    found = ((user.name, type_, rows) for user in users for type_, rows in _by_type(user.holdings))
    return tuple(
        Unread(name, type_, rows.action or rows.reason)
        for name, type_, rows in found
        if isinstance(rows, Unknown)
    )


def refusals(users: Sequence[Audited]) -> dict[str, tuple[str, ...]]:
    """The same by its reason: the users' names."""
    found: dict[str, list[str]] = {}
    for one in unread(users):
        found.setdefault(one.why, []).append(one.user)
    return {what: tuple(names) for what, names in found.items()}


def age_days(created: datetime, now: datetime) -> int:
    """Whole days, never negative: clocks differ."""
    return max((now - created) // timedelta(days=1), 0)


def is_due(status: str, age: int, max_age: int | None) -> bool:
    """Whether it is Active and older than that many days."""
    return max_age is not None and age > max_age and status == "Active"


def _by_type(
    held: Holdings,
) -> tuple[tuple[Credential, Sequence[GitCredential | SshKey | AccessKey] | Unknown], ...]:
    return (
        (Credential.GIT, held.git_credentials),
        (Credential.SSH, held.ssh_keys),
        (Credential.ACCESS, held.access_keys),
    )


def _row(
    user: str,
    type_: Credential,
    one: GitCredential | SshKey | AccessKey,
    now: datetime,
    max_age: int | None,
) -> Row:
    age = age_days(one.created, now)
    name = one.user_name if isinstance(one, GitCredential) else ""
    due = is_due(one.status, age, max_age)
    return Row(user, type_, one.id, name, one.status, one.created, age, due)
