"""Which words on a page are a refusal that an administrator could lift. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onboard.doctor.finding import Finding
    from onboard.errors import OnboardError
    from screens.answers import Answers

CAUSES = ("no-permission-", "explicit-deny-")
SENT = "onboard policy"
"""What a hint names where there is something to send."""


def of_error(error: OnboardError) -> str:
    """What it says was refused; empty where it is no permission that is missing."""
    from onboard.errors import AccessDenied

    if isinstance(error, AccessDenied) or SENT in error.hint:
        return " ".join([error.message, error.hint, getattr(error, "action", "")])
    return ""


def of_run(answers: Answers) -> str:
    """The same of a run that ended, and of its proof."""
    proof = answers.proof
    if answers.problem:
        return of_error(answers.problem)
    if proof is None or proof.ok or not _is_permission(proof.cause, proof.hint):
        return ""
    return "\n".join([proof.command, proof.said, proof.detail, proof.hint])


def of_finding(finding: Finding, said: str) -> str:
    """The same of a finding; `said` is what git said."""
    if not _is_permission(finding.id, finding.fix):
        return ""
    return "\n".join([finding.summary, finding.fix, said])


def _is_permission(cause: str, hint: str) -> bool:
    return cause.startswith(CAUSES) or SENT in hint
