"""A run that ended in the middle: said, and where somebody can answer offered to be taken back."""

from argparse import Namespace

from onboard import journal
from onboard.batch import Batch, State, record
from onboard.cli.output import reporter, sign, tell
from onboard.cli.terminal import can_ask, confirm
from onboard.engine import Engine
from onboard.places import Places


def took_back(options: Namespace, engine: Engine, run: str) -> bool:
    """Whether it was; where nobody is asked, only how it goes is told."""
    tell(
        f"{sign('!')} The run {run} ended in the middle, or another terminal is at it; it may hold "
        "a credential at IAM."
    )
    if options.yes or options.dry_run or not can_ask():
        tell(engine.as_typed(f"  Finish it: onboard resume {run}"))
        tell(engine.as_typed(f"  Or take it back: onboard undo {run}"))
        return False
    if not confirm("Take it back first?"):
        return False
    for words in engine.undo(run, reporter(quiet=options.json)):
        tell(f"{sign('!')} {words}")
    return True


def unfinished(places: Places) -> str | None:
    """The newest run or batch that ended in the middle; their ids sort by time."""
    found = [journal.unfinished(places), record.unfinished(places)]
    return max((one for one in found if one), default=None)


def last_changed(places: Places) -> str | None:
    """The newest run or batch that changed something and was not taken back."""
    changed = {State.DONE, State.BROKEN_OFF}
    there = record.history(places)
    batches = (one.id for one in there if changed & set(record.states(places, one)))
    found = [journal.last_changed(places), next(batches, None)]
    return max((one for one in found if one), default=None)


def batch_of(places: Places, name: str | None) -> Batch | None:
    """The batch of that id, or of the row of that id."""
    return record.find(places, name.partition(".")[0]) if name else None
