"""Rotate: which credential is renewed, and how long the old one stays Inactive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Static

from onboard.errors import BadInput, LimitReached, OnboardError
from screens.answers import Answers
from screens.background import KeyInTheMaking
from screens.fields import Choice, Field, Hidden, Typed
from screens.forms import FormPage
from screens.methods import NAMES
from screens.rotating import grace_of, methods, old_words, same_setup
from screens.text import words

if TYPE_CHECKING:
    from onboard.situation import Method
    from onboard.work import Materials, Plan

HINT = "So long it stays Inactive, for other machines. 0: what onboard made is deleted at once."


class RotatePage(FormPage):
    """A new credential, proven by git, before the old one is retired."""

    STAGE = 1
    MAIN = "Review the changes"
    ENTER = "Review"
    HELP = (
        "A new credential is made and set up, and git signs in with it. Only after that proof the "
        "old one is made Inactive. If the proof fails, everything is put back: the old one was "
        "Active all the time.\n\n"
        "Grace: for so many days the old one stays at IAM, Inactive, and can be made Active again: "
        "undo does it. After that Status says that it may go. 0 deletes it right after the proof, "
        "where onboard made it; then nothing takes that back.\n\n"
        "IAM does not tell whether another machine uses the old one. Set up or copy the new one "
        "there first, or keep the grace."
    )
    _making: KeyInTheMaking | None = None

    def body(self) -> ComposeResult:
        from onboard.situation import Rotation

        there = methods(self.situation)
        yield words("A new one is made and proven; only then is the old one made Inactive.")
        yield words("Rotate it like this?", classes="question")
        chosen = self.answers.method if self.answers.method in there else there[0]
        yield Field("Rotate", Choice([(one, NAMES[one]) for one in there], chosen, id="method"))
        grace = (self.answers.rotation or Rotation()).grace
        yield Field("Days of grace", Typed(str(grace), id="grace"), HINT)
        if "ssh" in there:
            yield from self._passphrase()
        yield words(id="old", classes="gap")

    def _passphrase(self) -> Iterable[Field]:
        yield Field("New passphrase", Hidden("none", id="passphrase"), "Empty means none.")
        yield Field("Passphrase again", Hidden(id="again"), "So that a slip does not lock you out.")

    def on_mount(self) -> None:
        self.query_one("#grace", Typed).focus()
        self._suit()

    @property
    def _method(self) -> Method:
        from onboard.situation import Method

        return Method(self.chosen("#method") or methods(self.situation)[0])

    @on(Choice.Changed)
    @on(Input.Changed)
    def _suit(self) -> None:
        """Show what belongs to the chosen method, and what becomes of the old one."""
        from onboard.situation import Rotation

        ssh = self._method == "ssh"
        for hidden in self.query(Hidden):
            wanted = ssh and (hidden.id != "again" or bool(self.secret("#passphrase")))
            next(one for one in self.query(Field) if one.control is hidden).display = wanted
        if ssh and self._making is None:
            self._making = KeyInTheMaking(self.engine.make_key, 4096)
        typed = self.value("#grace")
        grace = int(typed) if typed.isascii() and typed.isdigit() else Rotation().grace
        text = old_words(self.situation, self._method, Rotation(grace))
        self.query_one("#old", Static).update(words(text).content)

    async def submit(self) -> Answers:
        from onboard.situation import Rotation

        situation, wanted = self.situation, Rotation(grace_of(self.value("#grace")))
        materials = self._materials()
        encrypted = materials.passphrase is not None
        setup = replace(same_setup(situation, self._method), encrypted=encrypted)
        plan = await self.busy(
            "Looking what it takes", lambda: self.engine.rotation(situation, setup, wanted)
        )
        _need_steps(plan)
        chosen = replace(self.answers, method=setup.method, setup=setup, rotation=wanted)
        return replace(chosen, materials=materials, plan=plan, by_console=False)

    def show_problem(self, error: OnboardError) -> None:
        """No free slot takes more words than there is room for beside the button."""
        if not isinstance(error, LimitReached):
            super().show_problem(error)
            return
        from screens.boxes import RefusalBox

        text = self.engine.as_typed(error.hint)
        self.app.push_screen(RefusalBox("There is no room for a new one", error.message, text))

    def _materials(self) -> Materials:
        from onboard.work import Materials

        if self._method != "ssh":
            return Materials()
        passphrase = self.secret("#passphrase")
        if passphrase != self.secret("#again"):
            raise BadInput("The two passphrases differ.", "Type the second one again.")
        return Materials(passphrase=passphrase, new_key=self._making.wait if self._making else None)


def _need_steps(plan: Plan) -> None:
    if not plan.steps:
        raise BadInput(" ".join(plan.notes) or "Nothing to rotate.", "Go back to the status.")
