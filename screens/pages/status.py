"""Status: what is set up here, what IAM holds, and how many slots are taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from onboard.work import Materials, Report, never, silent
from screens.answers import Again, PageName
from screens.background import in_background, on_this_thread
from screens.frame import Key
from screens.page import Page
from screens.signs import DONE, LOOK
from screens.tale import Tale
from screens.text import middle, sign, words

SHORT = {"https": "HTTPS", "ssh": "SSH", "helper": "Helper", "grc": "grc"}
"""The methods, short enough for a table."""

SLOTS = {"Git credentials": 2, "SSH keys": 5, "access keys": 2}
"""What IAM allows a user. Source: IAM quotas."""


class StatusPage(Page):
    """Where something is set up already; the way on is to set up another."""

    MAIN = "Set up git's sign-in"
    ENTER = "Set up"
    BINDINGS = [("u", "undo"), ("r", "resume"), ("e", "everyone")]
    _at_work = False
    _report: Report = staticmethod(silent)
    HELP = (
        "The upper part is what this machine is set up to do for CodeCommit. The lower part is "
        "what IAM holds for your user, with its age; here means that this machine has the other "
        "half.\n\n"
        "Inactive credentials take a slot too. onboard status shows the same in any terminal."
    )

    def body(self) -> ComposeResult:
        if self.situation.resumable:
            yield words(
                sign(LOOK), " The last run was interrupted. R finishes it, U takes it back."
            )
        if self.situation.setups:
            yield words(("Set up on this machine", "bold"))
            yield words(Content("\n").join(self._setups()))
        held = list(self._at_iam())
        if held:
            yield words(("At IAM", "bold"), classes="gap")
            yield words(Content("\n").join(held))
        if self.situation.identity.kind in ("iam-user", "iam-user-session"):
            yield words(("Slots  ", "bold"), self._slots(), classes="gap")
        if self.situation.setups and not self.situation.resumable:
            undo = self.engine.as_typed("onboard undo")
            yield words(("Undo   ", "bold"), f"{undo} takes the last run back", classes="gap")
        yield words(id="tale", classes="gap")

    def more_keys(self) -> Sequence[Key]:
        everyone = Key("E", "Everyone", "screen.everyone", 1)
        if not self.situation.resumable:
            return (everyone,)
        return everyone, Key("R", "Resume", "screen.resume", 0), Key("U", "Undo", "screen.undo", 0)

    def enter(self) -> None:
        if not self._at_work:
            self.go_on(self.answers)

    def action_everyone(self) -> None:
        """Look at what every IAM user of the account holds."""
        from screens.pages.audit import AuditPage

        if not self._at_work:
            page = AuditPage(PageName.AUDIT, self.answers, self.engine)
            page.answered = self.go_on
            self.app.push_screen(page)

    def action_undo(self) -> None:
        """Ask, then take the interrupted run back and look afresh."""
        run = self.situation.resumable
        text = "What the interrupted run had done is put back, on this machine and at AWS."
        self._ask(
            "Undo the interrupted run?", text, "Undo", lambda: self.engine.undo(run, self._report)
        )

    def action_resume(self) -> None:
        """Ask, then finish the interrupted run, let git prove it, and look afresh."""
        text = "The steps that are missing are applied, and git proves the result."
        self._ask("Finish the interrupted run?", text, "Finish", self._finish)

    def _finish(self) -> None:
        from onboard.errors import OnboardError

        done = self.engine.resume(self.situation.resumable, Materials(), self._report, never)
        if done and done.plan.proof:
            proof = self.engine.prove(done, Materials(), self._report, never)
            if not proof.ok:
                raise OnboardError(
                    f"It is set up, but the proof failed: {proof.detail}", proof.hint
                )

    def _tick(self) -> None:
        self.query_one("#tale", Static).update(self._tale.drawn(self.size.width))

    def _ask(self, question: str, text: str, yes: str, work: Callable[[], object]) -> None:
        from screens.boxes import AskBox

        def answered(wanted: bool | None) -> None:
            if wanted:
                self._carry_out(work)

        if self.situation.resumable and not self._at_work:
            self.app.push_screen(AskBox(question, text, yes), answered)

    @work(exclusive=True)
    async def _carry_out(self, work: Callable[[], object]) -> None:
        from onboard.errors import OnboardError

        self._at_work = True
        self._tale = Tale((), self.now)
        self._report = on_this_thread(self._tale.learn)
        ticking = self.set_interval(0.1, self._tick)
        try:
            await in_background(work)
        except OnboardError as error:
            self._at_work = False
            self.show_problem(error)
            ticking.stop()
        else:
            self.go_on(Again(self.answers.look_again(*self.answers.passed)))

    def _setups(self) -> Iterator[Content]:
        for setup in self.situation.setups:
            proved = (sign(DONE), " proved") if setup.proved else (sign(LOOK), " never proved")
            name = SHORT[setup.method]
            yield Content.assemble(f"{name:<7}", f"{middle(setup.user, 30):<32}", *proved)

    def _at_iam(self) -> Iterator[Content]:
        holdings = self.situation.holdings
        kept = {entry.username for entry in self.situation.machine.vault}
        bodies = {key.body for key in self.situation.machine.keys}
        if isinstance(holdings.git_credentials, tuple):
            for one in holdings.git_credentials:
                here = one.user_name in kept
                yield self._row("HTTPS", one.user_name, one.status, one.created, here=here)
        if isinstance(holdings.ssh_keys, tuple):
            for key in holdings.ssh_keys:
                yield self._row("SSH", key.id, key.status, key.created, here=key.body in bodies)

    def _row(self, kind: str, who: str, status: str, created: datetime, *, here: bool) -> Content:
        days = (self.situation.now - created).days
        where = "here" if here else "elsewhere"
        return Content(f"{kind:<7}{middle(who, 21):<22}{status:<9}{days:>4} days  {where}")

    def _slots(self) -> str:
        holdings = self.situation.holdings
        held = (holdings.git_credentials, holdings.ssh_keys, holdings.access_keys)
        return ", ".join(
            f"{len(have)} of {of} {what}"
            if isinstance(have, tuple)
            else f"{what}: not allowed to look"
            for have, (what, of) in zip(held, SLOTS.items(), strict=True)
        )
