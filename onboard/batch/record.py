"""The durable record of a batch: its rows once, and a journal of its own for each. No secrets."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onboard import files, journal
from onboard.batch import Batch, Row, State
from onboard.desk import Action, Operator, Wish
from onboard.errors import FileRefused
from onboard.journal import Journal
from onboard.places import Places
from onboard.situation import Method

NAME = "batch.json"
_ID = re.compile(r"\d{8}-\d{6}-[0-9a-f]{4}")
_STATES = {"applied": State.DONE, "failed": State.FAILED, "undone": State.UNDONE}


def begin(
    places: Places, operator: Operator, sources: tuple[str, ...], rows: tuple[Row, ...]
) -> Batch:
    """Write the rows down, before the first is begun."""
    now = datetime.now(UTC)
    account = operator.who.account
    where = (account, operator.profile, operator.region)
    batch = Batch(journal.new_id(now), now, sources, *where, rows)
    save(places, batch)
    return batch


def save(places: Places, batch: Batch) -> None:
    """Make it durable."""
    folder = places.batches / batch.id
    files.private_folder(places.batches)
    files.private_folder(folder)
    files.write_private(folder / NAME, json.dumps(_to_json(batch), indent=1).encode())


def close(places: Places, batch: Batch) -> None:
    """Nobody is to go on with it."""
    save(places, replace(batch, closed=True))


def find(places: Places, name: str) -> Batch | None:
    """The batch of that id; None where there is none, FileRefused where it is damaged."""
    if not _ID.fullmatch(name):
        return None
    file = places.batches / name / NAME
    content = files.read(file)
    if content is None:
        return None
    try:
        return _from_json(json.loads(content))
    except (ValueError, KeyError, TypeError) as error:
        raise FileRefused(
            f"{file} is damaged, or a newer onboard wrote it.",
            "Use that newer onboard, or move the folder away.",
        ) from error


def history(places: Places) -> tuple[Batch, ...]:
    """Every batch, newest first."""
    names = sorted((one.parent.name for one in places.batches.glob(f"*/{NAME}")), reverse=True)
    return tuple(batch for name in names if (batch := find(places, name)))


def journal_of(places: Places, batch: Batch, row: Row) -> Journal | None:
    """The journal of a row; None where it was not begun."""
    own, name = places_of(places, batch), run_id(batch, row)
    return journal.load(own, name) if (own.journal / f"{name}.json").exists() else None


def run_id(batch: Batch, row: Row) -> str:
    """What its journal is called."""
    return f"{batch.id}.{batch.rows.index(row) + 1:04}"


def places_of(places: Places, batch: Batch) -> Places:
    """The same places, where the journals of this batch are kept."""
    return replace(places, runs=places.batches / batch.id)


def state(record: Journal | None) -> State:
    """How far a row has come."""
    if record is None:
        return State.WAITING
    return _STATES.get(record.run.state, State.BROKEN_OFF)


def states(places: Places, batch: Batch) -> tuple[State, ...]:
    """Of every row, in order."""
    return tuple(state(journal_of(places, batch, row)) for row in batch.rows)


def unfinished(places: Places) -> str | None:
    """The newest batch with rows that were broken off or not begun, and that nobody closed."""
    there = (batch for batch in history(places) if not batch.closed)
    begun = {State.WAITING, State.BROKEN_OFF}
    return next((one.id for one in there if begun & set(states(places, one))), None)


def _to_json(batch: Batch) -> dict[str, Any]:
    return {
        "version": 1,
        **asdict(replace(batch, rows=())),
        "at": batch.at.isoformat(),
        "rows": [
            {
                "where": row.where,
                "wish": asdict(row.wish),
                "file": str(row.file) if row.file else None,
            }
            for row in batch.rows
        ],
    }


def _from_json(data: Mapping[str, Any]) -> Batch:
    known = {name: data[name] for name in ("id", "account", "profile", "region", "closed")}
    return Batch(
        **known,
        at=datetime.fromisoformat(data["at"]),
        sources=tuple(data["sources"]),
        rows=tuple(_row(row) for row in data["rows"]),
    )


def _row(data: Mapping[str, Any]) -> Row:
    wish = dict(data["wish"])
    wish |= {"action": Action(wish["action"]), "method": Method(wish["method"])}
    return Row(data["where"], Wish(**wish), Path(data["file"]) if data["file"] else None)
