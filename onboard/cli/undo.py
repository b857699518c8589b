"""`onboard undo`: take back what a run changed."""

from argparse import Namespace

from onboard import journal
from onboard.cli import batch, documents
from onboard.cli.output import reporter, say, say_json, sign, tell
from onboard.cli.terminal import confirm
from onboard.cli.unfinished import batch_of, last_changed
from onboard.engine import Engine
from onboard.places import Places
from onboard.work import Run


def run(options: Namespace, places: Places) -> int:
    """Undo the run named, or the last one that changed something; exit 0 where there is none."""
    name = options.run or last_changed(places)
    if many := batch_of(places, name):
        return batch.undo(options, places, many)
    if name is None:
        if options.json:
            empty: list[str] = []
            say_json({"run": None, "plan": empty, "applied": empty, "left": empty, "undo": None})
        else:
            say("Nothing to undo.")
        return 0
    taken = journal.load(places, name).run
    if not options.json or not options.yes:
        _show(taken)
    if options.dry_run:
        return 0
    if not options.yes and not confirm("Take this back?"):
        tell("Nothing was changed.")
        return 0
    left = tuple(map(places.as_typed, Engine(places).undo(name, reporter(quiet=options.json))))
    if options.json:
        say_json({**documents.run(taken.plan, taken, None), "left": list(left), "undo": None})
        return 0
    for words in left:
        say(f"{sign('!')} {words}")
    say(f"{sign('✓')} The run {name} was taken back.")
    return 0


def _show(taken: Run) -> None:
    tell(f"The run {taken.id} ({taken.plan.command} {taken.plan.method}) will be taken back:")
    for step in reversed(taken.plan.steps):
        shown = step.show()
        undone = shown.undone or "This stays: it cannot be undone."
        tell(f"  {shown.where:<5} {taken.filled(shown.target)}: {undone}")
