"""The loop over steps: the only stage that writes, and what takes a run back."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from onboard import files, journal
from onboard.errors import OnboardError
from onboard.journal import Journal
from onboard.places import Places
from onboard.steps.step import Bench
from onboard.work import Materials, Plan, Progress, Ref, Report, Run, Stop, never, silent

if TYPE_CHECKING:
    from onboard.aws.session import Connection


class Stopped(OnboardError):
    """The person asked to stop between two steps."""

    code = "interrupted"
    exit_status = 130


def apply(
    plan: Plan,
    places: Places,
    connection: "Connection | None",
    materials: Materials | None = None,
    report: Report = silent,
    stop: Stop = never,
) -> Run:
    """Apply the plan's steps in order.

    Raises the step's OnboardError after everything that was begun has been put back; its message
    says so. A plan without steps writes nothing and leaves no journal entry.
    """
    bench = Bench(places, connection, materials or Materials())
    if not plan.steps:
        return Run("", datetime.now(UTC), plan, state="applied")
    with files.locked(places):
        for step in plan.steps:
            step.check(bench)
        return go_on(journal.start(places, plan), bench, report, stop)


def go_on(record: Journal, bench: Bench, report: Report = silent, stop: Stop = never) -> Run:
    """Apply what is missing before the proof; a failure puts the whole run back and is raised."""
    bench.values.update(_values(record.run))
    try:
        for number in range(len(record.run.done) + 1, record.run.plan.before_proof + 1):
            if stop():
                raise Stopped("Stopped, as you asked.", "Run it again when you are ready.")
            _apply_one(record, bench, number, report)
    except OnboardError as error:
        _put_back_after(error, record, bench, report)
        raise
    except Exception as error:  # a defect must leave nothing half done either
        problem = OnboardError(
            f"This is a defect in onboard ({type(error).__name__}).",
            "Run the same command with --debug and report what it prints.",
        )
        _put_back_after(problem, record, bench, report)
        raise problem from error
    finish(record, "applied")
    return record.run


def go_on_proven(record: Journal, bench: Bench, report: Report = silent) -> Run:
    """Apply the steps that waited for the proof.

    Raises the step's OnboardError and puts nothing back: what git has proven is in use by now.
    """
    bench.values.update(_values(record.run))
    take_back(record, bench, len(record.run.done), report)
    record.intents = record.intents[: len(record.run.done)]
    for number in range(len(record.run.done) + 1, len(record.run.plan.steps) + 1):
        try:
            _apply_one(record, bench, number, report)
        except OnboardError as error:
            error.message = f"What is new is proven and in use, but: {error.message}"
            error.hint = f"{error.hint} Then finish it: onboard resume".strip()
            error.args = (error.message,)
            raise
    return record.run


def undo(record: Journal, bench: Bench, report: Report = silent) -> tuple[str, ...]:
    """Take a run back, newest step first; returns what had to be left, and why."""
    left = take_back(record, bench, 0, report)
    finish(record, "undone")
    return left


def take_back(
    record: Journal, bench: Bench, first: int, report: Report = silent
) -> tuple[str, ...]:
    """Undo the steps that were begun, newest first, down to the index `first`."""
    left = [
        take_back_one(record, bench, index, report)
        for index in reversed(range(first, len(record.intents)))
    ]
    return tuple(words for words in left if words)


def take_back_one(record: Journal, bench: Bench, index: int, report: Report = silent) -> str:
    """Undo the step of that index; returns what had to be left and why, or nothing."""
    run = record.run
    bench.values.update(_values(run))
    step = run.plan.steps[index]
    done = run.done[index].undo if index < len(run.done) else {}
    begin = time.monotonic()
    words = step.undo(bench, {**record.intents[index], **done})
    if undone := step.show().undone:
        report(Progress("undo", undone, "done", index + 1, time.monotonic() - begin))
    return words


def finish(record: Journal, state: str) -> None:
    """Write the state that a run has reached."""
    record.run = replace(record.run, state=state)
    record.write()


def _apply_one(record: Journal, bench: Bench, number: int, report: Report) -> None:
    step = record.run.plan.steps[number - 1]
    summary = step.show().summary
    report(Progress("apply", summary, "running", number))
    begin = time.monotonic()
    record.intend(step.intend(bench))
    done = step.apply(bench)
    bench.values.update({Ref(number, what): value for what, value in done.values.items()})
    record.run = replace(record.run, done=(*record.run.done, done))
    record.write()
    words = f"{summary}: {done.note}" if done.note else summary
    report(Progress("apply", words, "done", number, time.monotonic() - begin))


def _put_back_after(error: OnboardError, record: Journal, bench: Bench, report: Report) -> None:
    number = len(record.intents)
    if number > len(record.run.done):
        report(Progress("apply", error.message, "failed", number))
    try:
        left = undo(record, bench, report)
    except OnboardError as second:
        error.message += f" What was begun could not be put back: {second.message}"
        error.hint = f"When that is mended: onboard undo {record.run.id}"
        return
    begun = "Everything that was begun was put back." if record.intents else "Nothing was changed."
    if left:
        begun = "What was begun was put back, but for this:"
    error.message = " ".join([error.message, begun, *left])
    error.args = (error.message,)
    finish(record, "failed")


def _values(run: Run) -> dict[Ref, str]:
    return {
        Ref(number, what): value
        for number, done in enumerate(run.done, 1)
        for what, value in done.values.items()
    }
