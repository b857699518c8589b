"""`onboard history`: every run of this tool on this machine."""

from argparse import Namespace
from typing import Any

from onboard import journal
from onboard.batch import Batch, State, record
from onboard.cli.documents import when
from onboard.cli.output import say, say_json
from onboard.places import Places


def run(options: Namespace, places: Places) -> int:
    """Print the runs, newest first."""
    rows: list[dict[str, Any]] = [
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
    rows += [_of_batch(places, one) for one in record.history(places)]
    rows.sort(key=lambda row: row["run"], reverse=True)
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


def _of_batch(places: Places, batch: Batch) -> dict[str, Any]:
    """A batch as one line; its steps are its rows."""
    states = record.states(places, batch)
    done = sum(one is State.DONE for one in states)
    state = "undone" if batch.closed and not done else f"{done}/{len(states)}"
    methods = {row.wish.method for row in batch.rows}
    return {
        "run": batch.id,
        "at": when(batch.at),
        "command": "batch",
        "method": methods.pop() if len(methods) == 1 else "several",
        "state": state,
        "steps": [f"{row.wish.action} for {row.wish.user}" for row in batch.rows],
    }
