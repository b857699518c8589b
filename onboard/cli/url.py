"""`onboard url`: any form of a CodeCommit address → the one to use here; remotes, put right."""

import sys
from argparse import Namespace
from dataclasses import replace
from functools import partial
from typing import Any

from onboard import files
from onboard.address import Form, Found
from onboard.address.here import Use, account_of, to_use
from onboard.address.render import plain, render
from onboard.cli.carry_out import carry_out
from onboard.cli.output import clean, say, say_json, sign, tell
from onboard.engine import Engine
from onboard.errors import BadInput
from onboard.observe.address import found as read_here
from onboard.observe.here import here
from onboard.places import Places
from onboard.situation import Situation
from onboard.ssh.alias import host_of
from onboard.work import Materials


def run(options: Namespace, places: Places) -> int:
    """Print the address to use, or rewrite a repository's remotes."""
    if options.rewrite is not None:
        return _rewrite(options, places)
    if options.dry_run or options.yes:
        raise BadInput("--dry-run and --yes are for --rewrite.", "Leave them out.")
    text = _text(options)
    situation = here(places, options.profile, options.region)
    found = read_here(text, situation, places)
    use = to_use(found, situation)
    if options.json:
        say_json(document(found, use, situation, places))
    else:
        _print(found, use, places)
    return 0


def document(found: Found, use: Use, situation: Situation, places: Places) -> dict[str, Any]:
    """The document of `onboard url`."""
    address = found.address
    return {
        "kind": address.form,
        "region": address.region,
        "account": account_of(address, situation) or None,
        "repository": address.repository,
        "https": plain(address, Form.HTTPS),
        "ssh": plain(address, Form.SSH),
        "grc": _grc(found, use),
        "use": use.address,
        "method": use.method,
        "password": found.password,
        "notes": [clean(places.as_typed(words)) for words in (*found.notes, *use.notes)],
    }


def _grc(found: Found, use: Use) -> str:
    return (
        use.address if use.address.startswith("codecommit::") else render(found.address, Form.GRC)
    )


def _print(found: Found, use: Use, places: Places) -> None:
    address = found.address
    say(use.address)
    tell(f"  {address.repository} in {address.region}, for {use.method or 'no method yet'}")
    for words in (*found.notes, *use.notes):
        tell(f"{sign('!')} {places.as_typed(words)}")


def _text(options: Namespace) -> str:
    """What was pasted: the argument, or standard input for `-`."""
    if options.text == "-":
        return sys.stdin.read(100_000)
    if options.text is None:
        raise BadInput(
            "There is no address to read.",
            "Give it as an argument, in quotes; or `-` and paste it on standard input.",
        )
    return str(options.text)


def _rewrite(options: Namespace, places: Places) -> int:
    from onboard.git.remotes import read_repository
    from onboard.plan.remotes import remotes_plan

    if options.text is not None:
        raise BadInput(
            "--rewrite takes the addresses from the repository's own remotes.",
            "Leave the address out, or --rewrite.",
        )
    situation = here(places, options.profile, options.region)
    repository = read_repository(places, files.typed(options.rewrite))
    plan = remotes_plan(repository, situation, partial(host_of, places, situation.machine))
    plan = replace(plan, notes=tuple(map(places.as_typed, plan.notes)))
    return carry_out(options, Engine(places), plan, Materials())
