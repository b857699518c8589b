"""Apply and Proof: the plan's list as it is done, then git itself; or only the proof again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.widgets import Static

from screens.answers import Again, Answers, Leave, PageName
from screens.background import in_background, on_this_thread
from screens.frame import Foot, Key
from screens.page import Page, Result
from screens.proofs import proof_words, prove_run
from screens.signs import LOOK
from screens.tale import Tale
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.work import Materials, Plan, Progress, Proof, Run

STEP_LIMIT = 60
"""Seconds that one step may take at most: three attempts of five to connect, fifteen to read."""
INTERRUPTED = 130


class ApplyPage(Page):
    """Works through the plan; leaving stops after the step that is being done."""

    STAGE = 4
    HELP = (
        "The list of the page before, being done. If a step fails, what was done before it is "
        "put back.\n\n"
        "Then git signs in with exactly what was set up. A new credential can take a while until "
        "all of AWS knows it; that is what the countdown is for.\n\n"
        "It is slow? What it does stands in the last line, with its seconds; IAM may take a minute "
        "or two. If the proof fails, the next page says why and what to do.\n\n"
        "Esc or Ctrl+Q stops after the step that is being done. Ctrl+Q once more leaves at once; "
        "the next start knows how far it came."
    )

    def body(self) -> ComposeResult:
        yield words(id="tale")
        proof = proof_words(self.plan)
        if proof:
            yield words(f"$ {proof}", classes="copy gap")
        yield words(id="stopping", classes="gap")

    def on_mount(self) -> None:
        shown = [] if self.answers.run else [step.show().summary for step in self.plan.steps]
        self._tale = Tale(shown, self.now)
        self._stopping = threading.Event()
        self._asked_at = 0.0
        self.set_interval(0.1, self._tick)
        self._tick()
        self._do_it()

    @property
    def plan(self) -> Plan:
        """The plan that was reviewed."""
        if self.answers.plan is None:
            raise RuntimeError("the Apply page was opened without a plan")
        return self.answers.plan

    def keys(self) -> Sequence[Key]:
        return (
            Key("Esc", "Stop after this step", "screen.back", 0),
            Key("?", "Help", "screen.explain", 0),
            Key("Ctrl+Q", "Stop; again: leave", "app.quit", 0),
        )

    def action_back(self) -> None:
        """Escape: stop after the step that is being done."""
        if not self._stopping.is_set():
            self._asked_at = self.now()
            self._stopping.set()
            self.query_one(Foot).show_keys((Key("Ctrl+Q", "Leave at once", "app.quit", 0),))
            self._tick()

    def leave(self) -> None:
        """Ctrl+Q: stop as Escape does; again: leave, and let the journal tell the rest."""
        if self._stopping.is_set():
            self.go_on(Leave(INTERRUPTED))
        else:
            self.action_back()

    def ask_to_leave(self) -> None:
        """Ctrl+C: the same as Escape here."""
        self.action_back()

    @work
    async def _do_it(self) -> None:
        from onboard.errors import OnboardError
        from onboard.work import Materials

        materials = self.answers.materials or Materials()
        report = on_this_thread(self._tale.learn)
        run, proof, problem = self.answers.run, None, None
        try:
            if run is None:
                run = await in_background(self._applying(materials, report))
            if run.plan.proof:
                proof = await in_background(self._proving(run, materials, report))
                run = await in_background(partial(self.engine.conclude, run, proof, report))
        except OnboardError as error:
            problem = error
        self.go_on(self._outcome(replace(self.answers, run=run, proof=proof, problem=problem)))

    def _applying(
        self, materials: Materials, report: Callable[[Progress], None]
    ) -> Callable[[], Run]:
        return lambda: self.engine.apply(self.plan, materials, report, self._stopping.is_set)

    def _proving(
        self, run: Run, materials: Materials, report: Callable[[Progress], None]
    ) -> Callable[[], Proof]:
        def prove() -> Proof:
            return prove_run(self.engine, run, materials, report, self._stopping.is_set)

        return prove

    def _outcome(self, answers: Answers) -> Result:
        if self.page is PageName.APPLY_MEND:
            mended = (*answers.mended, answers.run) if answers.run else answers.mended
            return Again(replace(answers, seen=None, plan=None, run=None, mended=mended, passed=()))
        if self.page is not PageName.APPLY_PASTE:
            return answers
        if answers.problem:
            pasting = (PageName.PASTE, PageName.REVIEW_PASTE)
            kept = tuple(page for page in answers.passed if page not in pasting)
            return Again(replace(answers, plan=None, run=None, materials=None, passed=kept))
        return Again(Answers(profile=self.plan.profile, asked_region=answers.asked_region))

    def _tick(self) -> None:
        self.query_one("#tale", Static).update(self._tale.drawn(self.size.width))
        if self._stopping.is_set():
            left = max(0, STEP_LIMIT - int(self.now() - self._asked_at))
            text = f"Stopping after this step, in {left} s at most. Ctrl+Q leaves at once."
            self.query_one("#stopping", Static).update(words(sign(LOOK), " ", text).content)
