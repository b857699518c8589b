"""Which runs stand on each other: settings that one run replaced and a later one replaced again."""

from onboard import journal
from onboard.errors import BadInput
from onboard.places import Places
from onboard.steps.git_config import WriteGitConfig
from onboard.steps.host_block import WriteHostBlock
from onboard.steps.step import Step
from onboard.work import Run


def check_newest(places: Places, run: Run) -> None:
    """Raise BadInput where a later run stands on what this one wrote: both would be spoilt."""
    wrote = {written(step) for step in run.plan.steps} - {None}
    for other in journal.history(places):
        later = other.at > run.at and other.state in journal.CHANGED
        if later and wrote & {written(step) for step in other.plan.steps}:
            raise BadInput(
                f"The run {other.id} came after {run.id} and changed the same settings.",
                f"Take that one back first: onboard undo {other.id}",
            )


def written(step: Step) -> tuple[object, ...] | None:
    """The settings that a step replaces, where a second run may replace them again."""
    if isinstance(step, WriteGitConfig):
        return (step.kind, step.file)
    return (step.kind, step.file, step.account) if isinstance(step, WriteHostBlock) else None
