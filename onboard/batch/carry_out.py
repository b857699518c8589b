"""The loop over the rows: each is a run of its own, so that one that fails stops no other."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from onboard import files, journal
from onboard.apply import finish, go_on, undo
from onboard.aws.connection import Connection
from onboard.batch import Batch, Outcome, Row, State, record
from onboard.batch.look import Planned
from onboard.desk import BATCH, Operator
from onboard.desk.words import with_policy
from onboard.errors import NotSignedIn, OnboardError, Throttled, Unreachable
from onboard.journal import Journal
from onboard.places import Places
from onboard.resume import resume
from onboard.steps.step import Bench
from onboard.work import Plan, Run, Stop, never

ATTEMPTS, FIRST_PAUSE, LONGEST_PAUSE = 10, 0.5, 20.0
"""How often a row is tried while AWS says that it is asked too often, and seconds in between."""
IN_A_ROW = 3
"""Rows after which a network that does not answer ends the batch."""
LOCK_SECONDS = 60.0
Hear: TypeAlias = Callable[[Outcome], None]
Sleep: TypeAlias = Callable[[float], None]


@dataclass
class Worker:
    """What one call of a batch works with."""

    places: Places
    batch: Batch
    operator: Operator
    connection: Connection
    hear: Hear
    stop: Stop = never
    sleep: Sleep = time.sleep
    _pause: float = 0.0
    """Between two rows: it grows when AWS asks for it, and shrinks again."""

    def carry_out(self, planned: Sequence[Planned]) -> tuple[Outcome, ...]:
        """Every row, in order; those that were not come to when it ended early are waiting."""
        outcomes: list[Outcome] = []
        silent_rows = 0
        for one in planned:
            ended = self.stop() or silent_rows >= IN_A_ROW or _signed_out(outcomes)
            outcome = Outcome(one.row, State.WAITING) if ended else self._tried(one)
            silent_rows = silent_rows + 1 if isinstance(outcome.error, Unreachable) else 0
            outcomes.append(outcome)
            self.hear(outcome)
        return tuple(outcomes)

    def take_back(self) -> tuple[Outcome, ...]:
        """Every row that changed something, newest first; a row that cannot be stays as it is."""
        outcomes = []
        for row in reversed(self.batch.rows):
            outcome = self._taken_back(row)
            if outcome:
                outcomes.append(outcome)
                self.hear(outcome)
        record.close(self.places, self.batch)
        return tuple(outcomes)

    def _tried(self, planned: Planned) -> Outcome:
        """With patience where AWS is asked too often."""
        for attempt in range(1, ATTEMPTS + 1):
            self._wait(attempt)
            outcome = self._one(planned)
            if not isinstance(outcome.error, Throttled) or self.stop():
                self._pause = self._pause / 2 if attempt == 1 else self._pause
                break
        return outcome

    def _wait(self, attempt: int) -> None:
        if attempt > 1:
            self._pause = min(max(self._pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
        if self._pause > FIRST_PAUSE / 8:
            self.sleep(self._pause * random.uniform(0.5, 1))  # noqa: S311 - no secret

    def _one(self, planned: Planned) -> Outcome:
        """The row as far as it is not done yet: another process may have been quicker."""
        row = planned.row
        try:
            with files.locked(self.places, LOCK_SECONDS):
                found = record.journal_of(self.places, self.batch, row)
                if found and record.state(found) is State.DONE:
                    return Outcome(row, State.DONE, found.run, before=True)
                if found and record.state(found) is State.BROKEN_OFF:
                    return Outcome(row, State.DONE, resume(found, self._bench()))
                return Outcome(row, State.DONE, self._applied(planned))
        except OnboardError as error:
            return self._failed(row, error, planned.plan)

    def _applied(self, planned: Planned) -> Run:
        if planned.plan is None:
            raise planned.error or OnboardError("There is no plan for this row.")
        bench = self._bench()
        for step in planned.plan.steps:
            step.check(bench)
        return go_on(self._start(planned.row, planned.plan), bench)

    def _start(self, row: Row, plan: Plan) -> Journal:
        own = record.places_of(self.places, self.batch)
        return journal.start(own, plan, record.run_id(self.batch, row))

    def _failed(self, row: Row, error: OnboardError, plan: Plan | None = None) -> Outcome:
        """What stood in the way, kept too: it was tried, and nothing of it is left."""
        error = with_policy(error, self.operator, row.wish.user)
        found = record.journal_of(self.places, self.batch, row)
        if found is None:
            found = self._start(row, plan or _no_plan(self.batch, row))
            finish(found, "failed")
        if record.state(found) is State.BROKEN_OFF:
            error.hint = f"When that is mended: onboard resume {self.batch.id}"
        return Outcome(row, record.state(found), None, error)

    def _taken_back(self, row: Row) -> Outcome | None:
        try:
            with files.locked(self.places, LOCK_SECONDS):
                found = record.journal_of(self.places, self.batch, row)
                if found is None or found.run.state not in journal.CHANGED:
                    return None
                left = undo(found, self._bench())
        except OnboardError as error:
            return self._failed(row, error)
        words = OnboardError(" ".join(left)) if left else None
        return Outcome(row, State.UNDONE, found.run, words)

    def _bench(self) -> Bench:
        return Bench(self.places, self.connection)


def _no_plan(batch: Batch, row: Row) -> Plan:
    where = (batch.account, batch.profile, batch.region)
    return Plan(BATCH, row.wish.method, *where, steps=())


def _signed_out(outcomes: Sequence[Outcome]) -> bool:
    """Whether the last row said that nobody is signed in any more, which would meet them all."""
    return bool(outcomes) and (
        isinstance(outcomes[-1].error, NotSignedIn)
        or (outcomes[-1].state is State.WAITING and outcomes[-1].error is None)
    )
