"""Doctor: looks at the way from git to CodeCommit, says what is wrong, and mends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static

from screens import doctor_words
from screens.answers import Again, Leave, PageName
from screens.background import in_background, on_this_thread
from screens.boxes import AskBox, RefusalBox
from screens.facts import Facts
from screens.findings import FindingList
from screens.frame import Foot, Key
from screens.outcome import ending
from screens.page import LEAVE, Bar, Page, Press
from screens.refusals import of_finding
from screens.signs import LOOK, NOW
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.doctor.examine import Examined
    from onboard.doctor.finding import Finding
    from onboard.observe.case import Wanted
    from screens.answers import Answers
    from screens.engine import Engine

BITS = 4096
INTRODUCTION = "The doctor looks at git, ssh and AWS as they are set up here. It only reads."


class DoctorPage(Page):
    """Looks, shows its findings, and after each that was mended looks again."""

    HEADLINE = "Doctor"
    MAIN = "Look again"
    HELP = (
        "The doctor goes the way that git goes to CodeCommit and looks at every part of it: the "
        "sign-in, the address, the network, git's and ssh's settings, what IAM holds. Then git "
        "itself tries. All of that only reads.\n\n"
        "Each finding has a code, as D11, that stays the same: tell it to whoever helps you. "
        "✗ is why git is refused, ! will break or leak one day, – is only good to know. Begin with "
        "the first: what stands below it is often gone with it.\n\n"
        "Where onboard can mend a finding, Enter or F shows the plan; nothing is changed before "
        "you say so on that page, and U takes it back. Otherwise Next says what to do yourself, "
        "and where a permission is missing, Enter writes the text for your administrator.\n\n"
        "E explains a message that you paste, A makes any address the right one for here.\n\n"
        "onboard doctor shows the same in any terminal; --fix mends, --json is for scripts."
    )
    BINDINGS = [
        ("f", "mend"),
        ("r", "look"),
        ("u", "undo"),
        ("e", "message"),
        ("a", "address"),
    ]

    def __init__(self, page: PageName, answers: Answers, engine: Engine) -> None:
        super().__init__(page, answers, engine)
        self._looking = answers.seen is None

    def body(self) -> ComposeResult:
        yield Facts(self.now)

    async def on_mount(self) -> None:
        if self.answers.seen:
            await self._show(self.answers.seen)
        else:
            self.call_after_refresh(self.action_look)

    def keys(self) -> Sequence[Key]:
        others = (
            Key("E", "Explain", "screen.message", 1),
            Key("A", "Address", "screen.address", 2),
            Key("Esc", "Back", "screen.back", 0),
            Key("?", "Help", "screen.explain", 0),
            LEAVE,
        )
        if self._looking:
            return others
        undo = (Key("U", "Undo", "screen.undo", 0),) if self.answers.mended else ()
        again = (
            (Key("R", "Look again", "screen.look", 2),) if self._mendable or self.refusal else ()
        )
        choose = (Key("↑↓", "Choose", "", 3),) if len(self._findings) > 1 else ()
        says = "Mend" if self._mendable else "What to send" if self.refusal else "Look again"
        return (*choose, Key("Enter", says, "screen.enter_now", 0), *undo, *again, *others)

    @property
    def refusal(self) -> str:
        attempt = self.answers.seen and self.answers.seen.case.attempt
        said = attempt.said if attempt else ""
        return of_finding(self._chosen, said) if self._chosen else self._denied

    @property
    def _findings(self) -> tuple[Finding, ...]:
        return self.answers.seen.findings if self.answers.seen else ()

    @property
    def _chosen(self) -> Finding | None:
        found = self.query(FindingList)
        return found.first().finding if found else None

    @property
    def _mendable(self) -> bool:
        return self._chosen is not None and self._chosen.mend is not None

    def enter(self) -> None:
        if self._looking:
            return
        if self._mendable:
            self.action_mend()
        elif self.refusal:
            self.action_packet()
        else:
            self.action_look()

    def action_message(self) -> None:
        """E: what a message means that somebody got."""
        self.lay_above(PageName.EXPLAIN)

    def action_address(self) -> None:
        """A: the right form of an address."""
        self.lay_above(PageName.ADDRESS)

    def action_back(self) -> None:
        """To where the doctor was called."""
        self.go_on(Again(self.answers.from_doctor()))

    def leave(self) -> None:
        behind = self.answers.behind
        failed = behind is not None and behind.run is not None and not self.answers.mended
        self.go_on(Leave(ending(behind) if behind and failed else 0))

    def leaving_words(self) -> str:
        if self.answers.mended:
            return self.engine.as_typed("What was mended stays. onboard undo takes it back.")
        return "The doctor has changed nothing."

    def action_look(self) -> None:
        """Look at everything once more."""
        if not (self._looking and self.answers.seen):
            self._look()

    @work(exclusive=True)
    async def _look(self) -> None:
        from onboard.errors import OnboardError

        facts = await self._begin()
        report = on_this_thread(facts.learn)
        try:
            seen = await in_background(lambda: self.engine.examine(self._wanted(), report))
        except OnboardError as error:
            facts.fail(error)
            self._switch(looking=False)
        else:
            facts.end()
            self.answers = replace(self.answers, seen=seen, situation=seen.case.situation)
            await self._show(seen)

    def _wanted(self) -> Wanted:
        from onboard.observe.case import Wanted

        behind = self.answers.behind
        address = behind.run.clone_url if behind and behind.run else ""
        return Wanted(
            profile=self.answers.profile,
            region=self.answers.asked_region,
            address=address or None,
            folder=None if address else self.engine.at_hand(),
        )

    async def _begin(self) -> Facts:
        """An empty page, on which facts arrive."""
        self.answers = replace(self.answers, seen=None)
        self._switch(looking=True)
        body = self.query_one("#body")
        body.remove_class("long")
        await body.remove_children()
        facts = Facts(self.now)
        await body.mount(*doctor_words.ended(self.answers), words(INTRODUCTION), facts)
        facts.begin()
        return facts

    async def _show(self, seen: Examined) -> None:
        """The findings in place of the facts."""
        if not self._whole:
            return
        body = self.query_one("#body")
        await body.remove_children()
        await body.mount(*doctor_words.ended(self.answers), *doctor_words.found(seen))
        if seen.findings:
            found = FindingList(seen.findings, self.engine.as_typed)
            found.add_class("gap")
            await body.mount(found)
            found.focus()
        self._switch(looking=False)

    @property
    def _whole(self) -> bool:
        """Whether all parts are there still: they go one by one while the app ends."""
        return len(self.query("#body, Bar, Foot, #problem, #main")) == 5

    def _switch(self, *, looking: bool) -> None:
        self._looking = looking
        if not self._whole:
            return
        self.query_one(Bar).display = not looking
        self._suit()

    @on(OptionList.OptionHighlighted)
    def _suit(self) -> None:
        """The button and the keys are those of the chosen finding."""
        from onboard.doctor.codes import code

        one = self._chosen
        label = "What to send your administrator" if self.refusal else self.MAIN
        if one and self._mendable:
            label = f"See what mends {code(one.id)}"
        self.query_one(Press).update(f"  {label}  ")
        self.query_one(Foot).show_keys(self.keys())

    def action_mend(self) -> None:
        """Show the plan that mends the chosen finding."""
        if self._mendable and not self._looking:
            self._plan()

    @work(exclusive=True)
    async def _plan(self) -> None:
        from onboard.errors import OnboardError
        from onboard.work import Materials

        seen, finding = self.answers.seen, self._chosen
        if seen is None or finding is None:
            return
        self._say(sign(NOW), " Looking what it takes")
        try:
            plan = await in_background(lambda: self.engine.mending(seen.case, finding))
        except OnboardError as error:
            self.show_problem(error)
            return
        if not plan.steps:
            self._say(sign(LOOK), " Nothing would be changed: ", *plan.notes)
            return
        if plan.proof and plan.proof.encrypted:  # nobody is asked for the passphrase here
            plan = replace(plan, proof=None)
        materials = Materials(new_key=partial(self.engine.make_key, BITS))
        self.go_on(
            replace(
                self.answers, plan=plan, materials=materials, run=None, proof=None, problem=None
            )
        )

    def action_undo(self) -> None:
        """Ask, then take the last mending back and look again."""

        def answered(wanted: bool | None) -> None:
            if wanted:
                self._undo()

        if self.answers.mended and not self._looking:
            text = "Everything this mending changed is put back as it was, here and at AWS."
            self.app.push_screen(AskBox("Undo the last mending?", text, "Undo"), answered)

    @work(exclusive=True)
    async def _undo(self) -> None:
        from onboard.errors import OnboardError
        from onboard.work import silent

        run = self.answers.mended[-1]
        self._say(sign(NOW), " Undoing")
        try:
            left = await in_background(lambda: self.engine.undo(run.id, silent))
        except OnboardError as error:
            self.show_problem(error)
            return
        left_over = self.answers.mended[:-1]
        self.answers = replace(self.answers, mended=left_over, proof=None, problem=None)
        if left:
            self.app.push_screen(RefusalBox("It ended, but for this", "\n".join(left), ""))
        self._look()

    def _say(self, *parts: str | tuple[str, str]) -> None:
        self.query_one("#problem", Static).update(Content.assemble(*parts))
