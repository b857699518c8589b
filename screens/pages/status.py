"""Status: what is set up here, what IAM holds, what is due, and what may be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeAlias

from textual import events, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from onboard.errors import OnboardError, PassphraseNeeded
from onboard.work import Materials, Report, never, silent
from screens import held
from screens.answers import Again, Answers, PageName, Way
from screens.background import in_background, on_this_thread
from screens.boxes import AskBox, ChoiceBox, RefusalBox, SecretBox
from screens.frame import Key
from screens.methods import NAMES
from screens.page import Page
from screens.proofs import prove_run
from screens.rotating import methods, nothing, removal_words, same_setup
from screens.signs import DONE, LOOK, NOW
from screens.tale import Tale
from screens.text import sign, words

Work: TypeAlias = Callable[[], tuple[str, ...]]
"""A slow call; it returns what had to be left, and why."""


class StatusPage(Page):
    """Where something is set up already: what may be done with it, each by one key."""

    MAIN = "Set up git's sign-in"
    ENTER = "Add"
    BINDINGS = [
        ("r", "rotate"),
        ("a", "enter_now"),
        ("x", "remove"),
        ("t", "test"),
        ("u", "undo"),
        ("e", "everyone"),
        ("d,f", "doctor"),
    ]
    _at_work = False
    _report: Report = staticmethod(silent)
    HELP = (
        "The upper part is what this machine is set up to do for CodeCommit. The lower part is "
        "what IAM holds for your user, with its age; here means that this machine has the other "
        "half. What is due is Active and older than a year, or its grace after a rotation is "
        "over.\n\n"
        "R makes a new credential, lets git prove it, and only then retires the old one. A or "
        "Enter adds another way in or another Region. X shows what onboard has set up here, asks, "
        "and takes it out. T lets git prove again what is set up. D is the doctor: it finds what "
        "keeps git out, and repairs it. E shows everybody's.\n\n"
        "After an interrupted run R finishes that run and U takes it back.\n\n"
        "Inactive credentials take a slot too. onboard status shows the same in any terminal."
    )

    def body(self) -> ComposeResult:
        if self.situation.resumable:
            yield words(
                sign(LOOK), " The last run was interrupted. R finishes it, U takes it back."
            )
        if self.situation.setups:
            yield words(("Set up on this machine", "bold"))
            yield words(Content("\n").join(held.set_up(self.situation)))
        rows = self._rows(self.app.size.width)
        if rows:
            yield words(("At IAM", "bold"), classes="gap")
            yield words(rows, id="held")
        if self.situation.identity.kind in ("iam-user", "iam-user-session"):
            yield words(("Slots  ", "bold"), held.slots(self.situation), classes="gap")
        retired = self._retired()
        if retired:
            yield words(("Retired by a rotation", "bold"), classes="gap")
            yield words(retired)
        if self.situation.setups and not self.situation.resumable:
            undo = self.engine.as_typed("onboard undo")
            yield words(("Undo   ", "bold"), f"{undo} takes the last run back", classes="gap")
        yield words(id="tale", classes="gap")

    def _rows(self, width: int) -> Content:
        return Content("\n").join(held.credentials(self.situation, width - 3))

    def _retired(self) -> Content:
        lines = [
            Content.assemble(
                sign(LOOK if command else DONE), f" {text}", (self.engine.as_typed(command), "bold")
            )
            for text, command in held.retired(self.situation)
        ]
        return Content("\n").join(lines)

    def on_resize(self, event: events.Resize) -> None:
        for rows in self.query("#held").results(Static):
            rows.update(self._rows(event.size.width))

    def more_keys(self) -> Sequence[Key]:
        everyone, add = Key("E", "Audit", "screen.everyone", 2), Key("A", "Add", "", 3)
        repair = Key("D", "Repair", "screen.doctor", 0)
        if self.situation.resumable:
            resume = Key("R", "Resume", "screen.rotate", 0)
            return resume, Key("U", "Undo", "screen.undo", 0), repair, everyone
        if not self.situation.setups:
            return add, repair, everyone
        return (
            Key("R", "Rotate", "screen.rotate", 0),
            add,
            repair,
            Key("X", "Remove", "screen.remove", 1),
            Key("T", "Test", "screen.test", 1),
            everyone,
        )

    def enter(self) -> None:
        if not self._at_work:
            self.go_on(self._afresh())

    def _afresh(self) -> Answers:
        """The answers without a rotation or a test that was wanted before."""
        if self.answers.way is None:
            return self.answers
        return replace(self.answers, way=None, method=None, setup=None, plan=None, materials=None)

    @property
    def _free(self) -> bool:
        """Whether R, X and T mean what is set up: nothing is unfinished or under way."""
        done = not (self._at_work or self.situation.resumable)
        return done and bool(self.situation.setups)

    def action_rotate(self) -> None:
        """R: rotate; or finish the interrupted run."""
        if self.situation.resumable:
            self.action_resume()
        elif self._free:
            why = nothing(self.situation)
            if why:
                self.app.push_screen(RefusalBox("Nothing to rotate", why, ""))
            else:
                self.go_on(replace(self._afresh(), way=Way.ROTATE))

    def action_test(self) -> None:
        """T: let git prove again what is set up; asked which, where there are several."""
        if not self._free:
            return
        there = methods(self.situation)
        if len(there) < 2:
            self._test(there[0] if there else self.situation.setups[0].method)
            return
        text = "Git signs in once more with what is set up; nothing is changed."
        values = [(str(one), NAMES[one]) for one in there]
        box = ChoiceBox("Which one to test?", text, "Test", values)
        self._choose(box, self._test)

    def _choose(self, box: ChoiceBox, act: Callable[[str], object]) -> None:
        def answered(wanted: bool | None) -> None:
            if wanted:
                act(box.chosen)

        self.app.push_screen(box, answered)

    @work(exclusive=True)
    async def _test(self, name: str) -> None:
        from onboard.situation import Method
        from onboard.work import Materials

        setup = same_setup(self.situation, Method(name))
        try:
            plan = await in_background(lambda: self.engine.plan(self.situation, setup))
        except OnboardError as error:
            self.show_problem(error)
            return
        chosen = replace(self._afresh(), method=setup.method, materials=Materials())
        if plan.proof and plan.proof.encrypted:  # the Options page asks for the passphrase
            self.go_on(Again(replace(chosen, passed=(*chosen.passed, self.page, PageName.METHOD))))
        else:
            self.go_on(replace(chosen, way=Way.TEST, setup=setup, plan=plan, by_console=False))

    def action_remove(self) -> None:
        """X: show what goes, ask, remove; asked of which method, where there are several."""
        if not self._free:
            return
        there = tuple(dict.fromkeys(one.method for one in self.situation.setups))
        if len(there) < 2:
            self._show_removal("")
            return
        text = "The next box shows what goes; nothing is taken out before you say so."
        values = [("", "everything"), *((str(one), NAMES[one]) for one in there)]
        box = ChoiceBox("What shall be removed?", text, "Show", values)
        self._choose(box, self._show_removal)

    @work(exclusive=True)
    async def _show_removal(self, name: str) -> None:
        from onboard.situation import Method

        method, region = Method(name) if name else None, self.situation.region.name
        self.clear_problem()
        self.query_one("#tale", Static).update(words(sign(NOW), " Looking what there is").content)
        try:
            shown = await in_background(lambda: self.engine.removal(method, region))
        except OnboardError as error:
            self.show_problem(error)
            return
        finally:
            self.query_one("#tale", Static).update("")
        if not shown.pieces:
            why = " ".join([*shown.left, *shown.beyond]) or "Nothing here is onboard's."
            self.app.push_screen(RefusalBox("Nothing to remove", why, ""))
            return
        self._ask(
            "Take all this out? It cannot be undone.",
            removal_words(shown),
            "Remove",
            lambda: self.engine.remove(shown, method, region, self._report).left,
        )

    def action_doctor(self) -> None:
        """D: what is broken, and what mends it."""
        if not self._at_work:
            super().action_doctor()

    def action_everyone(self) -> None:
        """Look at what every IAM user of the account holds."""
        if not self._at_work:
            self.lay_above(PageName.AUDIT)

    def action_undo(self) -> None:
        """Ask, then take the interrupted run back and look afresh."""
        run = self.situation.resumable
        if run is None:
            return
        text = "What the interrupted run had done is put back, on this machine and at AWS."
        self._ask(
            "Undo the interrupted run?", text, "Undo", lambda: self.engine.undo(run, self._report)
        )

    def action_resume(self) -> None:
        """Ask, then finish the interrupted run, let git prove it, and look afresh."""
        text = "The steps that are missing are applied, and git proves the result."
        self._ask("Finish the interrupted run?", text, "Finish", lambda: self._finish(Materials()))

    def _ask_passphrase(self, error: OnboardError) -> None:
        """The interrupted run has a key with a passphrase: ask for it, and go on."""
        box = SecretBox("The passphrase of the SSH key", error.message, "Finish")

        def answered(wanted: bool | None) -> None:
            if wanted:
                self._carry_out(lambda: self._finish(Materials(passphrase=box.given)))

        self.app.push_screen(box, answered)

    def _finish(self, given: Materials) -> tuple[str, ...]:
        done = self.engine.resume(self.situation.resumable, given, self._report, never)
        if not done or not done.plan.proof or done.proof:
            return ()
        proof = prove_run(self.engine, done, given, self._report, never)
        done = self.engine.conclude(done, proof, self._report)
        if done.state == "failed":
            back = "Everything was put back; the old credential is in force."
            return f"Not proved: {proof.detail}", f"{back} {proof.hint}"
        if not proof.ok:
            raise OnboardError(f"It is set up, but the proof failed: {proof.detail}", proof.hint)
        return ()

    def _tick(self) -> None:
        self.query_one("#tale", Static).update(self._tale.drawn(self.size.width))

    def _ask(self, question: str, text: str, yes: str, work: Work) -> None:
        def answered(wanted: bool | None) -> None:
            if wanted:
                self._carry_out(work)

        if not self._at_work:
            self.app.push_screen(AskBox(question, text, yes), answered)

    @work(exclusive=True)
    async def _carry_out(self, work: Work) -> None:
        self._at_work = True
        self._tale = Tale((), self.now)
        self._report = on_this_thread(self._tale.learn)
        ticking = self.set_interval(0.1, self._tick)
        try:
            left = await in_background(work)
        except OnboardError as error:
            self._at_work = False
            ticking.stop()
            if isinstance(error, PassphraseNeeded):
                self._ask_passphrase(error)
            else:
                self.show_problem(error)
        else:
            if left:
                box = RefusalBox("It ended, but for this", "\n".join(left), "")
                self.app.push_screen(box)
            self.go_on(Again(self.answers.look_again(*self.answers.passed)))
