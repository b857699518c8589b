"""Root: a plain warning and the way out; then on."""

from __future__ import annotations

from textual.app import ComposeResult

from screens.page import Page
from screens.people import introduction
from screens.signs import LOOK
from screens.text import sign, words


class RootPage(Page):
    """Shown once, before the methods."""

    STAGE = 0
    MAIN = "Go on as root"
    ENTER = "Go on as root"
    HELP = (
        "The root user of an account may do everything and cannot be limited. An access key of "
        "it that leaks gives the account away, so AWS advises to have none.\n\n"
        "If you are root by mistake, look which access key is in use: aws configure list names "
        "the place. Another profile is one Esc or --profile NAME away.\n\n"
        "An administrator user does the same work and can be limited or switched off. Git "
        "credentials and SSH keys are for IAM users only, so as root you can use the credential "
        "helper or git-remote-codecommit."
    )

    def body(self) -> ComposeResult:
        yield words(sign(LOOK), (" You are signed in as the root user", "bold"))
        yield words(introduction(self.situation.identity, all_open=False), classes="gap")
        yield words(
            "The way out: create an administrator user in IAM Identity Center or IAM, sign in "
            "as that user, and start onboard again. Then delete the access keys of the root user.",
            classes="gap",
        )
        yield words(
            "You can go on: the credential helper and git-remote-codecommit work for root too, "
            "and git could then do whatever root may.",
            classes="gap",
        )

    def enter(self) -> None:
        self.go_on(self.answers)
