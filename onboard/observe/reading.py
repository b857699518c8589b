"""Reads that go on side by side, each with a time limit; one that fails is a fact."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from onboard.background import begin
from onboard.errors import OnboardError
from onboard.situation import Unknown
from onboard.work import Progress, Report

T = TypeVar("T")
EXPECTED = ("access-denied", "mfa-needed", "not-installed")
"""Failures that say nothing new where the read itself is not told."""


@dataclass
class Reading(Generic[T]):
    """One read that is under way."""

    what: str
    _future: "Future[T]"
    _until: float

    def result(self) -> T:
        """What was read; raises OnboardError, or TimeoutError when it is late."""
        return self._future.result(max(0.0, self._until - time.monotonic()))

    def fact(self) -> T | Unknown:
        """What was read, or why it could not be."""
        try:
            return self.result()
        except (OnboardError, OSError) as error:
            return unknown(error, self.what)

    def value(self, default: T) -> T:
        """What was read, or the default where it could not be."""
        found = self.fact()
        return default if isinstance(found, Unknown) else found


def unknown(error: OnboardError | OSError, what: str) -> Unknown:
    """The failure of a read as a fact; TimeoutError is an OSError."""
    if isinstance(error, TimeoutError):
        return Unknown(f"{what}: no answer in time.", "unreachable")
    if isinstance(error, OSError):
        return Unknown(f"{what}: {error.strerror or type(error).__name__}.", "file-refused")
    return Unknown(error.message, error.code, getattr(error, "action", ""))


@dataclass
class Reads:
    """Starts reads and tells what each found, until it is closed."""

    report: Report
    _open: bool = True
    _lock: Lock = field(default_factory=Lock)

    def begin(
        self,
        what: str,
        read: Callable[[], T],
        seconds: float,
        told: Callable[[T], str] | None = None,
        fine: Callable[[T], bool] = lambda _: True,
    ) -> Reading[T]:
        """Read in a thread of its own; `told` puts what was found in a short sentence.

        Without it only a failure is told. `what` names it, as "Your repositories"; `fine`
        says whether what was found is as it should be.
        """

        def work() -> T:
            if told:
                self._tell(what, what, "running")
            try:
                found = read()
            except (OnboardError, OSError) as error:
                failure = unknown(error, what)
                if told or failure.code not in EXPECTED:
                    self._tell(what, failure.reason, "failed")
                raise
            if told:
                self._tell(what, told(found), "done" if fine(found) else "failed")
            return found

        return Reading(what, begin(work), time.monotonic() + seconds)

    def close(self) -> None:
        """Late reads are not heard any more."""
        with self._lock:
            self._open = False

    def _tell(self, about: str, text: str, state: str) -> None:
        """Report one fact; two threads never report at once, and none after the end."""
        with self._lock:
            if self._open:
                self.report(Progress("observe", text, state, about=about))
