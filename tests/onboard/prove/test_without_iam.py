"""A proof where nobody is signed in to AWS, as on the console path: patience, and honest words."""

import pytest

from onboard.prove import patience
from onboard.prove.attempt import Attempt, Prover
from onboard.prove.diagnose import diagnose
from onboard.situation import Method
from onboard.work import Done, Materials, Plan, ProofRequest, Run
from tests.situations import NOW, PLACES

SAID = {
    Method.HTTPS: "fatal: unable to access 'https://…': The requested URL returned error: 403",
    Method.SSH: "APKA0000000000000001@git-codecommit: Permission denied (publickey).",
}


def request(method: Method) -> ProofRequest:
    return ProofRequest(method, "", None, "eu-west-1", "web", "jane")


def run(*done: Done) -> Run:
    plan = Plan("setup", Method.SSH, "", None, "eu-west-1", ())
    return Run("a-run", NOW, plan, done)


@pytest.mark.parametrize("method", SAID)
def test_a_refusal_does_not_claim_that_iam_was_asked(method: Method) -> None:
    prover = Prover(request(method), PLACES, "jane", "", Materials())
    cause = diagnose(prover, Attempt(False, "git ls-remote", said=SAID[method]), None)
    assert "IAM cannot be asked" in cause.means
    assert "IAM console" in cause.hint
    assert not cause.certain


@pytest.mark.parametrize(
    ("made", "signed_in", "seconds"),
    [
        (run(Done(values={"key id": "APKA1"})), True, 120.0),
        (run(Done(values={"key id": "APKA1"})), False, 120.0),
        (run(Done()), True, 4.0),
        (run(Done()), False, 30.0),
        (run(), False, 4.0),
        (None, False, 4.0),
    ],
    ids=["made", "made-signed-out", "nothing-new", "brought", "no-change", "no-run"],
)
def test_patience_is_for_what_may_be_new(made: Run | None, signed_in: bool, seconds: float) -> None:
    assert patience(made, signed_in, 120.0) == seconds
