"""Region: where the repository is; shown only where nothing says so."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult

from screens.answers import Again, PageName
from screens.cards import Card, Cards
from screens.choosing import ChoosingPage
from screens.text import words

USUAL = {
    "aws": "eu-west-1",
    "aws-cn": "cn-north-1",
    "aws-us-gov": "us-gov-west-1",
}


class RegionPage(ChoosingPage):
    """One question: which Region."""

    HELP = (
        "A repository is in one Region, and its address has the Region in it: look for something "
        "like eu-west-1 in the address you were given. Neither your profile nor the environment "
        "names one.\n\n"
        "The link of a repository in the AWS console has it too, as region=eu-west-1. What is in "
        "another Region is not listed, and its address does not work: then come back and choose "
        "again; nothing is changed here.\n\n"
        "A letter goes to the next Region that begins with it. onboard --region NAME skips this "
        "page."
    )

    def body(self) -> ComposeResult:
        from onboard.regions import in_partition

        partition = self.situation.identity.partition or "aws"
        regions = in_partition(partition)
        yield words("Neither your profile nor the environment names a Region.")
        yield words("In which Region is the repository?", classes="question")
        cards = [Card(region.name, region.name, region.title) for region in regions]
        yield Cards(cards, self.answers.asked_region or USUAL.get(partition))

    def enter(self) -> None:
        passed = (*self.answers.passed, PageName.REGION)
        again = replace(self.answers, asked_region=self.chosen, situation=None, passed=passed)
        self.go_on(Again(again))
