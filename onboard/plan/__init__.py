"""Decide what will change: a pure function from what was seen and chosen to an ordered plan."""

from collections.abc import Callable, Mapping

from onboard.errors import BadInput, NotForThisIdentity, NotInstalled, NotSignedIn
from onboard.lacking import MFA_CODE
from onboard.offer import console_only, offers
from onboard.places import Places
from onboard.plan.git_credential import plan_https
from onboard.plan.nothing_kept import plan_grc
from onboard.plan.signed import plan_helper
from onboard.plan.ssh_key import plan_ssh
from onboard.regions import find_region
from onboard.situation import Kind, Method, Offer, Setup, Situation
from onboard.steps.profile import AddProfile
from onboard.work import Plan

BUILDERS: Mapping[Method, Callable[[Situation, Setup, Offer, Places], Plan]] = {
    Method.HTTPS: plan_https,
    Method.SSH: plan_ssh,
    Method.HELPER: plan_helper,
    Method.GRC: plan_grc,
}


def make_plan(situation: Situation, setup: Setup, places: Places) -> Plan:
    """The plan for one method, in the order of its steps.

    Raises OnboardError where it cannot be carried out: NotForThisIdentity, LimitReached,
    AccessDenied, NotInstalled, VaultUnavailable, BadInput.
    """
    _need_git(situation)
    partition = situation.identity.partition if situation.identity.account else None
    find_region(setup.region, partition)
    offer = next(one for one in offers(situation) if one.method == setup.method)
    brought = setup.key_id or setup.git_user
    if not offer.available or (_signed_out(situation) and not brought):
        raise _refusal(situation, offer)
    if setup.repository is not None:
        check_repository(setup.repository)
    return BUILDERS[setup.method](situation, setup, offer, places)


def paste_keys_plan(situation: Situation, profile: str, region: str, places: Places) -> Plan:
    """The plan that puts a pasted access key into a new profile of the AWS files."""
    name = _profile_name(profile)
    find_region(region)
    steps = [AddProfile(places.aws_credentials, name, (), pasted=True)]
    if not any(one.name == name for one in situation.profiles):
        header = name if name == "default" else f"profile {name}"
        steps.append(AddProfile(places.aws_config, header, (("region", region),)))
    return Plan(
        command="paste-keys",
        method=Method.HELPER,
        account="",
        profile=name,
        region=region,
        steps=tuple(steps),
    )


def _need_git(situation: Situation) -> None:
    if situation.machine.git is None:
        raise NotInstalled(
            "git is not on your PATH, and everything here ends in a git clone.",
            "Install git, for example from your system's packages, and run this again.",
        )


def _signed_out(situation: Situation) -> bool:
    """No credentials where there ought to be some; a console-only machine never had any."""
    return situation.identity.kind is Kind.NONE and not console_only(situation)


def _refusal(situation: Situation, offer: Offer) -> NotForThisIdentity | NotSignedIn:
    identity = situation.identity
    if identity.kind is Kind.NONE:
        hint = identity.hint or "Sign in, or name another profile with --profile."
        return NotSignedIn(identity.problem or offer.reason, hint)
    usable = [one.method for one in offers(situation) if one.available]
    hint = f"Use {' or '.join(usable)} instead: onboard setup --method {usable[0]}"
    if MFA_CODE in offer.needs:
        hint = f"Give a code with --mfa-code-stdin, on standard input. Or u{hint[1:]}"
    return NotForThisIdentity(offer.reason, hint if usable else "")


def check_repository(name: str) -> None:
    """Raise BadInput for what cannot be a repository's name."""
    allowed = all(one.isascii() and (one.isalnum() or one in "._-") for one in name)
    if not name or len(name) > 100 or not allowed or name.endswith(".git"):
        raise BadInput(
            f"{name!r} cannot be the name of a CodeCommit repository: letters, digits, and "
            "the signs . _ - only, 100 at most, not ending in .git.",
            "Give the bare name, as `web`, not an address.",
        )


def _profile_name(text: str) -> str:
    name = text.strip()
    if not name or any(one in "[]\r\n\t#;'\"" or not one.isprintable() for one in name):
        raise BadInput(
            f"{text!r} cannot be the name of an AWS profile.",
            "Use letters, digits and dashes, as `work`.",
        )
    return name
