"""What the doctor's reads say of what they found."""

import pytest

from onboard.observe.case import told
from onboard.situation.case import Attempted


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (None, "The clock could not be compared with AWS's"),
        (-12.0, "The clock is right"),
        (610.0, "The clock is 10 minutes ahead"),
        (-610.0, "The clock is 10 minutes behind"),
    ],
)
def test_the_clock(ahead: float | None, words: str) -> None:
    assert told.clock(ahead) == words


def test_git_and_the_repository() -> None:
    assert told.attempt(Attempted(True, "git")) == "git itself is let in"
    assert told.attempt(Attempted(False, "git")) == "git itself is not let in"
    assert told.attempt(None).startswith("There is no repository")
    assert not told.let_in(None)
    assert {told.repository(one) for one in (True, False, None)} == {
        "AWS has the repository",
        "AWS has no such repository there",
        "Whether AWS has the repository could not be read",
    }
