"""An access key that took the place of a deleted one: taking it away would lock its owner out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onboard.aws import iam
from onboard.errors import OnboardError
from onboard.journal import Journal
from onboard.situation import Credential
from onboard.steps.access_key import CreateAccessKey, ExchangeAccessKey
from onboard.steps.deactivate import Deactivate
from onboard.steps.delete import Delete
from onboard.steps.kept_key import KeepNewKey, NameNewKey
from onboard.work import Plan

if TYPE_CHECKING:
    from onboard.aws.session import Connection

Connect = Callable[[Plan], "Connection | None"]
STAYING = (CreateAccessKey, ExchangeAccessKey, KeepNewKey, NameNewKey)


@dataclass(frozen=True)
class Successor:
    """What a rotation left in the place of a key that is deleted."""

    steps: frozenset[int]
    """The indices of the steps that stay as they are."""
    words: str


def successor(record: Journal, deleted: frozenset[str], connect: Connect) -> Successor | None:
    """The one of this run; None where there is none, or where its old key can come back.

    `deleted` are the ids that runs here deleted: what is known where IAM cannot be asked.
    """
    steps, done = record.run.plan.steps, record.run.done
    made = [done[i].undo["id"] for i, one in enumerate(steps[: len(done)]) if _makes(one)]
    old = next((one for one in steps if _retires(one)), None)
    if not made or not isinstance(old, Deactivate):
        return None
    new = str(made[0])
    there = _there(record, old.user, connect)

    def gone(one: str) -> bool:
        return one in deleted if there is None else one not in there

    if not gone(old.id):
        return None
    words = (
        f"The access key {new} stays: {old.id}, which it replaced, is deleted, and {old.user} "
        "would be left without a key."
    )
    if gone(new):
        words = f"The access keys {old.id} and {new} are both deleted already."
    staying = (i for i, one in enumerate(steps) if isinstance(one, STAYING) or _retires(one))
    return Successor(frozenset(staying), words)


def deletions(records: "tuple[Journal, ...]") -> frozenset[str]:
    """The ids that these runs deleted."""
    return frozenset(
        step.id
        for one in records
        for step, _ in zip(one.run.plan.steps, one.run.done, strict=False)
        if isinstance(step, Delete)
    )


def _there(record: Journal, user: str, connect: Connect) -> frozenset[str] | None:
    """The access keys that the user has now; None where IAM cannot be asked."""
    try:
        connection = connect(record.run.plan)
        if connection is None:
            return None
        return frozenset(one.id for one in iam.list_access_keys(connection, user))
    except OnboardError:
        return None


def _makes(step: object) -> bool:
    return isinstance(step, CreateAccessKey)


def _retires(step: object) -> bool:
    return isinstance(step, Deactivate) and step.type == Credential.ACCESS
