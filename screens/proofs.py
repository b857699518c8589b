"""The proof: what git will be asked to do, in words, and how a rotation takes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onboard.work import Materials, Plan, Proof, Report, Run, Stop
    from screens.engine import Engine


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


def prove_run(engine: Engine, run: Run, materials: Materials, report: Report, stop: Stop) -> Proof:
    """The proof; where a rotation cannot even be tried, one that failed, so that it is put back."""
    from onboard.errors import OnboardError
    from onboard.work import Proof

    try:
        return engine.prove(run, materials, report, stop)
    except OnboardError as error:
        if run.plan.proof_after is None:
            raise
        return Proof(False, run.plan.method, "", error.message, error.code, error.hint)
