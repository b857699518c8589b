"""The same table again: which rows are left, and in which batch they are gone on with."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onboard.batch import Batch, Outcome, Row, State, record
from onboard.batch.table import with_files
from onboard.desk import Operator
from onboard.errors import BadInput
from onboard.places import Places


@dataclass(frozen=True)
class Standing:
    """How a table stands."""

    left: tuple[Row, ...]
    before: tuple[Outcome, ...] = ()
    """The rows that an earlier call has done."""
    going_on: Batch | None = None
    """The batch that is gone on with; None for a new one."""
    replaced: Batch | None = None
    """The one whose place the new one takes."""

    def batch(self, places: Places, operator: Operator, sources: tuple[str, ...]) -> Batch:
        """The batch to carry out, written down."""
        if self.going_on:
            return self.going_on
        if self.replaced and not self.replaced.closed:
            record.close(places, self.replaced)
        return record.begin(places, operator, sources, self.left)


def standing(
    places: Places,
    account: str,
    sources: tuple[str, ...],
    rows: tuple[Row, ...],
    folder: Path | None,
    again: bool,
) -> Standing:
    """What is left of the rows; raises BadInput where they cannot be gone on with so."""
    earlier = [
        one for one in record.history(places) if (one.sources, one.account) == (sources, account)
    ]
    newest = earlier[0] if earlier else None
    same = newest and not newest.closed and _deeds(newest.rows) == _deeds(rows)
    if newest and same and not again:
        return _same(places, newest, folder)
    _check_whole(places, earlier)
    done = {} if again else _done(places, earlier)
    left = with_files(tuple(row for row in rows if row.deed not in done), folder)
    before = tuple(done[row.deed] for row in rows if row.deed in done)
    return Standing(left, before, replaced=newest)


def of_batch(places: Places, batch: Batch) -> Standing:
    """What is left of a batch."""
    return _same(places, batch, None)


def _same(places: Places, batch: Batch, folder: Path | None) -> Standing:
    if folder and batch.folder and folder != batch.folder:
        raise BadInput(
            f"This batch was begun with --hand-over {batch.folder}, and is gone on with there.",
            "Leave --hand-over out; or take the batch back first: onboard undo " + batch.id,
        )
    found = list(zip(batch.rows, record.states(places, batch), strict=True))
    left = tuple(row for row, state in found if state is not State.DONE)
    before = tuple(_before(places, batch, row) for row, state in found if state is State.DONE)
    return Standing(left, before, going_on=batch)


def _check_whole(places: Places, earlier: Sequence[Batch]) -> None:
    """A row that was broken off may hold a credential that nobody has: that comes first."""
    for batch in earlier:
        if not batch.closed and State.BROKEN_OFF in record.states(places, batch):
            raise BadInput(
                f"The batch {batch.id} of this file ended in the middle of a row, which may hold "
                "a credential that nobody has.",
                f"Finish it first: onboard resume {batch.id}. Or take it back: "
                f"onboard undo {batch.id}",
            )


def _done(places: Places, earlier: Sequence[Batch]) -> dict[object, Outcome]:
    """By what they asked for, the rows that stand as they were done."""
    return {
        row.deed: _before(places, batch, row)
        for batch in reversed(earlier)
        for row, state in zip(batch.rows, record.states(places, batch), strict=True)
        if state is State.DONE
    }


def _before(places: Places, batch: Batch, row: Row) -> Outcome:
    found = record.journal_of(places, batch, row)
    return Outcome(row, State.DONE, found.run if found else None, before=True)


def _deeds(rows: tuple[Row, ...]) -> list[object]:
    return [row.deed for row in rows]
