"""Whether there is such a repository at AWS. Pure."""

from collections.abc import Iterator
from difflib import get_close_matches

from onboard.doctor.checks import environment
from onboard.doctor.finding import FIX, Finding, Readdress, Severity
from onboard.situation import Situation
from onboard.situation.case import Case, Target


def check(case: Case) -> Iterator[Finding]:
    """A repository that the account does not have in that Region, and the one that may be meant."""
    if case.repository is not False or case.let_in or environment.is_elsewhere(case):
        return
    target, situation = case.target, case.situation
    there = situation.repositories if isinstance(situation.repositories, tuple) else ()
    same = [one for one in there if one.lower() == target.repository.lower()]
    near = same or get_close_matches(target.repository, there, n=1, cutoff=0.75)
    said = f" There is one called {near[0]}." if near else _other_region(situation, target)
    sure = len(same) == 1 and target.folder is not None
    mend = Readdress(target.folder, ((target.repository, same[0]),)) if sure else None  # type: ignore[arg-type]
    yield Finding(
        "repo-not-found",
        Severity.ERROR,
        f"There is no repository {target.repository} in {target.region} of account "
        f"{situation.identity.account}.{said}",
        target.where,
        "CodeCommit tells capital and small letters apart, and each Region has repositories of "
        "its own.",
        _fix(target, near, sure),
        mend,
    )


def _fix(target: Target, near: list[str], sure: bool) -> str:
    if sure:
        return FIX
    if near and target.remote and target.url.endswith(f"/{target.repository}"):
        meant = target.url[: -len(target.repository)] + near[0]
        return f"If that one is meant: git remote set-url {target.remote} {meant}"
    return "Check its name, the Region and the account; onboard status lists what there is."


def _other_region(situation: Situation, target: Target) -> str:
    """The profile's own Region, where the address names another."""
    own = next((one.region for one in situation.profiles if one.name == situation.profile), None)
    return f" Your profile's Region is {own}." if own and own != target.region else ""
