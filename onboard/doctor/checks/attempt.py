"""What git itself said when it was sent to the address, as `onboard explain` reads it."""

from collections.abc import Iterator

from onboard.doctor.checks.key_files import locked
from onboard.doctor.explain import explain
from onboard.doctor.finding import Finding, Severity
from onboard.situation.case import Case

FROM_WORDS = "git's own words: "


def check(case: Case) -> Iterator[Finding]:
    """The likeliest cause in its words, for where no other check knows better."""
    attempt = case.attempt
    if attempt is None or attempt.ok or locked(case):
        return
    where = f"{FROM_WORDS}{attempt.command}"
    for match in explain(f"{attempt.command}\n{attempt.said}")[:1]:
        yield Finding(match.symptom, Severity.ERROR, match.cause, where, match.why, match.next)
        return
    last = (attempt.said.strip().splitlines() or ["it said nothing"])[-1].strip()
    yield Finding(
        "unknown",
        Severity.ERROR,
        f"git was not let in, and no cause is known for what it said: {last}",
        where,
        "Until git is let in, nothing can be cloned, fetched or pushed there.",
        "Send what `onboard bundle` prints to your help desk.",
    )


def is_vague(finding: Finding) -> bool:
    """Whether it is known from git's words alone."""
    return finding.where.startswith(FROM_WORDS)
