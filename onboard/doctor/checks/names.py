"""Whether there is such a repository, at such an address."""

from collections.abc import Iterator

from onboard.doctor.finding import Finding, Readdress, Severity
from onboard.situation.case import Case, Target


def check(case: Case) -> Iterator[Finding]:
    """An address of the wrong form, and a repository that AWS does not have there."""
    target = case.target
    for words in target.problems:
        yield Finding(
            "bad-url",
            Severity.ERROR,
            words,
            target.where,
            "git goes to the address as it is written.",
            "Give it the right address: onboard url --rewrite .",
            Readdress(target.folder) if target.folder else None,
        )
    if case.repository is False:
        yield _missing(case, target)


def _missing(case: Case, target: Target) -> Finding:
    near = _alike(target.repository, case.situation.repositories)
    more = f" There is one called {near}." if near else ""
    return Finding(
        "repo-not-found",
        Severity.ERROR,
        f"There is no repository {target.repository} in {target.region} of this account.{more}",
        target.where,
        "CodeCommit answers as for a wrong address.",
        "Check its name, capital letters included, the Region and the account.",
    )


def _alike(name: str, there: object) -> str:
    from difflib import get_close_matches

    names = {one.lower(): one for one in there} if isinstance(there, tuple) else {}
    found = get_close_matches(name.lower(), list(names), n=1, cutoff=0.8)
    return names[found[0]] if found else ""
