"""The base of every page: its frame, its keys, and how it is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens import refusals
from screens.answers import Again, Answers, Back, Leave, PageName
from screens.frame import Foot, Head, Key
from screens.meant import MeantScreen
from screens.order import CODES, DOCTORS, page_before
from screens.signs import LOOK
from screens.text import sign, whose, words

if TYPE_CHECKING:
    from onboard.errors import OnboardError
    from onboard.situation import Situation
    from screens.engine import Engine

Result: TypeAlias = Answers | Again | Back | Leave

LEAVE = Key("Ctrl+Q", "Leave", "app.quit", 0)
DOCTOR = Key("D", "Doctor", "screen.doctor", 1)


class Press(Static):
    """The main button: one line, always in sight; Enter and a click do the same."""

    ALLOW_SELECT = False

    def __init__(self, label: str) -> None:
        super().__init__(f"  {label}  ", markup=False, id="main")

    def on_click(self) -> None:
        if isinstance(self.screen, MeantScreen):
            self.screen.enter()


class Bar(Horizontal):
    """The main button, and beside it what is wrong."""

    def __init__(self, label: str) -> None:
        super().__init__(words(id="problem"), Press(label), id="bar")


class Page(MeantScreen[None]):
    """One question: shown with the answers so far, it gives back fuller ones or a move."""

    STAGE: ClassVar[int] = 0
    """Its place in the stepper, from 0."""
    HEADLINE: ClassVar[str] = ""
    """What stands in place of the stepper on a page that is no stage of setting up."""
    MAIN: ClassVar[str] = ""
    """What the main button says; empty where Enter does nothing."""
    ENTER: ClassVar[str] = "Go on"
    """What Enter does, for the footer."""
    HELP_KEY: ClassVar[str] = "?"
    """The key for help that the footer names."""
    PACKET_KEY: ClassVar[str] = "P"
    """Likewise for what to send to an administrator; F4 does it everywhere."""
    HELP: ClassVar[str] = ""
    """What a colleague at the help desk would say about this page."""

    BINDINGS = [
        Binding("escape", "back", show=False),
        Binding("f1,question_mark", "explain", show=False),
        Binding("f2,d", "details", show=False),
        Binding("f4,p", "packet", show=False),
        Binding("pageup", "scroll_body(-1)", show=False),
        Binding("pagedown", "scroll_body(1)", show=False),
    ]

    def __init__(self, page: PageName, answers: Answers, engine: Engine) -> None:
        super().__init__()
        self.page = page
        self.answers = answers
        self.engine = engine
        self.answered: Callable[[Result], None] = lambda _: None
        """Who gets the answer."""
        self._denied = ""
        self._gone = False
        self._held: Result | None = None

    @property
    def situation(self) -> Situation:
        """What was seen; every page but the first has it."""
        if self.answers.situation is None:
            raise RuntimeError("this page was opened before anything was seen")
        return self.answers.situation

    def compose(self) -> ComposeResult:
        identity = self.answers.situation and self.answers.situation.identity
        who = whose(identity) if identity else ""
        sandbox = bool(self.engine.sandbox)
        yield Head(self.STAGE, CODES[self.page], sandbox, who, self.headline)
        yield Foot(self.keys())
        with VerticalScroll(id="body", can_focus=False):
            yield from self.body()
        if self.MAIN:
            yield Bar(self.MAIN)

    @property
    def refusal(self) -> str:
        """What this page says was refused and an administrator could allow; else empty."""
        return self._denied

    @property
    def headline(self) -> str:
        """What stands in place of the stepper; empty on a stage of setting up."""
        return DOCTORS.get(self.page, self.HEADLINE)

    def body(self) -> ComposeResult:
        """The page itself."""
        yield from ()

    def keys(self) -> Sequence[Key]:
        """The keys for the footer, in the same order on every page."""
        enter = (Key("Enter", self.ENTER, "screen.enter_now", 0),) if self.MAIN else ()
        back = (Key("Esc", "Back", "screen.back", 0),) if page_before(self.answers) else ()
        return (
            *self.more_keys(),
            *enter,
            *back,
            *self.packet_keys(),
            Key(self.HELP_KEY, "Help", "screen.explain", 0),
            LEAVE,
        )

    def more_keys(self) -> Sequence[Key]:
        """The keys that only this page has."""
        return ()

    def packet_keys(self) -> Sequence[Key]:
        """The key for what to send to an administrator, where there is something."""
        return (Key(self.PACKET_KEY, "Ask admin", "screen.packet", 0),) if self.refusal else ()

    def typed(self) -> Answers:
        """The answers with what stands on the page now, for the way back."""
        return self.answers

    def go_on(self, result: Result) -> None:
        """Answer, once; while a box lies above the page, only leaving does not wait."""
        if self._gone:
            return
        if self.app.screen is self or isinstance(result, Leave):
            self._gone = True
            self.answered(result)
        else:
            self._held = result

    def on_screen_resume(self) -> None:
        if self._held is not None:
            self.go_on(self._held)

    def show_problem(self, error: OnboardError) -> None:
        """Say what is wrong, and the one thing to do, beside the main button."""
        text = Content.assemble(sign(LOOK), " ", error.message, " ", (error.hint, "bold"))
        self.query_one("#problem", Static).update(text)
        self.note_refusal(error)

    def note_refusal(self, error: OnboardError) -> None:
        """Remember what was refused, so that a key shows whom to send what."""
        self._denied = refusals.of_error(error)
        if self.refusal:
            self.query_one(Foot).show_keys(self.keys())

    def clear_problem(self) -> None:
        """Nothing is wrong any more."""
        if self.MAIN:
            self.query_one("#problem", Static).update("")

    def leave(self) -> None:
        """Ctrl+Q: leave at once."""
        self.go_on(Leave())

    def action_back(self) -> None:
        """Escape: the page before; on the first page, ask to leave."""
        if page_before(self.answers):
            self.go_on(Back(self.typed()))
        else:
            self.ask_to_leave()

    def action_explain(self) -> None:
        """F1 or ?: what this page is about."""
        from screens.boxes import HelpBox

        self.app.push_screen(HelpBox(CODES[self.page], self.HELP))

    def action_doctor(self) -> None:
        """On the pages that name the key: let the doctor look at everything."""
        self.go_on(Again(self.answers.to_doctor()))

    def action_packet(self) -> None:
        """F4, or P: what to send to an administrator, where something was refused."""
        if self.refusal:
            self.lay_above(PageName.PACKET)

    def lay_above(self, name: PageName) -> None:
        """Open a page that only looks, above this one."""
        from screens.app import lay_above

        lay_above(name, self)

    def action_details(self) -> None:
        """F2 or d; most pages show everything already."""

    def action_scroll_body(self, pages: int) -> None:
        """Page Up and Page Down: see what does not fit."""
        body = self.query_one("#body")
        body.scroll_relative(y=pages * max(1, body.size.height - 2), animate=False)

    def ask_to_leave(self) -> None:
        """A box that asks: Enter leaves, Escape stays."""
        from screens.boxes import AskBox

        def answered(leaves: bool | None) -> None:
            if leaves:
                self.leave()

        self.app.push_screen(AskBox("Leave onboard?", self.leaving_words(), "Leave"), answered)

    def leaving_words(self) -> str:
        """What leaving means here."""
        return "Nothing has been changed, on this machine or at AWS."
