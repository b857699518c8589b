"""Done: proved, with what to clone; or its twin, where something was refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.answers import Again, Leave, PageName
from screens.background import in_background
from screens.consulted import Consulted
from screens.frame import Foot, Key
from screens.outcome import (
    FAILED,
    PROVED,
    UNPROVED,
    changes,
    clone_command,
    ending,
    farewell,
    final,
    heading,
    put_back,
    refusal,
    retired_words,
    rotated,
    unretired,
)
from screens.page import DOCTOR, Page, Press
from screens.refusals import of_run
from screens.signs import DONE, LOOK, NOW
from screens.signs import FAILED as CROSS
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.doctor.examine import Examined
    from onboard.work import Run

AFRESH = (PageName.STATUS, PageName.METHOD)
"""What is asked again where a rotation failed."""
STAY = (
    PageName.PROFILE,
    PageName.MFA,
    PageName.SIGN_IN,
    PageName.REGION,
    PageName.ROOT,
    PageName.STATUS,
    PageName.METHOD,
)
"""What need not be asked again when a failed run is tried once more."""


class DonePage(Page):
    """The end of a run: what is proven, or what was refused and what to do about it."""

    STAGE = 4
    MAIN = "Finish"
    ENTER = "Finish"
    HELP = (
        "Proved means that git itself signed in with exactly what was set up.\n\n"
        "Where something was refused, the page quotes what git or AWS said, says what it means, "
        "and names the one thing to do now. What was written stays, so that the proof can be "
        "tried again; U takes it all back. The doctor looks at everything between git and "
        "CodeCommit by itself; D shows what it found, and mends what it can. P, where a "
        "permission is missing, writes what to send to your administrator.\n\n"
        "onboard undo does the same later, from any terminal."
    )
    BINDINGS = [("c", "copy"), ("u", "undo"), ("d", "doctor")]
    _undone = False

    def body(self) -> ComposeResult:
        yield from self._proved() if self._ending == PROVED else self._refused()

    def on_mount(self) -> None:
        says = {PROVED: "Finish", UNPROVED: "Try the proof again", FAILED: "Try again"}
        again = self._ending == FAILED and rotated(self.answers)
        self.query_one(Press).update(f"  {'Back to the status' if again else says[self._ending]}  ")

    @property
    def refusal(self) -> str:
        return "" if self._undone else self._denied or of_run(self.answers)

    @property
    def _ending(self) -> int:
        return ending(self.answers)

    @property
    def _command(self) -> str:
        return clone_command(self.answers, self.engine.sandbox)

    def keys(self) -> Sequence[Key]:
        ends_here = self._ending == PROVED or self._undone
        failed = self._ending == FAILED and rotated(self.answers)
        enter = "Finish" if ends_here else "Status" if failed else "Retry"
        copy = bool(self._command) and self._ending == PROVED and not self._undone
        undo = self._can_undo
        return (
            *((Key("C", "Copy", "screen.copy", 0),) if copy else ()),
            *((Key("U", "Undo", "screen.undo", 1),) if undo else ()),
            *((replace(DOCTOR, rank=0),) if not ends_here else ()),
            *self.packet_keys(),
            Key("Enter", enter, "screen.enter_now", 0),
            Key("?", "Help", "screen.explain", 0),
            Key("Ctrl+Q", "Leave", "app.quit", 0),
        )

    def enter(self) -> None:
        if self._undone:
            self.go_on(Leave())
        elif self._ending == PROVED:
            self.leave()
        elif self._ending == UNPROVED:
            applied = (PageName.APPLY, PageName.APPLY_REST)
            last = next(page for page in reversed(self.answers.passed) if page in applied)
            passed = tuple(page for page in self.answers.passed if page is not last)
            retry = replace(self.answers, proof=None, problem=None, seen=None, passed=passed)
            self.go_on(Again(retry))
        else:
            asked = AFRESH if rotated(self.answers) else ()
            keep = [page for page in STAY if page not in asked]
            self.go_on(Again(self.answers.look_again(*keep)))

    def leave(self) -> None:
        ended = (
            Leave()
            if self._undone
            else Leave(
                self._ending, self.engine.as_typed(farewell(self.answers, self.engine.sandbox))
            )
        )
        self.go_on(ended)

    def action_back(self) -> None:
        """There is no page to go back to once something was changed."""
        self.ask_to_leave()

    def leaving_words(self) -> str:
        if self._undone or (self._ending == FAILED and not unretired(self.answers)):
            return "What was begun was put back."
        if final(self.answers):
            return "What was set up stays."
        return self.engine.as_typed("What was set up stays. onboard undo takes it back.")

    def action_copy(self) -> None:
        """Hand the clone command to the terminal's clipboard."""
        command = self._command
        if command and self._ending == PROVED:
            self.app.copy_to_clipboard(command)
            self._say(sign(DONE), " Copied, where your terminal allows it.")

    def action_undo(self) -> None:
        """Ask, then take the run back."""
        from screens.boxes import AskBox

        def answered(wanted: bool | None) -> None:
            if wanted:
                self._undo()

        if self._can_undo:
            text = "Everything this run changed is put back as it was, on this machine and at AWS."
            self.app.push_screen(AskBox("Undo this run?", text, "Undo"), answered)

    @property
    def _can_undo(self) -> bool:
        return (
            bool(self._runs)
            and not self._undone
            and not put_back(self.answers)
            and not final(self.answers)
        )

    @work(exclusive=True)
    async def _undo(self) -> None:
        from onboard.errors import OnboardError
        from onboard.work import silent

        self._say(sign(NOW), " Undoing")
        left = list[str]()
        try:
            for run in self._runs:
                left += await in_background(partial(self.engine.undo, run.id, silent))
                mended = tuple(one for one in self.answers.mended if one is not run)
                self.answers = replace(self.answers, mended=mended)
        except OnboardError as error:
            self.show_problem(error)
        else:
            await self._show_undone(left)

    @property
    def _runs(self) -> list[Run]:
        """What was changed on the way here, newest first: what the doctor mended came later."""
        run = self.answers.run
        return [*reversed(self.answers.mended), *((run,) if run and run.done else ())]

    async def _show_undone(self, left: list[str]) -> None:
        self._undone = True
        self.clear_problem()
        body = self.query_one("#body")
        await body.remove_children()
        lines: list[Widget] = [words(sign(DONE), " Undone. Everything is as it was before.")]
        if left:
            lines = [words(sign(LOOK), " Undone, but for this:")]
            lines += [words("  ", line) for line in left]
        await body.mount_all(lines)
        self.query_one(Press).update("  Finish  ")
        self.query_one(Foot).show_keys(self.keys())

    def action_doctor(self) -> None:
        """Where something was refused: let the doctor look at everything."""
        if self._ending != PROVED and not self._undone:
            super().action_doctor()

    def _say(self, *parts: str | tuple[str, str]) -> None:
        self.query_one("#problem", Static).update(Content.assemble(*parts))

    def _proved(self) -> Iterable[Widget]:
        proof, command = self.answers.proof, self._command
        yield words(sign(DONE), (f" Proved: {proof.detail if proof else 'done.'}", "bold"))
        if command:
            yield words("Clone it (C copies):", classes="gap")
            yield words(command, classes="copy")
        yield from self._changed()
        undo = self.engine.as_typed("onboard undo")
        if final(self.answers):
            undo = "not possible: the old one is deleted"
        yield words(("Undo     ", "$quiet"), undo, classes="gap")
        later = self.engine.as_typed("onboard status")
        yield words(("Later    ", "$quiet"), f"{later} says what is set up")

    def _changed(self) -> Iterable[Widget]:
        done = [one for run in reversed(self._runs) for one in changes(run)]
        head = "Changed" if done else "Nothing had to be changed."
        yield words((head, "$quiet"), classes="gap")
        for summary, note in done:
            yield words("  ", sign(DONE), f" {summary}", (f"  {note}" if note else "", "$quiet"))
        for line in retired_words(self.answers.run) if self.answers.run else ():
            yield words(("Retired  ", "$quiet"), line, classes="gap")

    def _refused(self) -> Iterable[Widget]:
        yield words(sign(CROSS), (f" {heading(self.answers)}", "bold"))
        parts = refusal(self.answers)
        if parts.get("Tried"):
            yield words(("Tried", "$quiet"), classes="gap")
            yield words(parts["Tried"], classes="copy")
        if parts.get("Answer"):
            yield words(("Answer", "$quiet"), classes="gap")
            yield words(parts["Answer"].strip(), classes="quote")
        yield words(parts.get("Means", ""), classes="gap")
        if parts.get("Now"):
            yield words(("Now  ", "$quiet"), (parts["Now"], "bold"), classes="gap")
        if self._ending == UNPROVED:
            yield Consulted(self._look)

    def _look(self) -> Examined:
        from onboard.doctor.examine import after
        from onboard.work import silent

        if self.answers.run is None:
            raise RuntimeError("nothing was applied that could be looked at")
        return self.engine.examine(after(self.answers.run), silent)

    @on(Consulted.Looked)
    def _keep(self, looked: Consulted.Looked) -> None:
        """For the doctor's own page."""
        self.answers = replace(self.answers, seen=looked.seen)
