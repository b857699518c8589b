"""`onboard batch`: many users from a table; what was broken off is gone on with."""

import os
from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from onboard import files
from onboard.batch import Batch, Outcome, Row, State, record
from onboard.batch.again import Standing, of_batch, standing
from onboard.batch.carry_out import Worker
from onboard.batch.look import READERS, Planned, look
from onboard.batch.table import read_table
from onboard.cli import INTERRUPTED, batch_words
from onboard.cli.output import say, say_json, sign, tell
from onboard.cli.progress import bar, stoppable
from onboard.cli.setup import sign_in_first
from onboard.cli.terminal import confirm
from onboard.engine import Engine
from onboard.errors import BadInput
from onboard.help_desk import HelpDesk, open_desk
from onboard.places import Places
from onboard.request import Request
from onboard.request.answering import check_account, wish_of
from onboard.request.text import is_request, read_request
from onboard.work import Plan

FAILED = 1


def run(options: Namespace, places: Places) -> int:
    """Read the whole table, look at every user, show, confirm, carry out; 1 if any row failed."""
    engine = Engine(places)
    sign_in_first(options, engine)
    rows, sources, requests = _read(options.files)
    folder = files.typed(options.hand_over) if options.hand_over else None
    desk = open_desk(engine, options.profile, options.region)
    for one in requests:
        check_account(one, desk.operator)
    found = standing(places, desk.operator.who.account, sources, rows, folder, options.again)
    return carry_out(options, desk, found, sources)


def resume(options: Namespace, places: Places, batch: Batch) -> int:
    """Go on with a batch."""
    desk = open_desk(Engine(places), batch.profile, batch.region)
    _check_account(desk, batch)
    return carry_out(options, desk, of_batch(places, batch), batch.sources)


def undo(options: Namespace, places: Places, batch: Batch) -> int:
    """Take back every row of a batch that changed something."""
    states = record.states(places, batch)
    count = sum(one in (State.DONE, State.BROKEN_OFF) for one in states)
    if not options.json or not options.yes:
        tell(f"The batch {batch.id} will be taken back: {count} of {len(batch.rows)} rows.")
    if options.dry_run:
        return 0
    if not options.yes and not confirm("Take this back?"):
        tell("Nothing was changed.")
        return 0
    desk = open_desk(Engine(places), batch.profile, batch.region)
    _check_account(desk, batch)
    with bar("Taking back") as shown:
        worker = _worker(desk, batch, count, shown)
        outcomes = worker.take_back()
    if options.json:
        say_json(batch_words.document(batch, outcomes, places))
    else:
        batch_words.print_problems(outcomes, places)
        say(f"{sign('✓')} The batch {batch.id} was taken back.")
    return FAILED if any(one.state is not State.UNDONE for one in outcomes) else 0


def carry_out(options: Namespace, desk: HelpDesk, found: Standing, sources: tuple[str, ...]) -> int:
    """What is left: shown, confirmed, done, summed up."""
    places = desk.engine.places
    if not found.left:
        return _nothing_left(options, found, places)
    planned = _look(desk, found)
    if options.dry_run:
        return _dry_run(options, planned, found, places)
    if not options.json or not options.yes:
        batch_words.print_plan(planned, found.before)
    able = sum(one.plan is not None for one in planned)
    if not options.yes and not confirm(f"Carry out {able} of {len(planned)} rows?"):
        tell("Nothing was changed.")
        return 0
    batch = found.batch(places, desk.operator, sources)
    tell(f"{sign('●')} Batch {batch.id}")
    with bar("Users") as shown, stoppable() as stop:
        worker = _worker(desk, batch, len(planned), shown)
        worker.stop = stop
        outcomes = worker.carry_out(planned)
        stopped = stop()
    _conclude(options, batch, (*found.before, *outcomes), places)
    if stopped:
        return INTERRUPTED
    return 0 if all(one.state is State.DONE for one in outcomes) else FAILED


