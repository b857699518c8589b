"""A run that ended in the middle: said, and where somebody can answer offered to be taken back."""

from argparse import Namespace

from onboard.cli.output import reporter, sign, tell
from onboard.cli.terminal import can_ask, confirm
from onboard.engine import Engine


def took_back(options: Namespace, engine: Engine, run: str) -> bool:
    """Whether it was; where nobody is asked, only how it goes is told."""
    tell(f"{sign('!')} The run {run} ended in the middle; it may hold a credential at IAM.")
    if options.yes or options.dry_run or not can_ask():
        tell(engine.as_typed(f"  Finish it: onboard resume {run}"))
        tell(engine.as_typed(f"  Or take it back: onboard undo {run}"))
        return False
    if not confirm("Take it back first?"):
        return False
    for words in engine.undo(run, reporter(quiet=options.json)):
        tell(f"{sign('!')} {words}")
    return True
