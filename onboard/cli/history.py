"""`onboard history`: every run of this tool on this machine."""

from argparse import Namespace

from onboard import journal
from onboard.cli.documents import when
from onboard.cli.output import say, say_json
from onboard.places import Places


def run(options: Namespace, places: Places) -> int:
    """Print the runs, newest first."""
    rows = [
        {
            "run": one.id,
            "at": when(one.at),
            "command": one.plan.command,
            "method": one.plan.method,
            "state": one.state,
            "steps": [step.show().summary for step in one.plan.steps],
        }
        for one in journal.history(places)
    ]
    if options.json:
        say_json({"runs": rows})
    for row in () if options.json else rows:
        steps = len(row["steps"] or ())
        say(
            f"{row['run']}  {row['command']:<10} {row['method']:<7} {row['state']:<9} {steps} steps"
        )
    if not rows and not options.json:
        say("Nothing has been changed here yet.")
    return 0
