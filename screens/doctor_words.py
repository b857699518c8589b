"""What the Doctor page says above its findings. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.widgets import Static

from screens.findings import with_short_paths
from screens.signs import DONE, FAILED, LOOK
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.doctor.examine import Examined
    from screens.answers import Answers


def ended(answers: Answers) -> Iterator[Static]:
    """How the last mending ended; nothing where there was none."""
    problem, proof = answers.problem, answers.proof
    if problem:
        yield words(sign(FAILED), f" Not mended: {problem.message} ", (problem.hint, "bold"))
    elif proof and not proof.ok:
        yield words(sign(LOOK), f" It is written, but not proved: {proof.detail}")
    elif answers.mended:
        count = len(answers.mended[-1].done)
        changes = "1 change" if count == 1 else f"{count} changes"
        yield words(sign(DONE), f" Done: {changes}, as shown. U takes it back.")


def found(seen: Examined) -> Iterator[Static]:
    """What it comes to, and for which address."""
    mark, text = outcome(seen)
    yield words(sign(mark), (f" {text}", "bold"))
    target = seen.case.target
    if target.url:
        yield words(target.url, classes="copy")
        yield words(with_short_paths(target.where), classes="quiet told")


def outcome(seen: Examined) -> tuple[str, str]:
    """A sign and a sentence."""
    worst = seen.findings[0].severity if seen.findings else ""
    let_in = seen.case.attempt is not None and seen.case.attempt.ok
    if worst == "error":
        return FAILED, "git is let in, but this is wrong:" if let_in else "This keeps git out:"
    if worst == "warning":
        return LOOK, "git is let in; look at this all the same:" if let_in else "Look at this:"
    tried = "git is let in." if let_in else "There is no repository here to try with git."
    return DONE, f"Nothing is wrong. {tried}"
