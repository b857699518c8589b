"""The credential helper: nothing is created at IAM; git asks a helper that signs."""

from onboard.errors import MfaNeeded, NotInstalled
from onboard.git.config import quote_command
from onboard.lacking import MFA_CODE, profile_of
from onboard.places import Places
from onboard.plan.accounts import profile_user
from onboard.plan.off_disk import off_disk
from onboard.plan.parts import frame, request
from onboard.plan.sections import section_step
from onboard.regions import find_region, https_url
from onboard.situation import Offer, Setup, Signer, Situation
from onboard.work import Plan


def plan_helper(situation: Situation, setup: Setup, offer: Offer, places: Places) -> Plan:
    """Bake the profile into a helper line for the hosts, and ask git for the path."""
    need_mfa_session(situation, offer)
    helper = _onboard(situation, places) if setup.signer is Signer.ONBOARD else _aws(situation)
    wanted = {"helper": ("", helper), "useHttpPath": ("true",)}
    user = profile_user(situation, setup)
    steps = (*section_step(situation, setup, wanted, user), *off_disk(situation, setup, places))
    url = https_url(find_region(setup.region), setup.repository or "")
    proof = request(situation, setup, situation.identity.arn, url_user=user)
    return frame(situation, setup, steps, url=url, proof=proof, warning=offer.warning)


def need_mfa_session(situation: Situation, offer: Offer) -> None:
    """Raise MfaNeeded where git would be refused without a session that carries MFA."""
    if MFA_CODE in offer.needs:
        profile = profile_of(situation)
        raise MfaNeeded(
            "Your organisation wants a code from your MFA device before git may sign in.",
            "Run this again with --mfa-code-stdin and give the code on standard input.",
            profile.mfa_serial if profile else None,
        )


def _onboard(situation: Situation, places: Places) -> str:
    who = ("--profile", situation.profile) if situation.profile else ()
    return quote_command((*places.launcher, "git-credential", *who))


def _aws(situation: Situation) -> str:
    tool = situation.machine.aws
    if tool is None:
        raise NotInstalled(
            "The AWS CLI is not on your PATH, so its credential helper cannot be used.",
            "Use ours, which needs no AWS CLI: --signer onboard",
        )
    who = ("--profile", situation.profile) if situation.profile else ()
    command = quote_command((str(tool.path), *who, "codecommit", "credential-helper"))
    return f"{command} $@"
