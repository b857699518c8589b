"""Every request is checked: key, signature, token, clock."""

from collections.abc import Callable

import pytest
from botocore.exceptions import ClientError

from onboard.sandbox.scenarios.seed import MAIN, PERSON
from tests.onboard.sandbox.aws.running import JANE, Running


def refused(call: Callable[[], object]) -> tuple[str, int, str]:
    """Code, HTTP status and message of the error that the call must end in."""
    with pytest.raises(ClientError) as caught:
        call()
    answer = caught.value.response
    return (
        answer["Error"]["Code"],
        answer["ResponseMetadata"]["HTTPStatusCode"],
        answer["Error"]["Message"],
    )


def test_a_signed_call_is_answered(running: Running) -> None:
    answer = running.client("sts").get_caller_identity()
    user = running.cloud.state.accounts[MAIN].users[PERSON]
    assert (answer["Arn"], answer["Account"], answer["UserId"]) == (JANE, MAIN, user.id)
    assert answer["ResponseMetadata"]["RequestId"]
    assert "date" in answer["ResponseMetadata"]["HTTPHeaders"]


@pytest.mark.parametrize(
    ("service", "codes"),
    [
        ("sts", ("SignatureDoesNotMatch", "InvalidClientTokenId")),
        ("iam", ("SignatureDoesNotMatch", "InvalidClientTokenId")),
        ("codecommit", ("InvalidSignatureException", "UnrecognizedClientException")),
    ],
)
def test_wrong_secret_and_unknown_key(
    running: Running, service: str, codes: tuple[str, str]
) -> None:
    verbs = {
        "sts": "get_caller_identity",
        "iam": "list_ssh_public_keys",
        "codecommit": "list_repositories",
    }
    verb = verbs[service]
    status = 400 if service == "codecommit" else 403
    wrong = running.client(service, running.jane()[0], "x" * 40)
    unknown = running.client(service, "AKIAIOSFODNN7EXAMPLE", "x" * 40)
    assert refused(getattr(wrong, verb))[:2] == (codes[0], status)
    assert refused(getattr(unknown, verb))[:2] == (codes[1], status)


def test_an_inactive_key_is_as_good_as_unknown(running: Running) -> None:
    client = running.client("sts")
    key = running.jane()[0]
    running.control("iam", do="set-status", type="access-key", id=key, status="Inactive")
    assert refused(client.get_caller_identity)[0] == "InvalidClientTokenId"
    running.control("iam", do="set-status", type="access-key", id=key, status="Active")
    assert client.get_caller_identity()["Arn"] == JANE


@pytest.mark.parametrize(("ahead", "words"), [(600, "expired"), (-600, "not yet current")])
def test_the_clock_may_differ_by_five_minutes_only(
    running: Running, ahead: float, words: str
) -> None:
    running.clock.ahead = ahead / 3
    assert running.client("sts").get_caller_identity()["Arn"] == JANE
    running.clock.ahead = ahead
    code, status, message = refused(running.client("sts").get_caller_identity)
    assert (code, status) == ("SignatureDoesNotMatch", 403)
    assert message.startswith(f"Signature {words}: ")


def test_session_tokens_are_checked(running: Running) -> None:
    made = running.client("sts").get_session_token()["Credentials"]
    key, secret, token = (
        made["AccessKeyId"],
        made["SecretAccessKey"],
        made["SessionToken"],
    )
    assert key.startswith("ASIA")
    assert running.client("sts", key, secret, token).get_caller_identity()["Arn"] == JANE
    for wrong in (None, "AAAA", token[:-4] + "AAA=", "?"):
        client = running.client("sts", key, secret, wrong)
        assert refused(client.get_caller_identity)[0] == "InvalidClientTokenId"
    long_term = running.client("sts", *running.jane(), token)
    assert refused(long_term.get_caller_identity)[0] == "InvalidClientTokenId"


@pytest.mark.parametrize(
    ("service", "code"), [("sts", "ExpiredToken"), ("codecommit", "ExpiredTokenException")]
)
def test_a_session_ends(running: Running, service: str, code: str) -> None:
    made = running.client("sts").get_session_token(DurationSeconds=900)["Credentials"]
    keys = (made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])
    running.clock.ahead = 901
    client = running.client(service, *keys)
    call = client.get_caller_identity if service == "sts" else client.list_repositories
    assert refused(call)[0] == code


def test_without_a_signature(running: Running) -> None:
    status, text = running.raw("POST", "/", "Action=GetCallerIdentity&Version=2011-06-15")
    assert status == 403
    assert "<Code>MissingAuthenticationToken</Code>" in text
    status, text = running.raw(
        "POST", "/", "{}", {"X-Amz-Target": "CodeCommit_20150413.ListRepositories"}
    )
    assert status == 400
    assert "MissingAuthenticationTokenException" in text
    status, text = running.raw("POST", "/", "Action=X", {"Authorization": "AWS4-HMAC-SHA256 x"})
    assert "<Code>IncompleteSignature</Code>" in text
