"""Console path: what to click in the AWS console, and what comes back from there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from onboard.errors import BadInput, OnboardError
from screens.answers import Answers, Leave
from screens.background import in_background
from screens.fields import Field, Hidden, Typed
from screens.forms import FormPage
from screens.frame import Key
from screens.outcome import waiting_words
from screens.signs import DONE
from screens.text import sign, words

if TYPE_CHECKING:
    from onboard.secret import Secret
    from onboard.situation import Situation

WAY = "IAM, Users, your user, tab Security credentials"


class Numbered(Horizontal):
    """One thing to do, its lines under each other."""

    def __init__(self, number: int, text: str) -> None:
        super().__init__(words(f"{number}  ", classes="number quiet"), words(text, classes="do"))


class ConsolePage(FormPage):
    """For an IAM user who signs in to the console and has no access key."""

    STAGE = 3
    MAIN = "Go on with it"
    ENTER = "Go on with it"
    HELP = (
        "In the AWS console, in your browser: open IAM, choose Users, then your user, then the "
        "tab Security credentials. Further down are two sections for CodeCommit: one for SSH "
        "public keys, one for HTTPS Git credentials.\n\n"
        "For SSH you paste the public key, which is no secret, and get a key id that begins with "
        "APKA. For HTTPS you generate credentials and download a file; give its path here, or "
        "type the user name and the password.\n\n"
        "You can leave now and come back: what was made here is found again."
    )
    BINDINGS = [("f3", "copy")]

    def body(self) -> ComposeResult:
        yield from self._ssh() if self._is_ssh else self._https()

    def more_keys(self) -> Sequence[Key]:
        copy = (Key("F3", "Copy key", "screen.copy", 0),) if self._is_ssh else ()
        return (*copy, *super().more_keys())

    def action_copy(self) -> None:
        """Hand the public key to the terminal's clipboard."""
        if self._is_ssh:
            self.app.copy_to_clipboard(self._public_key())
            text = Content.assemble(sign(DONE), " Copied, where your terminal allows it.")
            self.query_one("#problem", Static).update(text)

    async def submit(self) -> Answers:
        setup, materials = self.answers.setup, self.answers.materials
        if setup is None or materials is None:
            raise RuntimeError("the Console page was opened without options")
        if self._is_ssh:
            setup = replace(setup, key_id=self._key_id(), new_key=False)
            materials = replace(materials, new_key=None)
        else:
            user, password = await self._credential()
            setup = replace(setup, git_user=user)
            materials = replace(materials, git_password=password)
        seen = await self.busy("Looking", self._look)
        plan = await in_background(lambda: self.engine.plan(seen, setup))
        self.clear_secrets()
        return replace(
            self.answers,
            situation=seen,
            setup=setup,
            materials=materials,
            plan=plan,
            prepared=self.answers.run or self.answers.prepared,
            run=None,
        )

    def leave(self) -> None:
        self.go_on(Leave(words=f"{waiting_words(self.answers)}\n"))

    def leaving_words(self) -> str:
        return "What was made here stays and is found again: start onboard when you have the rest."

    @property
    def _is_ssh(self) -> bool:
        return str(self.answers.method) == "ssh"

    def _ssh(self) -> ComposeResult:
        section = "“SSH public keys for AWS CodeCommit”, Upload SSH public key"
        yield Numbered(1, f"In the AWS console: {WAY}, section {section}.")
        yield Numbered(2, "Paste the whole line from below there (F3 copies it).")
        yield Numbered(3, "Type the SSH key ID that the console shows then:")
        yield Field("Key id", Typed(placeholder="APKA…", id="key-id"))
        yield words(self._public_key(), classes="copy gap")

    def _https(self) -> ComposeResult:
        section = "“HTTPS Git credentials for AWS CodeCommit”, Generate credentials"
        yield Numbered(1, f"In the AWS console: {WAY}, section {section}.")
        yield Numbered(2, "Download the credentials there, and name the file here:")
        file = Typed(placeholder="~/Downloads/…credentials.csv", id="file")
        yield Field("Downloaded file", file, "Its path; then nothing needs to be typed below.")
        yield words("   Or type what it shows:", classes="quiet gap")
        user = Typed(placeholder="jane-at-111122223333", id="user")
        yield Field("User name", user, "The one made for git, not the one you sign in with.")
        yield Field("Password", Hidden(id="password"), "It is shown once, and only there.")

    def _public_key(self) -> str:
        if self.answers.setup is None:
            return ""
        run = self.answers.run or self.answers.prepared
        try:
            return self.engine.public_key(self.answers.setup, run)
        except OnboardError as error:
            return f"{error.message} {error.hint}"

    def _key_id(self) -> str:
        key_id = self.value("#key-id")
        if not key_id:
            raise BadInput("The key id is missing.", "It begins with APKA; copy it from there.")
        return key_id

    async def _credential(self) -> tuple[str, Secret]:
        file, user, password = self.value("#file"), self.value("#user"), self.secret("#password")
        if file:
            from onboard.files import typed

            read = self.engine.read_credentials_file
            return await in_background(lambda: read(typed(file)))
        if not user or password is None:
            raise BadInput(
                "A file, or a user name and its password, is needed.", "Give one of the two."
            )
        return user, password

    def _look(self) -> Situation:
        from onboard.work import silent

        profile = self.answers.profile or self.situation.profile
        return self.engine.observe(profile, self.answers.asked_region, silent)
