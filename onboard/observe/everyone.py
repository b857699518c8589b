"""What IAM holds for every user of the account, read side by side at the pace that IAM allows."""

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime
from queue import Empty, SimpleQueue
from threading import Event
from typing import TypeAlias, TypeVar

from onboard.audit import Audit, Audited, Found, Hear, unheard
from onboard.aws import iam
from onboard.aws.connection import Connection
from onboard.background import begin
from onboard.errors import AccessDenied, OnboardError, RefusedByAws, Unreachable
from onboard.observe.reading import unknown
from onboard.situation import GitCredential, Holdings, Unknown
from onboard.work import Stop, never

T = TypeVar("T")
Git: TypeAlias = Mapping[str, tuple[GitCredential, ...]] | None
"""Everybody's Git credentials by user; None where each user is to be asked for."""

READERS = 8
"""Users that are read at once."""
BEAT, PATIENCE = 0.1, 90.0
"""Seconds between two looks at `stop`, and without any answer until it is given up."""
LEAVE = (
    "Ask an administrator to attach the AWS managed policy IAMReadOnlyAccess to you, or to allow "
    "you iam:ListUsers, iam:ListServiceSpecificCredentials, iam:ListSSHPublicKeys and "
    "iam:ListAccessKeys."
)


def read_everyone(connection: Connection, hear: Hear = unheard, stop: Stop = never) -> Audit:
    """Read every user; what was read until `stop` or a failure is kept.

    Raises OnboardError where not even the users can be listed.
    """
    many = connection.for_many(READERS)
    now = datetime.now(UTC)
    listing, git = begin(lambda: iam.list_users(many)), begin(lambda: _everybodys_git(many))
    try:
        names, all_git = _awaited(listing, stop), _awaited(git, stop)
    except AccessDenied as error:
        raise AccessDenied(error.message, LEAVE, error.action) from error
    if names is None:
        return Audit(now, stopped=True)
    hear(Found(None, 0, len(names)))
    collecting = _Collecting(now, hear, stop, len(names))
    return collecting.collect(_started(many, names, all_git))


@dataclass
class _Readers:
    """What the readers have answered, and how they are told to end."""

    answers: "SimpleQueue[Audited | BaseException | None]" = field(default_factory=SimpleQueue)
    ending: Event = field(default_factory=Event)


def _started(connection: Connection, names: tuple[str, ...], git: Git) -> _Readers:
    """Readers at work, who take one name after the other."""
    readers, waiting = _Readers(), SimpleQueue[str]()
    for name in names:
        waiting.put(name)

    def work() -> None:
        try:
            for name in _taken(waiting, readers.ending):
                readers.answers.put(_read(connection, name, git))
        except BaseException as error:  # it belongs to whoever collects the answers
            readers.answers.put(error)

    for _ in range(READERS):
        begin(work)
    return readers


def _taken(waiting: "SimpleQueue[str]", ending: Event) -> Iterator[str]:
    while not ending.is_set():
        try:
            yield waiting.get_nowait()
        except Empty:
            return


@dataclass
class _Collecting:
    """Takes the answers one by one, on the caller's thread."""

    now: datetime
    hear: Hear
    stop: Stop
    of: int
    users: list[Audited] = field(default_factory=list)
    done: int = 0

    def collect(self, readers: _Readers) -> Audit:
        """What was read, until all is read, or the person or a failure ends it."""
        problem: OnboardError | None = None
        stopped = False
        try:
            while self.done < self.of and not stopped:
                stopped = not self._take_one(readers)
        except OnboardError as error:
            problem = error
        finally:
            readers.ending.set()
        self._take_the_rest(readers)
        users = tuple(sorted(self.users, key=lambda user: user.name))
        return Audit(self.now, users, self.of, stopped, problem)

    def _take_one(self, readers: _Readers) -> bool:
        """Take the next answer; False where the person ends it first."""
        until = time.monotonic() + PATIENCE
        while not self.stop():
            try:
                answer = readers.answers.get(timeout=BEAT)
            except Empty:
                _check_patience(until)
                continue
            if isinstance(answer, BaseException):
                raise answer
            self._count(answer)
            return True
        return False

    def _take_the_rest(self, readers: _Readers) -> None:
        """What came before the end; calls that are still under way are not waited for."""
        while True:
            try:
                answer = readers.answers.get_nowait()
            except Empty:
                return
            if not isinstance(answer, BaseException):
                self._count(answer)

    def _count(self, user: Audited | None) -> None:
        self.done += 1
        if user is not None:
            self.users.append(user)
        self.hear(Found(user, self.done, self.of))


def _check_patience(until: float) -> None:
    if time.monotonic() > until:
        raise Unreachable(f"IAM has not answered for {PATIENCE:.0f} seconds.", "Try again later.")


def _read(connection: Connection, name: str, git: Git) -> Audited | None:
    """One user; None where it was deleted meanwhile."""
    try:
        own_git = (
            _fact(lambda: iam.list_git_credentials(connection, name))
            if git is None
            else git.get(name, ())
        )
        ssh = _fact(lambda: iam.list_ssh_keys(connection, name, bodies=False))
        access = _fact(lambda: iam.list_access_keys(connection, name))
    except RefusedByAws as error:
        if error.aws_code == "NoSuchEntity":
            return None
        raise
    return Audited(name, Holdings(own_git, ssh, access))


def _fact(read: Callable[[], T]) -> T | Unknown:
    """What was read, or that we may not; other failures would meet every user, and are raised."""
    try:
        return read()
    except AccessDenied as error:
        return unknown(error, "")


def _everybodys_git(connection: Connection) -> Git:
    """In a few calls for all users, where IAM lets us."""
    found: dict[str, list[GitCredential]] = {}
    try:
        for user, one in iam.list_all_git_credentials(connection):
            found.setdefault(user, []).append(one)
    except OnboardError:
        return None
    return {user: tuple(sorted(held, key=lambda one: one.created)) for user, held in found.items()}


def _awaited(future: "Future[T]", stop: Stop) -> T | None:
    """The result; None where the person ends it first."""
    until = time.monotonic() + PATIENCE
    while not stop():
        if wait([future], BEAT).done:
            return future.result()
        _check_patience(until)
    return None
