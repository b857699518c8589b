"""Whether AWS knows who this is: nothing that signs works without it."""

from collections.abc import Iterator

from onboard.doctor.finding import Finding, Severity
from onboard.situation import Kind, Method
from onboard.situation.case import Case

IDS = {
    "no-credentials": "no-aws-credentials",
    "expired": "expired-session",
    "broken-config": "aws-config-broken",
    "mfa-needed": "mfa-session-needed",
    "unreachable": "proxy-or-dns",
}


def check(case: Case) -> Iterator[Finding]:
    """An error where git signs with AWS credentials; a note where it has its own."""
    who = case.situation.identity
    if who.kind is not Kind.NONE:
        return
    signs = case.method in (Method.HELPER, Method.GRC)
    yield Finding(
        IDS.get(who.problem_code, "no-aws-credentials"),
        Severity.ERROR if signs else Severity.NOTE,
        who.problem or "There are no AWS credentials here.",
        f"AWS profile {case.situation.profile}" if case.situation.profile else "AWS credentials",
        "git signs in with them here." if signs else "IAM cannot be asked about what is set up.",
        who.hint or "Sign in to AWS, or name another profile with --profile.",
    )
