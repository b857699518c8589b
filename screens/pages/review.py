"""Review: the contract. What is listed here is what will happen, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import OptionList

from screens.frame import Key
from screens.page import Page, Press
from screens.plan_list import PlanList
from screens.proofs import proof_in_short
from screens.signs import LOOK
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.work import Plan, Shown


class ReviewPage(Page):
    """Every change, in order; Up and Down move, F2 opens one, Enter is always the button."""

    STAGE = 3
    MAIN = "Apply"
    ENTER = "Apply"
    CAREFUL = True
    HELP = (
        "This is everything that will be done: each call to AWS and each change on this machine, "
        "in this order, and nothing besides. Up and Down move through the list; F2 or d opens "
        "one: the call with its parameters, or the file as a diff.\n\n"
        "‹…› stands for what only an earlier step can return, such as a key id.\n\n"
        "If a step fails, what was done before it is put back. At the end git itself tries to "
        "sign in. Every file that is changed is kept as it was, and onboard undo takes it all "
        "back."
    )

    def body(self) -> ComposeResult:
        yield words(self._heading(), classes="heading")
        for note in self.plan.notes:
            yield words(sign(LOOK), " ", note)
        for shadow in self.situation.machine.shadows:
            yield words(sign(LOOK), f" {shadow.name} is set: {shadow.effect}")
        if self.shown:
            yield PlanList(self.shown, self.plan.before_proof)
        proof = proof_in_short(self.plan)
        if proof:
            yield words(("     Proof ", "$quiet"), proof, id="proof")
        yield words(self._promise(), classes="quiet gap")

    def on_mount(self) -> None:
        self.query_one(Press).update(f"  {self._button()}  ")

    @property
    def plan(self) -> Plan:
        """The plan that Enter applies."""
        if self.answers.plan is None:
            raise RuntimeError("the Review page was opened without a plan")
        return self.answers.plan

    @cached_property
    def shown(self) -> tuple[Shown, ...]:
        """The plan's steps for the reader."""
        return tuple(step.show() for step in self.plan.steps)

    def more_keys(self) -> Sequence[Key]:
        if not self.shown:
            return ()
        return (Key("↑↓", "Choose", "", 3), Key("F2", "Details", "screen.details", 1))

    def enter(self) -> None:
        self.go_on(self.answers)

    def action_details(self) -> None:
        """The marked step, whole."""
        from screens.details import DetailsBox

        if self.shown:
            at = self.query_one(PlanList).highlighted or 0
            self.app.push_screen(DetailsBox(at + 1, self.shown[at]))

    def on_option_list_option_selected(self, _: OptionList.OptionSelected) -> None:
        self.action_details()

    def _heading(self) -> str:
        count = _changes(len(self.shown))
        if not self.shown:
            return "Everything is in place already. Only the proof is left:"
        if self.plan.proof is None:
            return f"{count}:" if not self.plan.waiting else f"{count}, then your part at AWS:"
        rest = len(self.shown) - self.plan.before_proof
        if rest:
            return f"{count}; the last{f' {rest}' if rest > 1 else ''} only after the proof:"
        return f"{count}, then a proof:"

    def _button(self) -> str:
        if not self.shown:
            return "Prove it"
        these = "this change" if len(self.shown) == 1 else f"these {len(self.shown)} changes"
        return f"Apply {these}"

    def _promise(self) -> str:
        from onboard.overlap import is_final

        if not self.shown:
            return "Nothing is changed."
        if is_final(self.plan):
            return "Nothing else is touched. Once the old one is deleted, nothing takes it back."
        return self.engine.as_typed("Nothing else is touched. Undo it all with: onboard undo")


def _changes(count: int) -> str:
    return "1 change" if count == 1 else f"{count} changes"
