"""Whose AWS credentials git signs with at an address: the profile, and who names it."""

from collections.abc import Mapping
from dataclasses import replace

from onboard.git.helper_line import read_line
from onboard.git.troubles import where
from onboard.observe.case.git_view import method_of
from onboard.situation import Method, Situation
from onboard.situation.case import GitView, Signer, Target

KEYS, PROFILES = "AWS_ACCESS_KEY_ID", ("AWS_DEFAULT_PROFILE", "AWS_PROFILE")
"""In the order in which the AWS tools look. Source: botocore's session.py and credentials.py."""
MISSING = "aws-profile-missing"


def signer(env: Mapping[str, str], target: Target, git: GitView) -> Signer | None:
    """None where git signs in with something else than AWS credentials."""
    method = method_of(target, git)
    if method is Method.GRC:
        return _named(env, target.profile, target.where)
    if method is not Method.HELPER:
        return None
    lines = [(one.entry, read_line(one.entry.value)) for one in git.helpers]
    entry, line = next(pair for pair in lines if pair[1].kind in ("helper", "aws"))
    return _named(env, line.profile or "", where(entry))


def compared(found: Signer, situation: Situation) -> Signer:
    """With whether the profile is there, and which one is where it is the only one."""
    names = [one.name for one in situation.profiles]
    missing = found.profile not in names if names else situation.identity.cause == MISSING
    if found.profile is None or not missing:
        return found
    return replace(found, known=False, instead=names[0] if len(names) == 1 else "")


def _named(env: Mapping[str, str], profile: str, place: str) -> Signer:
    if profile:
        return Signer(profile, place, named=True)
    if env.get(KEYS):
        return Signer(None, KEYS)
    variable = next((name for name in PROFILES if env.get(name)), "")
    return Signer(env.get(variable), variable)
