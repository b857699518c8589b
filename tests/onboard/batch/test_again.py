"""The same table again, decided from what the records say."""

from dataclasses import replace
from pathlib import Path

import pytest

from onboard import journal
from onboard.apply import finish
from onboard.batch import Batch, Row, State, record
from onboard.batch.again import standing
from onboard.batch.table import with_files
from onboard.desk import BATCH, Action, Operator, Wish
from onboard.errors import BadInput
from onboard.places import Places
from onboard.situation import Method
from onboard.work import Plan
from tests.machine import machine
from tests.situations import ACCOUNT, JANE

OPERATOR = Operator(JANE, "work", "eu-west-1")
SOURCES = ("/tables/users.csv",)
ROWS = tuple(Row(f"line {n}", Wish(f"dev-{n}", Action.CREATE)) for n in (2, 3, 4))


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machine(tmp_path)


def begun(places: Places, folder: Path, *states: str) -> Batch:
    """A batch whose rows have come so far; an empty word for one that was not begun."""
    batch = record.begin(places, OPERATOR, SOURCES, with_files(ROWS, folder))
    for row, state in zip(batch.rows, states, strict=False):
        if state:
            plan = Plan(BATCH, Method.HTTPS, ACCOUNT, "work", "eu-west-1", ())
            own, name = record.places_of(places, batch), record.run_id(batch, row)
            finish(journal.start(own, plan, name), state)
    return batch


def stands(places: Places, rows: tuple[Row, ...] = ROWS, folder: Path | None = None,
           again: bool = False) -> tuple[list[str], list[str], bool]:  # fmt: skip
    """Who is left, who was done before, and whether an earlier batch is gone on with."""
    found = standing(places, ACCOUNT, SOURCES, rows, folder, again)
    left = [row.wish.user for row in found.left]
    return left, [one.row.wish.user for one in found.before], found.going_on is not None


def test_it_is_written_down_and_read_back(places: Places, tmp_path: Path) -> None:
    batch = begun(places, tmp_path / "out", "applied", "running", "failed")
    assert record.find(places, batch.id) == batch
    assert record.states(places, batch) == (State.DONE, State.BROKEN_OFF, State.FAILED)
    assert record.unfinished(places) == batch.id
    assert record.find(places, "nothing") is None
    assert journal.history(places) == ()  # the rows' journals are its own


def test_a_new_table(places: Places, tmp_path: Path) -> None:
    assert stands(places, folder=tmp_path) == (["dev-2", "dev-3", "dev-4"], [], False)
    with pytest.raises(BadInput, match="nobody said where"):
        stands(places)


def test_the_same_table_is_gone_on_with(places: Places, tmp_path: Path) -> None:
    begun(places, tmp_path / "out", "applied", "running")
    assert stands(places) == (["dev-3", "dev-4"], ["dev-2"], True)
    assert stands(places, folder=tmp_path / "out")[2]
    with pytest.raises(BadInput, match="was begun with"):
        stands(places, folder=tmp_path / "elsewhere")
    with pytest.raises(BadInput, match="in the middle"):
        stands(places, folder=tmp_path / "new", again=True)


def test_a_corrected_table_leaves_out_what_was_done(places: Places, tmp_path: Path) -> None:
    begun(places, tmp_path / "out", "applied", "failed", "undone")
    more = (*ROWS, Row("line 5", Wish("dev-5", Action.CREATE)))
    left = ["dev-3", "dev-4", "dev-5"]
    assert stands(places, more, tmp_path / "out") == (left, ["dev-2"], False)
    assert stands(places, more, tmp_path / "out", again=True)[0] == ["dev-2", *left]
    other = (Row("line 2", replace(ROWS[0].wish, method=Method.SSH, key="ssh-rsa A")),)
    assert stands(places, other)[:2] == (["dev-2"], [])


def test_one_that_was_taken_back_is_begun_anew(places: Places, tmp_path: Path) -> None:
    batch = begun(places, tmp_path / "out", "undone", "undone", "undone")
    record.close(places, batch)
    assert stands(places, folder=tmp_path / "out") == (["dev-2", "dev-3", "dev-4"], [], False)
    assert record.unfinished(places) is None


def test_a_table_of_another_account_is_another(places: Places, tmp_path: Path) -> None:
    begun(places, tmp_path / "out", "applied", "applied", "applied")
    other = standing(places, "9" * 12, SOURCES, ROWS, tmp_path / "out", again=False)
    assert len(other.left) == 3
