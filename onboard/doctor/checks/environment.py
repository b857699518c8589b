"""Variables of this terminal that give git other AWS credentials than the profiles would."""

from collections.abc import Iterator

from onboard.doctor.finding import Finding, Severity
from onboard.situation import Kind
from onboard.situation.case import Case

KEYS = "AWS_ACCESS_KEY_ID"
ALL_KEYS = "AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN"
REFUSED = ("invalid-token", "wrong-secret-key", "expired-session")


def check(case: Case) -> Iterator[Finding]:
    """Keys that AWS refuses, and a profile of an account that does not have the repository."""
    if case.signer is None:
        return
    if is_shadowed(case):
        yield _keys(case)
    elif is_elsewhere(case):
        yield _elsewhere(case)


def notes(case: Case) -> Iterator[Finding]:
    """Every variable that matters, with what it does, as in `onboard status`."""
    for one in case.situation.machine.shadows:
        yield Finding(
            "environment",
            Severity.NOTE,
            one.effect,
            one.name,
            "It holds only in terminals that have it set.",
            f"If that is not meant: unset {one.name}",
        )


def is_shadowed(case: Case) -> bool:
    """Whether git signs with keys of the environment that AWS refuses, though profiles are here."""
    who, signer = case.situation.identity, case.signer
    around = signer is not None and not signer.named and signer.where == KEYS
    refused = who.kind is Kind.NONE and who.cause in REFUSED
    return around and refused and bool(case.situation.profiles) and not case.let_in


def _keys(case: Case) -> Finding:
    names = ", ".join(one.name for one in case.situation.profiles)
    return Finding(
        "environment",
        Severity.ERROR,
        f"This terminal has an AWS key of its own, and AWS refuses it: "
        f"{case.situation.identity.problem}",
        KEYS,
        f"It comes before every profile, so git does not sign with any of yours ({names}).",
        f"Take it away: unset {ALL_KEYS}",
    )


def is_elsewhere(case: Case) -> bool:
    """Whether the environment's credentials are of an account that has no such repository."""
    signer, who = case.signer, case.situation.identity
    if signer is None or signer.named or not signer.where or case.repository is not False:
        return False
    others = set(case.situation.past.accounts.values()) - {who.account}
    return who.kind is not Kind.NONE and bool(others) and not case.let_in


def _elsewhere(case: Case) -> Finding:
    who, known = case.situation.identity, case.situation.past.accounts
    others = [f"{name} ({one})" for name, one in known.items() if one and one != who.account]
    name = case.signer.where if case.signer else ""
    return Finding(
        "environment",
        Severity.ERROR,
        f"{name} makes git sign in at account {who.account}, which has no repository "
        f"{case.target.repository} in {case.target.region}.",
        name,
        f"Set up here is: {', '.join(others)}.",
        f"Take it away, or name the profile that is meant in it: unset {name}",
    )
