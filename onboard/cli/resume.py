"""`onboard resume`: finish a run that ended in the middle, and prove it."""

from argparse import Namespace

from onboard import files, journal
from onboard.cli import batch
from onboard.cli.carry_out import conclude, show_steps
from onboard.cli.choices import may_be_filed
from onboard.cli.desk import shower
from onboard.cli.output import reporter, say, say_json, tell
from onboard.cli.terminal import ask_secret, can_ask, confirm, secret_line
from onboard.cli.unfinished import batch_of, unfinished
from onboard.console import read_credentials_file
from onboard.desk import Way
from onboard.engine import Engine
from onboard.places import Places
from onboard.steps.hand_over import HandOver
from onboard.work import Materials, Run


def run(options: Namespace, places: Places) -> int:
    """Resume the run named, or the newest unfinished one; exit 0 where there is none."""
    name = options.run or unfinished(places)
    if many := batch_of(places, name):
        return batch.resume(options, places, many)
    if name is None:
        if options.json:
            nothing: list[str] = []
            say_json({"run": None, "plan": nothing, "applied": nothing, "proof": None})
        else:
            say("Nothing to resume.")
        return 0
    found = journal.load(places, name).run
    plan = found.plan
    if not options.json or not options.yes:
        tell(f"The run {name} ended in the middle; it will be finished:")
        show_steps(plan, places)
    if options.dry_run:
        return 0
    if not options.yes and not confirm("Finish it?"):
        tell("Nothing was changed.")
        return 0
    engine, materials = Engine(places), _materials(options, found)
    done = engine.resume(name, materials, reporter(quiet=options.json))
    return conclude(options, engine, plan, done, materials) if done else 0


def _materials(options: Namespace, run: Run) -> Materials:
    password = None
    if options.credentials_file:
        _, password = read_credentials_file(files.typed(options.credentials_file))
    passphrase = secret_line("passphrase") if options.passphrase_stdin else None
    wanted = bool(run.plan.proof and run.plan.proof.encrypted) and not run.rest
    if passphrase is None and wanted and can_ask():  # else it is refused, and the flag named
        passphrase = ask_secret("Passphrase for the SSH key", "--passphrase-stdin")
    ways = [Way(step.way) for step in run.plan.steps if isinstance(step, HandOver)]
    return Materials(
        passphrase=passphrase,
        git_password=password,
        show=shower(ways[0]) if ways else None,
        may_be_filed=may_be_filed(options),
    )
