"""A batch for the reader: its plan, what came of it, and its JSON document."""

import sys
from collections.abc import Sequence
from typing import Any

from onboard.batch import Batch, Outcome, Row, State
from onboard.batch.look import Planned
from onboard.cli import documents
from onboard.cli.output import clean, say, sign, tell
from onboard.desk import Action
from onboard.errors import OnboardError
from onboard.places import Places
from onboard.steps.git_credential import USER_NAME
from onboard.steps.upload_key import KEY_ID, UploadKey
from onboard.work import Run

WORDS = {
    State.DONE: "done",
    State.FAILED: "failed",
    State.WAITING: "not begun",
    State.BROKEN_OFF: "broken off",
    State.UNDONE: "taken back",
}


def print_plan(
    planned: Sequence[Planned], before: Sequence[Outcome], to_stdout: bool = False
) -> None:
    """What would be done for each user, and for whom it cannot be."""
    rows = [(one.row, "would", _planned_words(one)) for one in planned if one.plan]
    rows += [(one.row, "cannot", one.error.message) for one in planned if one.error]
    rows += [(one.row, "done before", "") for one in before]
    table = [(row.where, row.wish.user, deed(row), state, words) for row, state, words in rows]
    _print_table(("Where", "User", "What", "", ""), table, to_stdout)
    folders = dict.fromkeys(one.row.file.parent for one in planned if one.row.file)
    for folder in folders:
        (say if to_stdout else tell)(f"Each file is new and private (0600), in {folder}")


def print_outcomes(batch: Batch, outcomes: Sequence[Outcome], places: Places) -> None:
    """What came of each row, what to do where it failed, and how to go on."""
    rows = [
        (one.row.wish.user, deed(one.row), WORDS[one.state], name(one.run), _handed(one))
        for one in outcomes
    ]
    _print_table(("User", "What", "", "Name", "Handed over in"), rows, to_stdout=True)
    print_problems(outcomes, places)
    done = sum(one.state is State.DONE for one in outcomes)
    say(f"\n{done} of {len(outcomes)} done.")
    if done and batch.folder:
        say(f"Each user's file is in {batch.folder}: hand it over by a way that only they read.")
    if any(one.state in (State.WAITING, State.BROKEN_OFF) for one in outcomes):
        say(places.as_typed(f"Go on with: onboard resume {batch.id}"))
    if done:
        say(places.as_typed(f"Undo it all with: onboard undo {batch.id}"))


def print_problems(outcomes: Sequence[Outcome], places: Places) -> None:
    """Each row that failed, with the one next thing to do."""
    for one in outcomes:
        if one.error:
            tell(f"{sign('✗')} {one.row.where}, {one.row.wish.user}: {one.error.message}")
            tell(f"  {places.as_typed(one.error.hint)}")


def document(batch: Batch | None, outcomes: Sequence[Outcome], places: Places) -> dict[str, Any]:
    """The document of `onboard batch`; no secrets."""
    counts = {state: sum(one.state is state for one in outcomes) for state in State}
    return {
        "batch": batch.id if batch else None,
        "rows": [
            {
                **_row(one.row),
                "state": one.state,
                "before": one.before,
                "name": name(one.run) or None,
                "credential": credential(one.run) or None,
                "error": _error(one.error, places),
            }
            for one in outcomes
        ],
        "done": counts[State.DONE],
        "failed": counts[State.FAILED] + counts[State.BROKEN_OFF],
        "waiting": counts[State.WAITING],
        "undo": places.as_typed(f"onboard undo {batch.id}") if batch else None,
    }


def planned_document(
    planned: Sequence[Planned], before: Sequence[Outcome], places: Places
) -> dict[str, Any]:
    """The document of a dry run."""
    would = [
        {
            **_row(one.row),
            "state": State.WAITING,
            "before": False,
            "plan": documents.plan(one.plan) if one.plan else [],
            "notes": list(one.plan.notes) if one.plan else [],
            "error": _error(one.error, places),
        }
        for one in planned
    ]
    rows = [*would, *document(None, before, places)["rows"]]
    return document(None, (), places) | {"rows": rows, "waiting": len(planned)}


def deed(row: Row) -> str:
    """What is done, in few words."""
    wish = row.wish
    if wish.action is Action.CREATE:
        return "SSH key" if wish.key else "Git credential"
    return f"{wish.action} {wish.id}"


def name(run: Run | None) -> str:
    """The Git user name or the key id that it gave."""
    given = _values(run)
    return given.get(USER_NAME) or given.get(KEY_ID) or ""


def credential(run: Run | None) -> str:
    """The id of what it made."""
    made = (str(one.undo["id"]) for one in (run.done if run else ()) if "id" in one.undo)
    return next(made, "")


def _values(run: Run | None) -> dict[str, str]:
    return {what: value for one in (run.done if run else ()) for what, value in one.values.items()}


def _planned_words(one: Planned) -> str:
    """What matters of the steps: which key, and where it is handed over."""
    steps = one.plan.steps if one.plan else ()
    if not steps:
        return "nothing: it is so already"
    keys = [step.fingerprint for step in steps if isinstance(step, UploadKey)]
    return " ".join([*keys, *([one.row.file.name] if one.row.file else [])])


def _handed(one: Outcome) -> str:
    return one.row.file.name if one.row.file and one.state is State.DONE else ""


def _row(row: Row) -> dict[str, Any]:
    return {
        "where": row.where,
        "user": row.wish.user,
        "action": row.wish.action,
        "method": row.wish.method,
        "id": row.wish.id or None,
        "file": str(row.file) if row.file else None,
    }


def _error(error: OnboardError | None, places: Places) -> dict[str, str] | None:
    if error is None:
        return None
    hint = places.as_typed(clean(error.hint))
    return {"code": error.code, "message": clean(error.message), "hint": hint}


def _print_table(headings: Sequence[str], rows: Sequence[tuple[str, ...]], to_stdout: bool) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    stream = sys.stdout if to_stdout else sys.stderr
    console = Console(stderr=not to_stdout, highlight=False, width=None if stream.isatty() else 160)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(clean(text)) for text in row))
    if rows:
        console.print(table)