def _conclude(
    options: Namespace, batch: Batch, outcomes: Sequence[Outcome], places: Places
) -> None:
    if options.json:
        say_json(batch_words.document(batch, outcomes, places))
    else:
        batch_words.print_outcomes(batch, outcomes, places)


def _nothing_left(options: Namespace, found: Standing, places: Places) -> int:
    if options.json:
        say_json(batch_words.document(found.going_on, found.before, places))
    else:
        say(f"{sign('✓')} Nothing to do: all {len(found.before)} rows were done before.")
        say("  To do them once more: --again")
    return 0


def _dry_run(
    options: Namespace, planned: Sequence[Planned], found: Standing, places: Places
) -> int:
    if options.json:
        say_json(batch_words.planned_document(planned, found.before, places))
    else:
        batch_words.print_plan(planned, found.before, to_stdout=True)
    return FAILED if any(one.error for one in planned) else 0


def _look(desk: HelpDesk, found: Standing) -> tuple[Planned, ...]:
    """Every row planned; one that was broken off has its plan already."""
    begun = {row: plan for row in found.left if (plan := _begun(desk, found, row))}
    rest = [row for row in found.left if row not in begun]
    done = 0
    with bar("Looking at users") as shown:

        def hear(_: Row) -> None:
            nonlocal done
            done += 1
            shown(done, len(rest))

        looked = look(desk.connection.for_many(READERS), desk.operator, rest, hear)
    planned = {one.row: one for one in looked}
    return tuple(planned.get(row) or Planned(row, begun[row]) for row in found.left)


def _begun(desk: HelpDesk, found: Standing, row: Row) -> Plan | None:
    journal = found.going_on and record.journal_of(desk.engine.places, found.going_on, row)
    broken = journal and record.state(journal) is State.BROKEN_OFF
    return journal.run.plan if journal and broken else None


def _worker(desk: HelpDesk, batch: Batch, of: int, shown: Callable[[int, int], None]) -> Worker:
    done = 0

    def hear(_: Outcome) -> None:
        nonlocal done
        done += 1
        shown(done, of)

    places, connection = desk.engine.places, desk.connection.for_many(1)
    return Worker(places, batch, desk.operator, connection, hear)


def _check_account(desk: HelpDesk, batch: Batch) -> None:
    if desk.operator.who.account != batch.account:
        raise BadInput(
            f"The batch {batch.id} belongs to account {batch.account}, and you are signed in to "
            f"{desk.operator.who.account}.",
            "Sign in to that account, with --profile NAME.",
        )


def _read(names: Sequence[str]) -> tuple[tuple[Row, ...], tuple[str, ...], list[Request]]:
    """The rows of all files, their absolute paths, and the requests; BadInput, FileRefused."""
    rows: list[Row] = []
    requests: list[Request] = []
    paths = [files.typed(name) for name in names]
    for path in paths:
        content = files.read(path)
        if content is None:
            raise BadInput(f"There is no file {path}.", "Name a CSV with the column user.")
        text = content.decode("utf-8", "replace")
        if is_request(text):
            requests.append(read_request(text, path.name))
            rows.append(Row(path.name, wish_of(requests[-1])))
        else:
            rows += read_table(content, path.name, partial(_public_key, path))
    _check_once(rows)
    return tuple(rows), tuple(map(str, paths)), requests


def _check_once(rows: Sequence[Row]) -> None:
    """Raise BadInput for a user who stands in two files."""
    seen: dict[str, str] = {}
    for row in rows:
        name = row.wish.user.lower()
        if name in seen:
            raise BadInput(
                f"The user {row.wish.user} stands in two files: {seen[name]} and {row.where}.",
                "Name each user once.",
            )
        seen[name] = row.where


def _public_key(table: Path, name: str) -> str:
    """A key file's line; its path is meant from the folder of the table."""
    path = table.parent / os.path.expanduser(name)
    content = files.read(path)
    if content is None:
        raise BadInput(f"there is no key file {path}.")
    return content.decode("utf-8", "replace")
