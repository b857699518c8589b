"""`onboard policy`: whatever was refused → the least policy that allows it, and a ticket text."""

import json
import re
import sys
from argparse import Namespace
from dataclasses import replace
from typing import Any

from onboard import files
from onboard.cli.output import clean, say, say_json, sign, tell
from onboard.errors import BadInput
from onboard.files.fresh import write_new
from onboard.identity import USER, identify
from onboard.observe.here import here
from onboard.places import Places
from onboard.policy import Packet, Refusal, asking
from onboard.policy.actions import ACTION
from onboard.policy.read import read
from onboard.policy.ticket import file_text, helps, ticket
from onboard.policy.write import packet
from onboard.regions import find_region
from onboard.situation import Identity, Kind

_NAME = re.compile(r"[\w+=,.@-]{1,64}", re.ASCII)


def run(options: Namespace, places: Places) -> int:
    """Print the packet, or write it to a new file."""
    refusal = _refusal(options)
    who, target = _who(options, places, refusal)
    refusal = _placed(options, places, refusal, who)
    made = packet(refusal, who, target)
    text = ticket(made)
    if options.output:
        write_new(files.typed(options.output), _content(options, made, text))
    if options.json:
        say_json(document(made, text))
    elif options.output:
        tell(f"{sign('✓')} Written to {options.output}.")
    else:
        say(text.rstrip())
    if not helps(made) and not options.json:
        tell(f"{sign('!')} No policy that you could be given would help here; see what to ask for.")
    return 0


def document(made: Packet, text: str) -> dict[str, Any]:
    """The document of `onboard policy`."""
    resources = list(dict.fromkeys(one.resource for one in made.statements))
    return {
        "policy": made.policy,
        "mfa_policy": made.mfa_policy,
        "managed": [
            {"name": one.name, "arn": one.arn, "covers": list(one.covers)} for one in made.managed
        ],
        "ticket": clean(text),
        "actions": list(made.refusal.actions),
        "resource": resources[0] if len(resources) == 1 else resources,
        "principal": made.who.arn or None,
        "layer": made.refusal.layer,
        "explicit": made.refusal.explicit,
        "notes": [clean(one) for one in made.notes],
    }


def _refusal(options: Namespace) -> Refusal:
    """From the text, the flags, or both: flags say what a text leaves open."""
    actions = tuple(options.action or ())
    for one in actions:
        if not re.fullmatch(ACTION, one):
            raise BadInput(
                f"{one!r} is no action of IAM policies that is known here.",
                "Write it as codecommit:GitPull or iam:UploadSSHPublicKey.",
            )
    text = sys.stdin.read(100_000) if options.refusal == "-" else options.refusal
    if text is None and not actions:
        raise BadInput(
            "There is no refusal to read.",
            "Give the message in quotes, or `-` and paste it on standard input; or say what was "
            "refused: --action codecommit:GitPull --repository NAME",
        )
    found = read(text) if text is not None else Refusal(asking(actions))
    return replace(found, asked=asking(actions)) if actions else found


def _who(options: Namespace, places: Places, refusal: Refusal) -> tuple[Identity, str]:
    """Whom it was refused to, and the user that an action of IAM is about, where that is another.

    `--user` is the one refused, unless the text names the caller: then it is whom it is about.
    """
    named = options.user or ""
    if refusal.principal:
        about = named.rpartition("/")[2] if named else ""
        return _of_arn(refusal.principal), about
    if named.startswith("arn:"):
        return _of_arn(named), ""
    caller = _caller(options, places)
    if not named:
        return caller, ""
    if not _NAME.fullmatch(named):
        raise BadInput(f"{named!r} cannot be the name of an IAM user.", "Give its name or ARN.")
    if not caller.account:
        raise BadInput(
            "The user's account is not known: nobody is signed in.",
            "Give the whole ARN: --user arn:aws:iam::ACCOUNT:user/NAME.",
        )
    if caller.kind in (Kind.IAM_USER, Kind.IAM_USER_SESSION) and caller.name == named:
        return caller, ""
    return _of_arn(f"arn:{caller.partition}:iam::{caller.account}:user/{named}"), ""


def _of_arn(arn: str) -> Identity:
    found = identify(arn, "", "", False, None, (), {}, None)
    if not re.fullmatch(r"\d{12}", found.account) or (":user/" in arn and not USER.fullmatch(arn)):
        raise BadInput(
            "The caller's ARN is not whole.", "Paste all of the message, or give --user ARN."
        )
    return found


def _caller(options: Namespace, places: Places) -> Identity:
    from onboard.aws.profiles import read_profiles
    from onboard.observe.sign_in import sign_in

    return sign_in(places, options.profile, options.region, read_profiles(places)).identity


def _placed(options: Namespace, places: Places, refusal: Refusal, who: Identity) -> Refusal:
    """With the repository and the Region of the flags, the profile's Region if none is named."""
    if options.repository:
        asked = tuple((one, said if "user " in said else "") for one, said in refusal.asked)
        refusal = replace(refusal, repository=options.repository, asked=asked)
    if not refusal.repository:
        return refusal
    region = options.region or refusal.region
    if not region:
        region = here(places, options.profile, None).region.name or ""
    if region:
        find_region(region, who.partition if who.account else None)
    return replace(refusal, region=region)


def _content(options: Namespace, made: Packet, text: str) -> str:
    """What the file gets; with --json the whole document, unless the policy alone is wanted."""
    if options.json and not options.output.endswith(".json"):
        return json.dumps(document(made, text), indent=2) + "\n"
    return file_text(made, options.output)
