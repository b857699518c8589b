"""`onboard status`: who am I, what is set up here, slots and ages, what needs attention."""

from argparse import Namespace
from typing import Any

from onboard.audit import MAX_AGE
from onboard.cli import desk, documents
from onboard.cli.output import reporter, say, say_json, sign
from onboard.cli.unfinished import unfinished
from onboard.engine import Engine
from onboard.errors import BadInput, OnboardError
from onboard.places import Places
from onboard.situation import CALLED, Credential, Kind, Offer, Situation

DUE = 5
DEFAULT_MAX_AGE = MAX_AGE


def run(options: Namespace, places: Places) -> int:
    """Print the status; exit 5 where something is due."""
    if options.max_age is not None and options.max_age < 0:
        raise BadInput("--max-age is a number of days.", "For example --max-age 90.")
    engine = Engine(places)
    if found := desk.for_another(options, engine):
        return desk.status(options, found)
    situation = engine.observe(options.profile, options.region, reporter(quiet=options.json))
    offers = engine.offers(situation)
    max_age = DEFAULT_MAX_AGE if options.max_age is None else options.max_age
    resumable = _unfinished(places)
    document = documents.status(situation, offers, max_age) | {"resumable": resumable}
    if options.json:
        say_json(document)
    else:
        _print(document, situation, offers, places)
        _print_unfinished(resumable, places)
    due = any(row["due"] for row in document["credentials"])
    return DUE if due else 0


def _print(
    document: dict[str, Any], situation: Situation, offers: tuple[Offer, ...], places: Places
) -> None:
    who = situation.identity
    say()
    if who.kind is Kind.NONE:
        say(f"{sign('✗')} {who.problem}")
        say(f"  {who.hint}")
    else:
        say(f"You are {who.arn} ({who.kind}), Region {situation.region.name or 'not set'}.")
    say()
    several = len({one["account"] for one in document["setups"]}) > 1
    for one in document["setups"]:
        proved = f"proved on {one['proved'][:10]}" if one["proved"] else "not proved yet"
        whose = f"  account {one['account']}" if several and one["account"] else ""
        say(f"{one['method']:<7} {one['user']:<34} {proved}{whose}")
    if not document["setups"]:
        say("Nothing is set up here yet.")
    for row in document["credentials"]:
        here = {True: "here", False: "elsewhere", None: ""}[row["on_this_machine"]]
        due = f"{sign('!')} due" if row["due"] else ""
        say(
            f"{row['type']:<15} {row['id']:<22} {row['status']:<9}"
            f"{row['age_days']:>5} days  {here:<10} {due}"
        )
    _print_slots(document)
    say()
    for offer in offers:
        _print_offer(offer)
    for finding in document["findings"]:
        say(f"{sign('!')} {finding['where']}: {finding['summary']}")
        say(f"  {places.as_typed(finding['fix'])}")


def _print_slots(document: dict[str, Any]) -> None:
    taken = [
        f"{one['used']} of {one['of']} {CALLED[Credential(type_)]}s"
        for type_, one in document["slots"].items()
        if one["used"] is not None
    ]
    if document["credentials"]:
        say(f"Slots: {', '.join(taken)}.")


def _unfinished(places: Places) -> str | None:
    try:
        return unfinished(places)
    except OnboardError:  # a damaged journal is no reason to see nothing
        return None


def _print_unfinished(run: str | None, places: Places) -> None:
    if run:
        say(f"{sign('!')} The run {run} ended in the middle, or another terminal is at it.")
        say(places.as_typed(f"  Finish it: onboard resume {run}"))
        say(places.as_typed(f"  Or take it back: onboard undo {run}"))


def _print_offer(offer: Offer) -> None:
    mark = sign("✓") if offer.available else sign("–")
    tail = "  (recommended)" if offer.recommended else ""
    say(f"{mark} {offer.method:<7} {offer.reason}{tail}")
    if offer.needs:
        say(f"          needs {', '.join(offer.needs)}")
