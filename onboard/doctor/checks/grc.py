"""Whether git can start git-remote-codecommit for a codecommit:: address."""

from collections.abc import Iterator
from datetime import timedelta

from onboard.doctor.checks.weight import profile_of
from onboard.doctor.finding import Finding, Severity
from onboard.situation import Kind, Method
from onboard.situation.case import Case

NAME = "git-remote-codecommit"
REFRESHED = timedelta(minutes=15)
"""What botocore asks for anew whenever it looks at it. Source: botocore's credentials.py."""
OTHERWISE = "or sign in without it: onboard setup --method helper"
GIT_NEEDS_IT = "git cannot go to a codecommit:: address by itself."


def check(case: Case) -> Iterator[Finding]:
    """It is missing, it cannot start, it has no Region, or it would mix two keys."""
    if case.method is not Method.GRC or case.let_in:
        return
    if case.grc is None:
        yield _missing()
    elif case.grc.problem:
        yield _broken(case, case.grc.problem)
    elif not case.target.region or case.target.problems:
        yield _no_region(case)
    elif _mixes_keys(case):
        yield _other_keys(case)


def is_region(case: Case) -> bool:
    """Whether what is wrong with the address is its Region."""
    return case.method is Method.GRC and "Region" in " ".join(case.target.problems)


def _missing() -> Finding:
    return Finding(
        "no-grc",
        Severity.ERROR,
        f"git does not find {NAME}: it is not installed, or not on the PATH here.",
        "PATH",
        GIT_NEEDS_IT,
        f"Install it: pipx install {NAME}; {OTHERWISE}",
    )


def _broken(case: Case, problem: str) -> Finding:
    where = str(case.grc.path) if case.grc else "PATH"
    return Finding(
        "grc-broken-install",
        Severity.ERROR,
        f"{NAME} is there, but cannot start: {problem}",
        where,
        GIT_NEEDS_IT,
        f"Install it anew: pipx reinstall {NAME}; or take that file away if there is another",
    )


def _no_region(case: Case) -> Finding:
    profile, signer = case.situation.profile or "default", case.signer
    name = signer.profile if signer and signer.profile else profile
    said = " ".join(case.target.problems)
    repository = case.target.repository or "REPOSITORY"
    return Finding(
        "grc-region",
        Severity.ERROR,
        said or f"The address names no Region, and neither does the AWS profile {name}.",
        case.target.where,
        f"{NAME} goes to the host of a Region.",
        f"Name it in the address: codecommit::REGION://{name}@{repository}",
    )


def _mixes_keys(case: Case) -> bool:
    """Whether the profile's program is asked for each half of a key anew."""
    who, fact = case.situation.identity, profile_of(case)
    if fact is None or fact.source != "process" or who.kind is Kind.NONE or who.expires is None:
        return False
    return who.expires - case.situation.now < REFRESHED and case.refused


def _other_keys(case: Case) -> Finding:
    name = case.situation.profile or "default"
    return Finding(
        "grc-credential-process",
        Severity.ERROR,
        f"The credential_process of the AWS profile {name} gives keys that end within minutes, "
        f"and {NAME} asks for them anew for each part: the parts do not fit together.",
        f"AWS profile {name}",
        "CodeCommit refuses a signature by another key than the one that is named.",
        f"Use the helper, which asks once: onboard setup --method helper --profile {name}",
    )
