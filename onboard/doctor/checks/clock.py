"""Whether the local clock is near enough to AWS's: what is signed at another time is refused."""

from collections.abc import Iterator

from onboard.doctor.finding import Finding, Severity
from onboard.situation.case import Case

ALLOWED, DRIFTS = 300.0, 120.0
"""Seconds: AWS takes five minutes. Source: IAM user guide, troubleshooting signed requests."""


def check(case: Case) -> Iterator[Finding]:
    """An error where git is refused for it, a warning where it is on the way there."""
    if not is_off(case):
        return
    yield Finding(
        "clock-skew",
        Severity.ERROR if case.signer is not None and not case.let_in else Severity.WARNING,
        f"The clock of this machine is {_said(case.ahead)}.",
        "this machine's clock",
        "AWS refuses what was signed more than five minutes away from its own time.",
        "Set the clock by the network (Linux: sudo timedatectl set-ntp true; macOS: sudo sntp -sS "
        "time.apple.com; Windows: w32tm /resync), then look again: onboard doctor",
    )


def is_off(case: Case) -> bool:
    """Whether AWS refuses what is signed here, or soon will."""
    refused = case.situation.identity.cause == "clock-skew"
    return refused or (case.ahead is not None and abs(case.ahead) > DRIFTS)


def _said(ahead: float | None) -> str:
    if ahead is None or abs(ahead) < 1:
        return "not at the time that AWS has"
    minutes = round(abs(ahead) / 60)
    long = f"{minutes} minutes" if minutes < 120 else f"{round(minutes / 60)} hours"
    return f"{long} {'fast' if ahead > 0 else 'slow'}"
