"""`onboard audit`: every IAM user's CodeCommit credentials, how old they are and what is due."""

import csv
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Event

from onboard.audit import Audit, Found, Hear, Row, Unread, refusals, rows, unread
from onboard.cli import INTERRUPTED, documents
from onboard.cli.output import clean, say, say_error, say_json, sign, tell
from onboard.cli.progress import bar
from onboard.cli.status import DUE
from onboard.engine import Engine
from onboard.errors import BadInput
from onboard.places import Places
from onboard.situation import CALLED
from onboard.work import Stop

COLUMNS = ("user", "type", "id", "name", "status", "created", "age_days", "due")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would reckon out. Source: OWASP, CSV injection."""
INCOMPLETE = 1


def run(options: Namespace, places: Places) -> int:
    """Read, print what was read, say what is missing; exit 5 where something is due."""
    if options.max_age is not None and options.max_age < 0:
        raise BadInput("--max-age is a number of days.", "For example --max-age 90.")
    if options.csv and options.json:
        raise BadInput("--csv and --json exclude each other.", "Give one of them.")
    with bar("Reading users") as shown, _until_interrupted(shown) as (hear, stop):
        audit = Engine(places).audit(options.profile, options.region, hear, stop)
    found = rows(audit.users, audit.now, options.max_age)
    if options.json:
        say_json(documents.audit(audit, options.max_age))
    elif options.csv:
        write_csv(found, unread(audit.users))
    else:
        _print(audit, found, options.max_age)
    _tell_what_is_missing(audit)
    return _status(audit, found)


def write_csv(found: Sequence[Row], missing: Sequence[Unread] = ()) -> None:
    """One line for each credential, and for what could not be read; no cell is a formula."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in found:
        created, due = documents.when(row.created), "yes" if row.due else "no"
        texts = (row.user, row.type, row.id, row.name, row.status, created, row.age_days, due)
        writer.writerow([inert(str(text)) for text in texts])
    for one in missing:
        cells = (one.user, one.type, "", "", f"not read: {one.why}", "", "", "")
        writer.writerow([inert(cell) for cell in cells])


def inert(text: str) -> str:
    """The text as a spreadsheet shows it and does not run it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _status(audit: Audit, found: Sequence[Row]) -> int:
    if audit.stopped:
        return INTERRUPTED
    if audit.problem:
        return audit.problem.exit_status
    if any(row.due for row in found):
        return DUE
    return 0 if audit.complete else INCOMPLETE


def _print(audit: Audit, found: Sequence[Row], max_age: int | None) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 160)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("User", overflow="fold")
    for name in ("Type", "Id", "Status"):
        table.add_column(name, no_wrap=True)
    table.add_column("Days", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for row in found:
        due = f"{sign('!')} due" if row.due else ""
        texts = (row.user, CALLED[row.type], row.id, row.status, str(row.age_days), due)
        table.add_row(*(Text(clean(text)) for text in texts))
    if found:
        console.print(table)
        say()
    say(_summed_up(audit, found, max_age))


def _summed_up(audit: Audit, found: Sequence[Row], max_age: int | None) -> str:
    without = len(audit.users) - len({row.user for row in found})
    parts = [f"{_count(len(audit.users), 'user')}, {_count(len(found), 'credential')}"]
    if without:
        parts.append(f"{without:,} without any")
    if max_age is not None:
        parts.append(f"{sum(row.due for row in found):,} older than {_count(max_age, 'day')}")
    return "; ".join(parts) + "."


def _tell_what_is_missing(audit: Audit) -> None:
    if audit.stopped or audit.problem:
        read, of = f"{len(audit.users):,}", f"{audit.of:,}"
        tell(f"{sign('!')} This is partial: {read} of {of} users were read before it ended.")
    for what, names in refusals(audit.users).items():
        whose = names[0] if len(names) == 1 else f"{len(names):,} users"
        tell(f"{sign('!')} This is partial: AWS refuses you {what} for {whose}.")
        tell(f"  Ask an administrator to allow you {what}, or to attach IAMReadOnlyAccess to you.")
    if audit.problem:
        say_error(audit.problem, as_json=False)


@contextmanager
def _until_interrupted(
    shown: Callable[[int, int], None],
) -> Iterator[tuple[Hear, Stop]]:
    """From the first user on, Ctrl-C ends the reading and keeps what there is.

    It ends at once, so a second Ctrl-C could only lose what was read: it does nothing.
    """
    asked, before = Event(), signal.getsignal(signal.SIGINT)

    def hear(found: Found) -> None:
        if not found.done:
            signal.signal(signal.SIGINT, lambda *_: asked.set())
        shown(found.done, found.of)

    try:
        yield hear, asked.is_set
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN if asked.is_set() else before)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
