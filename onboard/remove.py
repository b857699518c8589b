"""Clear what this tool ever set up here: run by run as journaled, then what no journal tells of."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from onboard import files, journal
from onboard.apply import finish, take_back_one
from onboard.desk import OF_DESK
from onboard.errors import Irreversible, OnboardError
from onboard.journal import Journal
from onboard.overlap import written
from onboard.places import Places
from onboard.situation import Method
from onboard.steps.git_credential import CreateGitCredential
from onboard.steps.step import Bench, Step
from onboard.steps.unchanged import Changed
from onboard.steps.upload_key import UploadKey
from onboard.successor import Successor, deletions, successor
from onboard.work import Plan, Progress, Report, Run, Shown, silent

if TYPE_CHECKING:
    from onboard.aws.session import Connection

Connect = Callable[[Plan], "Connection | None"]
TAKEN = "removed"
"""In a step's intent: that `remove` has taken it back while others of its run remained."""
PASTED = "paste-keys"


@dataclass(frozen=True)
class Piece:
    """One thing to take out: what the reader sees, and the act; it returns what had to be left."""

    kind: str
    shown: Shown
    act: Callable[[], str] = field(compare=False)


@dataclass(frozen=True)
class Removal:
    """What would be taken out, in order, and what would be left and why."""

    pieces: tuple[Piece, ...] = ()
    left: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()
    """What is ours as well but cannot be taken out here, with the next step."""


@dataclass(frozen=True)
class Removed:
    """What came of it."""

    applied: tuple[int, ...] = ()
    left: tuple[str, ...] = ()
    complete: bool = True
    """Whether nothing of ours is left that should have gone."""


@dataclass(frozen=True)
class Runs:
    """The runs that changed something, newest first: those to take back, and those that stay."""

    going: tuple[Journal, ...]
    staying: tuple[Journal, ...]

    def standing(self, record: Journal, step: Step) -> Run | None:
        """The later run that stays and replaced the same settings."""
        key = written(step)
        for other in self.staying if key else ():
            later = other.run.at > record.run.at
            if later and key in {written(other.run.plan.steps[i]) for i in open_steps(other)}:
                return other.run
        return None

    def staying_steps(self) -> Iterator[Step]:
        """The steps that stand now and will stay."""
        for record in self.staying:
            for index in open_steps(record):
                yield record.run.plan.steps[index]

    def explained(self) -> Iterator[tuple[Step, Mapping[str, Any]]]:
        """Every step that stands now, with its intent."""
        for record in (*self.going, *self.staying):
            for index in open_steps(record):
                yield record.run.plan.steps[index], record.intents[index]


def find_runs(places: Places, method: Method | None, user: str | None = None) -> Runs:
    """The method's runs or all; a run whose removal was begun goes with any. FileRefused.

    With a user, those in which a help desk made something for that one; without, none of them.
    """
    found = [journal.load(places, one.id) for one in journal.history(places)]
    changed = [one for one in found if one.run.state in journal.CHANGED]
    going = [one for one in changed if _wanted(one, method) and _whose(one) == (user or "").lower()]
    # a pasted key may be what IAM is asked with, so it goes last
    ordered = sorted(going, key=lambda one: one.run.plan.command == PASTED)
    return Runs(tuple(ordered), tuple(one for one in changed if one not in going))


def open_steps(record: Journal) -> list[int]:
    """The indices of the steps that were begun and can still be taken back, newest first."""
    steps = record.run.plan.steps
    begun = [i for i, facts in enumerate(record.intents) if TAKEN not in facts]
    return [i for i in reversed(begun) if steps[i].show().undone]


def journaled(runs: Runs, method: Method | None, connect: Connect) -> Removal:
    """What the journal tells."""
    pieces: list[Piece] = []
    left: list[str] = []
    deleted = deletions((*runs.going, *runs.staying))
    for record in runs.going:
        if not record.intents:
            pieces.append(_closed(record))
        kept = successor(record, deleted, connect)
        if kept and kept.steps & {*open_steps(record)}:
            pieces.append(_stays(record, kept))
        for index in open_steps(record):
            if kept and index in kept.steps:
                continue
            step = record.run.plan.steps[index]
            other = runs.standing(record, step)
            if other is None:
                act = partial(_take_back, record, index, connect)
                pieces.append(Piece(step.kind, _shown(record.run, step), act))
            elif method in (None, record.run.plan.method):
                left.append(
                    f"{step.show().target} was left as it is: the run {other.id} "
                    f"({other.plan.method}) came later and its settings stand there now."
                )
    return Removal(tuple(pieces), tuple(left))


