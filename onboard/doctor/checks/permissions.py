"""Whether IAM lets this caller pull and push, and look after its own credentials."""

import shlex
from collections.abc import Iterator

from onboard.doctor.checks.weight import PEOPLE, carries_mfa, signs_as_seen
from onboard.doctor.finding import Finding, Severity
from onboard.lacking import CREATE, LIST, PULL, PUSH, wants_mfa
from onboard.situation import Kind, Verdict
from onboard.situation.case import Case

EXPLICIT, ORGANISATION = "explicitly denies", "organisation"
WITH_MFA = (
    "Give a code of your MFA device, which is kept until the session ends: "
    "onboard setup --method helper --mfa-code-stdin"
)


def check(case: Case) -> Iterator[Finding]:
    """What is denied, by which kind of policy as far as IAM says it, and what to send to whom."""
    if case.situation.identity.kind is Kind.NONE or not signs_as_seen(case):
        return
    pull, push = (case.situation.permissions.get(one) for one in (PULL, PUSH))
    if _lacks_mfa(case):
        yield _mfa(case)
    elif pull and pull.decision == "denied" and not case.let_in:
        yield _denied(case, PULL, pull, "no-permission-pull", Severity.ERROR)
    elif push and push.decision == "denied":
        people = case.situation.identity.kind in PEOPLE
        weight = Severity.WARNING if people else Severity.NOTE
        yield _denied(case, PUSH, push, "no-permission-push", weight)
    yield from _self_service(case)


def _lacks_mfa(case: Case) -> bool:
    without = not (case.situation.identity.mfa and carries_mfa(case))
    return wants_mfa(case.situation) and without and not case.let_in


def _mfa(case: Case) -> Finding:
    what = "this session carries none" if carries_mfa(case) else "what git sends cannot carry it"
    return Finding(
        "explicit-deny-mfa",
        Severity.ERROR,
        f"A policy refuses nearly everything without MFA, and {what}.",
        _principal(case),
        "CodeCommit answers with a bare 403.",
        WITH_MFA,
    )


def _denied(case: Case, action: str, verdict: Verdict, id_: str, severity: Severity) -> Finding:
    target = case.target
    what = "pull from" if action == PULL else "push to"
    if ORGANISATION in verdict.why:
        id_ = "explicit-deny-scp"
    elif EXPLICIT in verdict.why and action == PULL:
        id_ = "explicit-deny-mfa"
    only = "You may pull, but not" if action == PUSH else "You may not"
    return Finding(
        id_,
        severity,
        f"{only} {what} {target.repository or 'the repositories'}: {verdict.why} ({action}).",
        _principal(case),
        "CodeCommit refuses it, over HTTPS with a bare 403.",
        _ask(case, action, verdict),
    )


def _ask(case: Case, action: str, verdict: Verdict) -> str:
    """An explicit deny has to go; anything else wants an Allow."""
    target, explicit = case.target, EXPLICIT in verdict.why or ORGANISATION in verdict.why
    words = shlex.quote(f"{action}: {verdict.why}") if explicit else action
    place = f" --repository {target.repository} --region {target.region}"
    who = f" --profile {shlex.quote(case.situation.profile)}" if case.situation.profile else ""
    asked = f"onboard policy {words}{place if target.repository else ''}{who}"
    if explicit:
        return f"No Allow helps: the deny has to go. What to send to an administrator: {asked}"
    return f"Ask an administrator for it; what to send: {asked}"


def _self_service(case: Case) -> Iterator[Finding]:
    """A note: git signs in with what there is, only nothing new can be made here."""
    situation = case.situation
    if situation.identity.kind not in (Kind.IAM_USER, Kind.IAM_USER_SESSION):
        return
    if wants_mfa(situation):
        return
    verdicts = situation.permissions
    asked = dict.fromkeys((*LIST.values(), *CREATE.values()))
    denied = [one for one in asked if (v := verdicts.get(one)) and v.decision == "denied"]
    if denied:
        yield Finding(
            "no-permission-iam",
            Severity.NOTE,
            f"IAM does not let you look after your own {_kinds(denied)}.",
            _principal(case),
            "Nothing new can be made for you here, and what IAM has of yours cannot be seen.",
            "If you want that, send to an administrator: onboard policy "
            + " ".join(f"--action {one}" for one in denied),
        )


def _kinds(actions: list[str]) -> str:
    git = any("Specific" in one for one in actions)
    ssh = any("SSH" in one for one in actions)
    return " and ".join((("Git credentials",) * git) + (("SSH keys",) * ssh))


def _principal(case: Case) -> str:
    return f"IAM, {case.situation.identity.arn}"
