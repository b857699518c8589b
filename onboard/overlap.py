"""Which runs stand on each other: settings that one run replaced and a later one replaced again."""

from onboard import journal
from onboard.errors import BadInput
from onboard.journal import Journal
from onboard.steps.access_key import ExchangeAccessKey
from onboard.steps.deactivate import Deactivate
from onboard.steps.delete import Delete
from onboard.steps.edit_lines import EditLines
from onboard.steps.git_config import WriteGitConfig
from onboard.steps.host_block import WriteHostBlock
from onboard.steps.kept_key import NameNewKey
from onboard.steps.off_disk import TakeKeyOffDisk
from onboard.steps.remotes import RewriteRemotes
from onboard.steps.step import Step
from onboard.steps.switch import Switch
from onboard.steps.unchanged import Changed
from onboard.work import Plan

ENDS = (Deactivate, Delete, Switch)
"""What changes a credential that may be another run's."""


def check_undoable(record: Journal) -> None:
    """Raise BadInput where the run was put back, or a later one stands on it."""
    run, begun = record.run, len(record.intents)
    if run.state in ("undone", "failed"):
        raise BadInput(f"The run {run.id} was put back already.", "See `onboard history`.")
    wrote = {written(step) for step in run.plan.steps[:begun]} - {None}
    made = {str(done.undo["id"]) for done in run.done if "id" in done.undo}
    for other in journal.history(record.places):
        later = other.at > run.at and other.state in journal.CHANGED
        replaced = {one.id for one in other.plan.steps if isinstance(one, ENDS)}
        stands = wrote & {written(step) for step in other.plan.steps} or made & replaced
        if later and stands:
            raise BadInput(
                f"The run {other.id} came after {run.id} and changed the same settings.",
                f"Take that one back first: onboard undo {other.id}",
            )


def check_standing(record: Journal) -> None:
    """Raise Changed where another process took the run back while git proved it."""
    if record.run.state not in journal.CHANGED:
        raise Changed(
            f"The run {record.run.id} was taken back meanwhile, in another terminal perhaps; "
            "what was in use before it is in use again.",
            "Run it again if it is still wanted.",
        )


def is_final(plan: Plan) -> bool:
    """Whether nothing takes it back: it ends with the old credential deleted, or only deletes."""
    retired = {one.id for one in plan.steps if isinstance(one, Deactivate)}
    ends = any(isinstance(one, Delete) and one.id in retired for one in plan.steps)
    return ends or (bool(plan.steps) and not any(one.show().undone for one in plan.steps))


def written(step: Step) -> tuple[object, ...] | None:
    """The settings that a step replaces, where a second run may replace them again."""
    if isinstance(step, WriteGitConfig):
        return (step.kind, step.file, step.user)
    if isinstance(step, (ExchangeAccessKey, NameNewKey, TakeKeyOffDisk)):
        return ("access-key", step.file, step.section)
    if isinstance(step, (RewriteRemotes, EditLines)):
        return (step.kind, step.file)
    return (step.kind, step.file, step.account) if isinstance(step, WriteHostBlock) else None
