"""For your administrator: what was refused as the least policy that allows it, and a ticket."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from screens.aside import AsidePage
from screens.background import in_background
from screens.file_box import FileBox
from screens.frame import Foot, Key
from screens.signs import DONE, FAILED, LOOK
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.policy import Packet
    from screens.answers import Answers, PageName
    from screens.engine import Engine
    from screens.page import Page

FILE = "~/codecommit-request.txt"


class PacketPage(AsidePage):
    """The text to send, to read, to copy and to save."""

    HEADLINE = "For your administrator"
    MAIN = "Copy the text"
    HELP = (
        "You may not lift this refusal yourself, but you can make it easy for whoever may: this "
        "text says who you are, what was refused, and why. The policy in it allows exactly that "
        "and nothing beyond; where one of AWS's managed policies would do, it is named, and what "
        "else that would allow.\n\n"
        "Some refusals no policy of yours can lift, because another one denies it; then the text "
        "says which, and whom to ask.\n\n"
        "C or Enter copies all of it, J only the policy's JSON. S saves it to a new file; with a "
        "name that ends in .json only the policy. Nothing is sent by itself. onboard policy "
        "writes the same in any terminal."
    )
    BINDINGS = [("c", "copy"), ("j", "copy_policy"), ("s", "save")]

    def __init__(self, page: PageName, answers: Answers, engine: Engine, below: Page) -> None:
        super().__init__(page, answers, engine, below)
        self._packet: Packet | None = None
        self._text = ""

    def body(self) -> ComposeResult:
        from onboard.errors import OnboardError
        from onboard.policy.beside import beside
        from onboard.policy.ticket import ticket

        try:
            self._packet = beside(self.below.refusal, self.situation)
        except OnboardError as error:
            hint = self.engine.as_typed(error.hint)
            yield words(sign(FAILED), f" {error.message} ", (hint, "bold"))
            return
        self._text = ticket(self._packet)
        yield words("Send this to whoever manages your AWS account:")
        yield words(self._text, classes="gap")

    def on_mount(self) -> None:
        self.query_one(Foot).show_keys(self.keys())

    def more_keys(self) -> Sequence[Key]:
        if not self._text:
            return ()
        policy = self._packet and self._packet.policy
        json = (Key("J", "Copy the policy", "screen.copy_policy", 1),) if policy else ()
        copy, save = Key("C", "Copy", "screen.copy", 0), Key("S", "Save", "screen.save", 0)
        return Key("↑↓", "Scroll", "", 2), copy, *json, save

    def enter(self) -> None:
        self.action_copy()

    def action_copy(self) -> None:
        """All of it, to the terminal's clipboard."""
        self._hand_over(self._text)

    def action_copy_policy(self) -> None:
        """Only the policy."""
        from onboard.policy.ticket import as_text

        if self._packet and self._packet.policy:
            self._hand_over(as_text(self._packet.policy))

    def action_save(self) -> None:
        """Ask for a name, and write a new file."""

        def answered(wanted: bool | None) -> None:
            if wanted:
                self._save(box.name_typed)

        box = FileBox("Save to a new file", FILE, "A name that ends in .json gets the policy only.")
        if self._text:
            self.app.push_screen(box, answered)

    @work(exclusive=True)
    async def _save(self, name: str) -> None:
        from onboard.errors import OnboardError
        from onboard.policy.ticket import file_text

        packet = self._packet
        if packet is None:
            return
        try:
            content = file_text(packet, name)
            file = await in_background(lambda: self.engine.save(name, content))
        except OnboardError as error:
            self.show_problem(error)
        else:
            self._say(sign(DONE), f" Saved to {file}")

    def _hand_over(self, text: str) -> None:
        if text:
            self.app.copy_to_clipboard(text)
            self._say(sign(DONE), " Copied, where your terminal allows it.")
        else:
            self._say(sign(LOOK), " There is nothing to copy.")

    def _say(self, *parts: str | tuple[str, str]) -> None:
        self.query_one("#problem", Static).update(Content.assemble(*parts))
