"""What a further account is called in its addresses."""

from dataclasses import replace

import pytest

from onboard.git.config import quote_command
from onboard.plan.accounts import profile_user
from onboard.situation import Method, Setup
from tests.situations import ACCOUNT, JANE, machine, situation

OTHER = "444455556666"
URL = "https://git-codecommit.*.amazonaws.com"
FIRST = {
    "helper": ("", quote_command(("/opt/onboard", "git-credential", "--profile", "first"))),
    "https": ("", quote_command(("/opt/onboard", "git-credential", "--account", OTHER))),
}


@pytest.mark.parametrize("method", FIRST)
@pytest.mark.parametrize(("profile", "called"), [("work", "work"), (None, ACCOUNT)])
def test_by_its_profile_or_by_its_number(method: str, profile: str | None, called: str) -> None:
    taken = machine(git_settings={f"credential.{URL}.helper": FIRST[method]})
    setup = Setup(Method.HELPER, "eu-west-1", profile)
    where = situation(machine=taken, profile=profile)
    assert profile_user(where, setup) == called
    assert profile_user(replace(where, machine=machine()), setup) == ""


def test_the_name_that_it_has_stays() -> None:
    line = quote_command(("/opt/onboard", "git-credential"))
    settings = {
        f"credential.{URL}.helper": FIRST["helper"],
        f"credential.{URL.replace('://', '://default@')}.helper": ("", line),
    }
    where = situation(JANE, machine(git_settings=settings), profile=None)
    assert profile_user(where, Setup(Method.HELPER, "eu-west-1", None)) == "default"
