"""What git will be asked to do as the proof, in words. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onboard.work import Plan


def proof_words(plan: Plan) -> str:
    """The command of the proof, as far as it is known; empty where there is none."""
    if plan.proof is None:
        return ""
    if plan.shown_url:
        return f"git ls-remote {plan.shown_url}"
    if plan.method == "ssh":
        return "ssh signs in to CodeCommit (no repository to list)"
    return "git signs in (no repository to list)"


def proof_in_short(plan: Plan) -> str:
    """The same on one line of the Review page."""
    scheme, slashes, rest = plan.shown_url.partition("://")
    _, slash, path = rest.partition("/")
    if plan.proof and slashes and slash and not scheme.startswith("codecommit"):
        return f"git ls-remote .../{path}"
    return proof_words(plan)
