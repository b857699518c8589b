"""What is due at IAM and in the journal: full slots, old and retired credentials, open runs."""

from collections.abc import Iterator

from onboard.audit import MAX_AGE, age_days, is_due
from onboard.doctor.finding import Finding, Severity
from onboard.lacking import existing, full, slot
from onboard.rotate import held, overdue
from onboard.situation import CALLED, Credential, Kind, Method, Situation
from onboard.situation.case import Case

USERS = (Kind.IAM_USER, Kind.IAM_USER_SESSION)
METHODS = {Credential.GIT: Method.HTTPS, Credential.SSH: Method.SSH}


def check(case: Case) -> Iterator[Finding]:
    """As `onboard status` says it; nothing here keeps git out today."""
    situation = case.situation
    yield from _unfinished(situation)
    for kind in Credential:
        yield from _old(situation, kind)
    yield from _retired(situation)
    for kind, method in METHODS.items():
        yield from _full(situation, kind, method)


def _unfinished(situation: Situation) -> Iterator[Finding]:
    run = situation.resumable
    if run:
        yield Finding(
            "unfinished-run",
            Severity.WARNING,
            f"The run {run} of onboard ended in the middle, or another terminal is at it.",
            f"run {run}",
            "What it began is neither finished nor put back.",
            f"Finish it: onboard resume {run}; or take it back: onboard undo {run}",
        )


def _old(situation: Situation, kind: Credential) -> Iterator[Finding]:
    for one in held(situation, kind):
        days = age_days(one.created, situation.now)
        if not is_due(one.status, days, MAX_AGE):
            continue
        yield Finding(
            "old-credential",
            Severity.WARNING,
            f"The {CALLED[kind]} {one.id} is {days} days old.",
            f"IAM, user {situation.identity.name}, {one.id}",
            f"What is older than {MAX_AGE} days is due to be exchanged.",
            _exchange(kind, one.id),
        )


def _exchange(kind: Credential, id_: str) -> str:
    method = METHODS.get(kind, Method.HELPER)
    return (
        f"Put a new one in its place: onboard rotate --method {method}; or, if nobody uses it, "
        f"delete it: onboard rotate --delete {id_}"
    )


def _retired(situation: Situation) -> Iterator[Finding]:
    ended = {one.id for one in overdue(situation)}
    there = {one.id for kind in Credential for one in held(situation, kind)}
    for one in situation.past.retired:
        if one.id not in there:
            continue
        over = one.id in ended
        yield Finding(
            "retired",
            Severity.WARNING if over else Severity.NOTE,
            f"A rotation retired the {CALLED[one.type]} {one.id}. "
            + ("Its grace is over." if over else f"It may go from {one.delete_on} on."),
            f"IAM, user {one.user}, {one.id}",
            "It is Inactive and takes one of the slots.",
            f"Delete it: onboard rotate --delete {one.id}",
        )


def _full(situation: Situation, kind: Credential, method: Method) -> Iterator[Finding]:
    if situation.identity.kind not in USERS or existing(situation, method):
        return
    if slot(situation, method):
        yield Finding(
            "slots-full",
            Severity.NOTE,
            full(situation, method),
            f"IAM, user {situation.identity.name}, {CALLED[kind]}s",
            "No new one can be made here.",
            "If you want one, delete one that nobody uses: onboard rotate --delete ID",
        )
