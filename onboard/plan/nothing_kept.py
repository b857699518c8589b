"""git-remote-codecommit: it signs by itself; git only must not store what it signs with."""

from onboard.errors import NotInstalled
from onboard.git.config import quote_command
from onboard.places import Places
from onboard.plan.accounts import url_user
from onboard.plan.off_disk import off_disk
from onboard.plan.parts import frame, request
from onboard.plan.sections import section_step
from onboard.plan.signed import need_mfa_session
from onboard.regions import find_region, grc_url
from onboard.situation import Offer, Setup, Situation
from onboard.steps.profile import AddProfile
from onboard.work import Plan


def plan_grc(situation: Situation, setup: Setup, offer: Offer, places: Places) -> Plan:
    """Write the empty helper alone, so that no configured helper gets the signed password."""
    if situation.machine.grc is None:
        raise NotInstalled(
            "git-remote-codecommit is not on your PATH, so git cannot use codecommit:: addresses.",
            "Install it: pipx install git-remote-codecommit",
        )
    need_mfa_session(situation, offer)
    profile = _session_profile(situation)
    # another account's helper, which has the plain hosts, keeps nothing either
    taken = url_user(situation, setup) is None
    steps = () if taken else section_step(situation, setup, {"helper": ("",)})
    url = grc_url(find_region(setup.region), setup.repository or "", profile)
    proof = request(situation, setup, situation.identity.arn, profile=profile)
    added = _profile_step(situation, profile, setup.region, places)
    return frame(
        situation,
        setup,
        (*added, *steps, *off_disk(situation, setup, places)),
        url=url,
        proof=proof,
        warning=offer.warning,
    )


def _session_profile(situation: Situation) -> str | None:
    """The profile that git-remote-codecommit reads: one of our own for a session with MFA."""
    if situation.identity.mfa and situation.profile:
        return f"{situation.profile}-mfa"
    return situation.profile


def _profile_step(
    situation: Situation, profile: str | None, region: str, places: Places
) -> tuple[AddProfile, ...]:
    known = any(one.name == profile for one in situation.profiles)
    if profile == situation.profile or profile is None or known:
        return ()
    source = situation.profile or ""
    command = quote_command((*places.launcher, "credential-process", "--profile", source))
    settings = (("region", region), ("credential_process", command.removeprefix("!")))
    return (AddProfile(places.aws_config, f"profile {profile}", settings),)
