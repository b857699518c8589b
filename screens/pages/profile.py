"""Profile: which of the AWS profiles to sign in with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from screens.answers import Again, Answers, PageName
from screens.cards import Card, Cards
from screens.choosing import ChoosingPage
from screens.text import account_number, words

if TYPE_CHECKING:
    from onboard.situation import ProfileFact

MADE_OF = {
    "keys": "an access key",
    "session-keys": "a temporary access key",
    "role": "a role",
    "sso": "IAM Identity Center",
    "process": "a program that signs in",
    "web-identity": "a web identity",
    "login": "aws login",
}


class ProfilePage(ChoosingPage):
    """Shown only where there is more than one."""

    HELP = (
        "A profile is a named section of your AWS files, with its own way to sign in. The one "
        "you choose decides in which account you are and what you may do there.\n\n"
        "Not sure which? Ask which account the repository is in: its number stands beside a "
        "profile where that is known. A wrong choice changes nothing; it only shows other "
        "repositories, or you are refused. Come back with Esc and choose again.\n\n"
        "onboard --profile NAME skips this page."
    )

    def body(self) -> ComposeResult:
        yield words("Your AWS files have several profiles.")
        yield words("Which one is yours for CodeCommit?", classes="question")
        yield Cards(self._cards(), self.answers.profile or self.situation.profile)

    def enter(self) -> None:
        passed = (*self.answers.passed, PageName.PROFILE)
        region = self.answers.asked_region
        self.go_on(Again(Answers(profile=self.chosen, asked_region=region, passed=passed)))

    def _cards(self) -> Sequence[Card]:
        return [_card(profile) for profile in self.situation.profiles]


def _card(profile: ProfileFact) -> Card:
    account = profile.sso_account or _account_of(profile.role_arn)
    made = MADE_OF.get(profile.source, "no way to sign in yet")
    lines = [f"{profile.role_arn}"] if profile.role_arn else []
    where = f" · {account_number(account)}" if account else ""
    region = f" · {profile.region}" if profile.region else ""
    return Card(profile.name, profile.name, f"{made}{where}{region}", tuple(lines))


def _account_of(arn: str | None) -> str:
    parts = (arn or "").split(":")
    return parts[4] if len(parts) > 5 else ""
