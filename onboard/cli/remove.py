"""`onboard remove`: take out all that this tool set up, of one method or of every one."""

from argparse import Namespace
from typing import Any

from onboard.cli.output import clean, reporter, say, say_json, sign, tell
from onboard.cli.terminal import confirm
from onboard.engine import Engine
from onboard.places import Places
from onboard.remove import Removal, Removed
from onboard.situation import Method

INCOMPLETE = 1


def run(options: Namespace, places: Places) -> int:
    """Show what would go, ask, take it out; exit 1 where something of ours is left."""
    engine = Engine(places)
    method = Method(options.method) if options.method else None
    found = engine.removal(method, options.region, options.user)
    if found.pieces and not options.dry_run:
        if not options.json or not options.yes:
            _show(found)
        if not options.yes and not confirm("Take all this out?"):
            tell("Nothing was changed.")
            return 0
        report = reporter(quiet=options.json)
        done = engine.remove(found, method, options.region, report, options.user)
    else:
        done = Removed((), (*found.left, *found.beyond), not found.beyond)
    if options.json:
        say_json(_document(found, done))
    else:
        _print(found, done, options.dry_run)
    return 0 if done.complete or options.dry_run else INCOMPLETE


def _document(found: Removal, done: Removed) -> dict[str, Any]:
    rows = [
        {
            "step": number,
            "kind": one.kind,
            "summary": one.shown.summary,
            "target": clean(one.shown.target),
            "before": clean(one.shown.before),
            "after": clean(one.shown.after),
        }
        for number, one in enumerate(found.pieces, 1)
    ]
    return {
        "run": None,
        "plan": rows,
        "applied": list(done.applied),
        "proof": None,
        "waiting": None,
        "left": [clean(words) for words in done.left],
        "undo": None,
    }


def _show(found: Removal) -> None:
    tell("This will be taken out; it cannot be undone:")
    for number, one in enumerate(found.pieces, 1):
        tell(f"  {number}  {one.shown.where:<5} {one.shown.target}: {one.shown.summary}")
    for words in (*found.left, *found.beyond):
        tell(f"{sign('!')} {words}")


def _print(found: Removal, done: Removed, dry_run: bool) -> None:
    if dry_run and found.pieces:
        _show(found)
        return
    for words in done.left:
        say(f"{sign('!')} {words}")
    if not found.pieces:
        say("Nothing to remove.")
    elif done.complete:
        say(f"{sign('✓')} What onboard had set up was taken out.")