def remove(
    places: Places, shown: Removal, find: Callable[[], Removal], report: Report = silent
) -> Removed:
    """Take out what was shown, each piece for itself; raises Changed where it is not that now."""
    with files.locked(places):
        now = find()
        if now != shown:
            raise Changed(
                "What is set up here changed after this was shown; nothing was done.",
                "Run it again to see what there is now.",
            )
        return _each(places, now, report)


def _each(places: Places, now: Removal, report: Report) -> Removed:
    applied, left, failed = [], [*now.left], [*now.beyond]
    for number, piece in enumerate(now.pieces, 1):
        try:
            words = piece.act()
        except OnboardError as error:
            report(Progress("undo", f"{piece.shown.target}: {error.message}", "failed", number))
            failed.append(_could_not(places, piece, error))
            continue
        report(Progress("undo", piece.shown.summary, "done", number))
        applied.append(number)
        left += [words] if words else []
    return Removed(tuple(applied), tuple(dict.fromkeys([*left, *failed])), not failed)


def _could_not(places: Places, piece: Piece, error: OnboardError) -> str:
    words = f"{piece.shown.target}: not taken back. {error.message} {error.hint}"
    return places.as_typed(f"{words} When that is mended: onboard remove")


def _closed(record: Journal) -> Piece:
    words = f"The run {record.run.id}, which ended before its first change, is closed."

    def act() -> str:
        finish(record, "undone")
        return ""

    return Piece("close-run", Shown(words, "Here", f"run {record.run.id}", "", "", ""), act)


def _stays(record: Journal, kept: Successor) -> Piece:
    """What is no more to be taken back, closed."""

    def act() -> str:
        for index in kept.steps & {*open_steps(record)}:
            _mark(record, index)
        return kept.words

    return Piece("keep-successor", Shown(kept.words, "Here", "~/.aws", "", "", ""), act)


def _wanted(record: Journal, method: Method | None) -> bool:
    plan = record.run.plan
    begun = any(TAKEN in facts for facts in record.intents)
    return method is None or begun or (plan.method == method and plan.command != PASTED)


def _whose(record: Journal) -> str:
    """The other user for whom a run made something; empty for a run of the person's own."""
    plan = record.run.plan
    if plan.command not in OF_DESK:
        return ""
    made = (one.user for one in plan.steps if isinstance(one, CreateGitCredential | UploadKey))
    return next(made, "?").lower()


def _take_back(record: Journal, index: int, connect: Connect) -> str:
    step = record.run.plan.steps[index]
    connection = connect(record.run.plan) if step.show().where == "AWS" else None
    try:
        words = take_back_one(record, Bench(record.places, connection), index)
    except Irreversible:  # it is gone already, which is what is wanted here
        words = ""
    _mark(record, index)
    return words


def _mark(record: Journal, index: int) -> None:
    """Write down that this step is dealt with."""
    record.intents[index] = {**record.intents[index], TAKEN: True}
    # with steps missing in its middle it can be taken back further, but not be gone on with
    finish(record, "unproved" if open_steps(record) else "undone")


def _shown(run: Run, step: Step) -> Shown:
    """The step backwards, its placeholders filled in."""
    shown = step.show()
    target, before = run.filled(shown.target), run.filled(shown.after)
    return Shown(
        summary=shown.undone,
        where=shown.where,
        target=target + _id(run, step),
        before=before,
        after=shown.before,
        undone="",
    )


def _id(run: Run, step: Step) -> str:
    """The id that IAM gave, where the step got one."""
    index = run.plan.steps.index(step)
    found = run.done[index].undo.get("id") if index < len(run.done) else None
    return f": {found}" if found else ""
