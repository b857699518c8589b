"""Verdicts as they are joined: with and without a code, and with what was tried."""

import pytest

from onboard.observe.permissions import with_attempts
from onboard.situation import Holdings, Unknown, Verdict

LIST = "iam:ListSSHPublicKeys"
BECAUSE = "AWS refuses you it because no identity-based policy allows it."
EXPLICIT = "AWS refuses you it with an explicit deny in an identity-based policy."


@pytest.mark.parametrize(
    ("reason", "why"),
    [(BECAUSE, "no policy allows it"), (EXPLICIT, "a policy explicitly denies it")],
)
@pytest.mark.parametrize("former", [{}, {LIST: Verdict("unknown")}, {LIST: Verdict("allowed")}])
def test_what_was_refused_is_denied(reason: str, why: str, former: dict[str, Verdict]) -> None:
    held = Holdings(ssh_keys=Unknown(reason, "access-denied", LIST))
    found = with_attempts(former, held, ())
    assert (found[LIST].decision, found[LIST].why) == ("denied", why)


def test_the_network_denies_nothing() -> None:
    held = Holdings(ssh_keys=Unknown("Too slow.", "unreachable"))
    assert with_attempts({}, held, Unknown("x", "not-signed-in")) == {}


def test_repositories_that_may_not_be_listed() -> None:
    found = with_attempts({}, Holdings(), Unknown(BECAUSE, "access-denied"))
    assert found["codecommit:ListRepositories"].decision == "denied"
