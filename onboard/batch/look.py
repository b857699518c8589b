"""Look at every user of a batch before anything is done, and plan each row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onboard.aws.connection import Connection
from onboard.background import side_by_side
from onboard.batch import Row
from onboard.desk import BATCH, Delivery, Operator, Way
from onboard.desk.plan import kinds_for, plan_for
from onboard.desk.words import with_policy
from onboard.errors import NotSignedIn, OnboardError
from onboard.observe.somebody import somebody
from onboard.work import Plan

READERS = 8
"""Users that are looked at side by side."""


@dataclass(frozen=True)
class Planned:
    """A row with its plan, or with what stands in the way."""

    row: Row
    plan: Plan | None = None
    error: OnboardError | None = None


def look(
    connection: Connection,
    operator: Operator,
    rows: Sequence[Row],
    hear: Callable[[Row], None],
) -> tuple[Planned, ...]:
    """Every row planned, in order; raises NotSignedIn, which would meet each of them."""
    found: dict[int, Planned] = {}
    reads = side_by_side(lambda row: _planned(connection, operator, row), rows, READERS)
    for index, future in reads:
        found[index] = future.result()
        hear(rows[index])
    return tuple(found[index] for index in range(len(rows)))


def _planned(connection: Connection, operator: Operator, row: Row) -> Planned:
    wish = row.wish
    delivery = Delivery(Way.FILE, row.file) if row.file else None
    try:
        user = somebody(connection, wish.user, kinds_for([wish]))
        return Planned(row, plan_for(operator, user, [wish], delivery, BATCH))
    except NotSignedIn:
        raise
    except OnboardError as error:
        return Planned(row, error=with_policy(error, operator, wish.user))
