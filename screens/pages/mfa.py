"""MFA: the code of the person's device, for a session that AWS admits."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from onboard.errors import BadInput
from screens.answers import Again, PageName
from screens.fields import Field, Typed
from screens.forms import FormPage
from screens.text import middle, words

DIGITS = 6


class MfaPage(FormPage):
    """One question: the six digits."""

    MAIN = "Sign in"
    ENTER = "Sign in"
    HELP = (
        "AWS asks for multi-factor authentication (MFA) here: the six digits that your device or "
        "its app shows now. onboard gets a session with it, which lasts some hours and is kept "
        "where git's helper finds it.\n\n"
        "A code works once. If one is refused, wait for the next. If each one is refused, look "
        "at the clock of the device, and whether the code is that of the device named here and "
        "not of another account.\n\n"
        "A security key that shows no digits works only in the browser; then you need a device "
        "that shows some, or another way to sign in. A lost one an administrator replaces."
    )

    def body(self) -> ComposeResult:
        yield words(self._why())
        yield words("What does your MFA device show?", classes="question")
        serial = self._serial()
        if serial:
            yield words(f"Device: {middle(serial, 60)}", classes="quiet")
        box = Typed(placeholder="6 digits", id="code")
        box.restrict = r"[0-9]*"
        box.max_length = DIGITS
        yield Field("Code", box, "A code works once; it changes every 30 seconds.")

    async def submit(self) -> Again:
        from onboard.secret import Secret

        code = Secret(self.value("#code"))
        if len(code.reveal()) != DIGITS:
            raise BadInput("An MFA code has six digits.", "Type the one your device shows now.")
        self.query_one("#code", Input).clear()
        profile = self.situation.profile or self.answers.profile
        await self.busy("Signing in", lambda: self.engine.sign_in_with_mfa(profile, code))
        return Again(self.answers.look_again(PageName.PROFILE))

    def _why(self) -> str:
        if self.situation.identity.problem:
            return self.situation.identity.problem
        name = self.situation.identity.name
        return f"You are {name}, but AWS admits you to CodeCommit only with an MFA code."

    def _serial(self) -> str:
        seen = self.situation
        profile = next((one for one in seen.profiles if one.name == seen.profile), None)
        held = seen.holdings.mfa_serials
        own = profile.mfa_serial if profile else None
        return own or (held[0] if isinstance(held, tuple) and held else "")
