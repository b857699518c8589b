"""Paste: an access key into a profile; reviewed before it is written."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult

from onboard.errors import BadInput
from screens import wishes
from screens.answers import Answers
from screens.fields import Field, Hidden, Typed
from screens.forms import FormPage
from screens.text import words


class PastePage(FormPage):
    """The two halves of an access key, and where they go."""

    MAIN = "Review the change"
    ENTER = "Review"
    HELP = (
        "An access key has two halves: the id, which begins with AKIA (or ASIA where it is "
        "temporary; then there is a session token as well), and the secret. Both go into one "
        "profile of your AWS files, and the next page shows which lines are written. The secret "
        "is shown nowhere.\n\n"
        "Make one in the console: IAM, Users, your user, Security credentials, Access keys."
    )

    def body(self) -> ComposeResult:
        yield words("The access key goes into a profile of your AWS files.")
        yield words("What are its two halves?", classes="question")
        yield Field("Access key id", Typed(placeholder="AKIA…", id="key-id"))
        secret = Hidden(id="secret")
        yield Field("Secret access key", secret, "Paste it; it is shown as bullets.")
        token = Hidden("only for a temporary key", id="token")
        yield Field("Session token", token, "Only where the id begins with ASIA.")
        yield Field(
            "Profile", Typed(self._free_name(), id="profile"), "Its name in your AWS files."
        )
        region = self.situation.region.name or self.answers.asked_region or "eu-west-1"
        box = Typed(region, wishes.regions(self.situation), id="region")
        yield Field("Region", box, "Where the repository is. ↑↓ goes through the Regions.")

    def on_mount(self) -> None:
        if self.answers.problem:
            self.show_problem(self.answers.problem)

    async def submit(self) -> Answers:
        from onboard.secret import Secret
        from onboard.work import Materials

        key_id, secret = self.value("#key-id"), self.secret("#secret")
        if not key_id.startswith(("AKIA", "ASIA")):
            raise BadInput("An access key id begins with AKIA or ASIA.", "Paste it once more.")
        if secret is None:
            raise BadInput("The secret half is missing.", "Paste it into its field.")
        token = self.secret("#token")
        if key_id.startswith("ASIA") and token is None:
            raise BadInput("A temporary key needs its session token.", "Paste that as well.")
        plan = self.engine.paste_keys_plan(
            self.situation, self.value("#profile"), self.value("#region")
        )
        self.clear_secrets()
        materials = Materials(access_key=Secret(key_id), secret_key=secret, session_token=token)
        region = self.value("#region")
        return replace(
            self.answers, plan=plan, materials=materials, problem=None, asked_region=region
        )

    def _free_name(self) -> str:
        taken = {profile.name for profile in self.situation.profiles}
        return next(name for name in ("default", "codecommit", "onboard", "") if name not in taken)
