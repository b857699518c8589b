"""How a run ended, in the words of the Done page. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.proofs import proof_words

if TYPE_CHECKING:
    from onboard.work import Run
    from screens.answers import Answers

PROVED, UNPROVED, FAILED = 0, 4, 1
"""The exit statuses of the three endings."""


def ending(answers: Answers) -> int:
    """Proved (or nothing to prove), written but not proved, or failed and put back."""
    if answers.run is None or answers.plan is None:
        return FAILED
    if answers.plan.proof is None:
        return FAILED if answers.problem else PROVED
    if put_back(answers) or unretired(answers):
        return FAILED
    return PROVED if answers.proof and answers.proof.ok else UNPROVED


def put_back(answers: Answers) -> bool:
    """Whether it was a rotation that git did not prove, and nothing of it is left."""
    return answers.run is not None and answers.run.state == "failed"


def unretired(answers: Answers) -> bool:
    """Whether git proved the new credential, but the old one could not be retired."""
    return bool(answers.proof and answers.proof.ok and answers.problem)


def rotated(answers: Answers) -> bool:
    """Whether this was a rotation."""
    return answers.plan is not None and answers.plan.command == "rotate"


def final(answers: Answers) -> bool:
    """Whether the old credential was deleted in this run: nothing takes that back."""
    from onboard.overlap import is_final

    return answers.plan is not None and is_final(answers.plan)


def retired_words(run: Run) -> list[str]:
    """What became of the old credentials."""
    from onboard.situation import CALLED
    from onboard.steps.deactivate import Deactivate

    said = []
    for step in run.plan.steps[: len(run.done)]:
        if isinstance(step, Deactivate):
            ending = (
                f"is Inactive; it may be deleted from {step.delete_on} on"
                if step.delete_on
                else "was deleted"
            )
            said.append(f"The old {CALLED[step.type]} {step.id} {ending}.")
    return said


def heading(answers: Answers) -> str:
    """What went wrong, in a line."""
    if put_back(answers):
        return "Not proved: everything was put back, and the old credential is in force."
    if unretired(answers):
        return "Proved and in use, but the old credential is not retired yet."
    if ending(answers) == FAILED:
        return "Not done."
    return "Not proved: it is set up, but the proof failed."


def clone_command(answers: Answers, sandbox: str | None) -> str:
    """The command that clones what was proven; empty without a repository.

    A sandbox's has a line before it, without which a terminal would ask the real AWS.
    """
    url = answers.run.clone_url if answers.run else ""
    first = f'eval "$(onboard sandbox --sandbox={sandbox})"\n' if sandbox else ""
    return f"{first}git clone {url}" if url else ""


def changes(run: Run) -> list[tuple[str, str]]:
    """The list of Review, ticked: what was done, and its few words."""
    steps = (step.show() for step in run.plan.steps)
    return [(shown.summary, done.note) for shown, done in zip(steps, run.done, strict=False)]


def refusal(answers: Answers) -> dict[str, str]:
    """What was tried, what was said (verbatim), what it means, and the one thing to do now."""
    proof, problem = answers.proof, answers.problem
    if proof is not None and not proof.ok:
        return {
            "Tried": proof.command,
            "Answer": proof.said,
            "Means": proof.detail,
            "Now": proof.hint,
        }
    if problem is None:
        return {}
    return {
        "Tried": proof_words(answers.plan) if answers.plan and answers.run else "",
        "Answer": getattr(problem, "detail", ""),
        "Means": problem.message,
        "Now": problem.hint,
    }


def farewell(answers: Answers, sandbox: str | None) -> str:
    """What stays in the terminal after the app has gone."""
    if answers.plan is None or answers.proof is None:
        return ""
    if put_back(answers) or unretired(answers):
        parts = refusal(answers)
        return f"✗ {heading(answers)}\n{parts['Means']}\n{parts['Now']}\n"
    if not answers.proof.ok:
        return f"✗ Not proved: {answers.proof.detail}\n{answers.proof.hint}\nUndo: onboard undo\n"
    command = clone_command(answers, sandbox)
    lines = [f"✓ Proved: {answers.proof.detail}", *([command] if command else [])]
    return "\n".join([*lines, ""])


def waiting_words(answers: Answers) -> str:
    """What the person has to do in the AWS console before it can go on."""
    waiting = answers.plan.waiting if answers.plan else None
    return f"! Waiting for your part:\n{waiting}" if waiting else ""
