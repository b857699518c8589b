"""`onboard doctor`: find what is broken between git and CodeCommit, say it, and mend it."""

from argparse import Namespace
from typing import Any

from onboard.cli.carry_out import show_steps
from onboard.cli.findings import rows, say_findings
from onboard.cli.output import clean, reporter, say, say_json, sign, tell
from onboard.cli.terminal import confirm
from onboard.doctor.codes import code
from onboard.doctor.examine import Examined
from onboard.doctor.finding import Finding
from onboard.engine import Engine
from onboard.errors import OnboardError
from onboard.observe.case import Wanted
from onboard.observe.case.at_hand import at_hand
from onboard.places import Places
from onboard.work import Materials, Run

ATTENTION = 5
ROUNDS = 5
"""Findings that are mended one after the other: what one hides shows when it is gone."""


def run(options: Namespace, places: Places) -> int:
    """Print the findings, with --fix mend them; exit 5 while one above note is left."""
    engine = Engine(places)
    wanted = wanted_of(options, places)
    seen = engine.examine(wanted, reporter(quiet=options.json))
    runs = list[Run]()
    if options.fix:
        seen = _mend(options, engine, wanted, seen, runs)
    if options.json:
        say_json(document(seen, runs, places))
    else:
        _print(seen, runs, places)
    return ATTENTION if seen.wrong else 0


def wanted_of(options: Namespace, places: Places) -> Wanted:
    """What the command line asks about."""
    folder = at_hand(places)
    return Wanted(options.profile, options.region, options.address, options.repository, folder)


def document(seen: Examined, runs: list[Run], places: Places) -> dict[str, Any]:
    """The document of `onboard doctor`."""
    case, attempt = seen.case, seen.case.attempt
    proof = attempt and {
        "ok": attempt.ok,
        "method": case.method,
        "command": attempt.command,
        "detail": clean(attempt.said),
    }
    return {
        "findings": rows(seen.findings, places),
        "proof": proof,
        "address": case.target.url or None,
        "where": case.target.where or None,
        "runs": [one.id for one in runs],
    }


def _mend(
    options: Namespace, engine: Engine, wanted: Wanted, seen: Examined, runs: list[Run]
) -> Examined:
    tried = set[tuple[object, ...]]()
    for _ in range(ROUNDS):
        finding = next((one for one in seen.mendable if _what(one) not in tried), None)
        if finding is None:
            break
        tried.add(_what(finding))
        done = _mended(options, engine, seen, finding)
        if done is None:
            continue
        runs.append(done)
        seen = Engine(engine.places).examine(wanted, reporter(quiet=options.json))
    return seen


def _what(finding: Finding) -> tuple[object, ...]:
    """A finding that wants another mend than before is another one."""
    return finding.id, finding.where, finding.mend


def _mended(options: Namespace, engine: Engine, seen: Examined, finding: Finding) -> Run | None:
    """Plan, show, confirm, apply; None where nothing was done."""
    tell(f"{sign('✗')} {code(finding.id)} {clean(finding.summary)}")
    try:
        plan = engine.mending(seen.case, finding)
    except OnboardError as error:
        tell(f"  It cannot be mended here: {error.message} {error.hint}")
        return None
    if not options.json or not options.yes:
        show_steps(plan, engine.places)
    if not plan.steps or options.dry_run:
        return None
    if not options.yes and not confirm(f"Mend {code(finding.id)} so?"):
        tell("It was left.")
        return None
    materials = Materials(new_key=lambda: engine.make_key(4096))
    try:
        return engine.apply(plan, materials, reporter(quiet=options.json))
    except OnboardError as error:  # what was begun was put back
        tell(f"  It was not mended: {error.message} {error.hint}")
        return None


def _print(seen: Examined, runs: list[Run], places: Places) -> None:
    case = seen.case
    say()
    if case.target.url:
        say(f"{case.target.url}  ({case.target.where})")
    say_findings(seen.findings, places)
    if case.attempt and case.attempt.ok:
        say(f"{sign('✓')} git is let in: {case.attempt.command}")
    if not seen.findings:
        say(f"{sign('✓')} Nothing is wrong.")
    for done in reversed(runs):  # as they are to be taken back
        say(places.as_typed(f"Take back what was mended: onboard undo {done.id}"))
