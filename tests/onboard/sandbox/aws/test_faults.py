"""Faults of API operations: each as a client of AWS meets it, where and when it was asked for."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError
from botocore.parsers import ResponseParserError

from tests.onboard.sandbox.aws.running import JANE, Running


def refused(call: Any, **given: Any) -> tuple[str, int, str]:
    """Code, status and message of an operation's refusal."""
    with pytest.raises(ClientError) as caught:
        call(**given)
    answer = caught.value.response
    error = answer["Error"]
    return error["Code"], answer["ResponseMetadata"]["HTTPStatusCode"], error["Message"]


@pytest.mark.parametrize(
    ("name", "iam", "codecommit"),
    [
        ("throttle", ("Throttling", 400), ("ThrottlingException", 400)),
        ("server-error", ("ServiceFailure", 500), ("InternalFailure", 500)),
        ("expired-token", ("ExpiredToken", 403), ("ExpiredTokenException", 400)),
        ("deny", ("AccessDenied", 403), ("AccessDeniedException", 400)),
    ],
)
def test_refusals(
    running: Running, name: str, iam: tuple[str, int], codecommit: tuple[str, int]
) -> None:
    running.control("fault", name=name, value=True)
    assert refused(running.client("iam").list_access_keys)[:2] == iam
    assert refused(running.client("codecommit").list_repositories)[:2] == codecommit


def test_denied_in_the_words_of_aws(running: Running) -> None:
    running.control("fault", name="deny", value=True, operation="ListAccessKeys")
    said = refused(running.client("iam").list_access_keys)[2]
    assert said.startswith(f"User: {JANE} is not authorized to perform: iam:ListAccessKeys")
    assert said.endswith("because no identity-based policy allows the iam:ListAccessKeys action")
    assert running.client("iam").list_ssh_public_keys()["SSHPublicKeys"] == []


@pytest.mark.parametrize(
    ("name", "error", "made"),
    [
        ("drop", ConnectionClosedError, 0),
        ("drop-after", ConnectionClosedError, 1),
        ("malformed-after", KeyError, 1),
        ("malformed", KeyError, 0),
    ],
)
def test_the_answer_is_lost(running: Running, name: str, error: type[Exception], made: int) -> None:
    running.control("fault", name=name, value=True, operation="CreateServiceSpecificCredential")
    iam = running.client("iam")
    with pytest.raises((error, ResponseParserError)):
        _made(iam)
    found = iam.list_service_specific_credentials()["ServiceSpecificCredentials"]
    assert len(found) == made


def _made(iam: Any) -> Any:
    given = {"UserName": "jane", "ServiceName": "codecommit.amazonaws.com"}
    return iam.create_service_specific_credential(**given)["ServiceSpecificCredential"]


def test_a_time_out_answers_nothing(running: Running) -> None:
    running.control("fault", name="time-out", value=0.05)
    with pytest.raises(ConnectionClosedError):
        running.client("sts").get_caller_identity()


@pytest.mark.parametrize("ahead", [3600, -3600])
def test_a_skewed_clock(running: Running, ahead: int) -> None:
    running.control("fault", name="skewed-clock", value=ahead)
    code, _, said = refused(running.client("sts").get_caller_identity)
    assert (code, said.startswith("Signature ")) == ("SignatureDoesNotMatch", True)
    running.control("fault", name="skewed-clock", value=60)
    headers = running.client("sts").get_caller_identity()["ResponseMetadata"]["HTTPHeaders"]
    off = parsedate_to_datetime(headers["date"]) - datetime.now(UTC)
    assert timedelta(seconds=50) < off < timedelta(seconds=65)


@pytest.mark.parametrize(("call", "struck"), [("2", "-x-"), ("2+", "-xx"), ("all", "xxx")])
def test_by_the_number_of_the_call(running: Running, call: str, struck: str) -> None:
    shown = running.control("fault", name="throttle", value=True, operation="GetUser", call=call)
    assert shown["operations"][0]["call"] == call
    iam, seen = running.client("iam"), ""
    for _ in struck:
        iam.list_access_keys()
        try:
            iam.get_user()
            seen += "-"
        except ClientError:
            seen += "x"
    assert seen == struck


def test_faults_end(running: Running) -> None:
    iam = running.client("iam")
    running.control("fault", name="throttle", value=True, operation="GetUser")
    assert running.control("fault", name="throttle", value=False, operation="GetUser") == {
        "propagation": 0.0,
        "wrong-host-key": False,
        "operations": [],
    }
    iam.get_user()
    running.control("fault", name="drop", value=True)
    running.control("fault", name="wrong-host-key", value=True)
    assert running.control("fault", name="clear")["wrong-host-key"] is False
    iam.get_user()


@pytest.mark.parametrize(
    "body",
    [
        {"name": "throttle", "value": True, "operation": "Dance"},
        {"name": "throttle", "value": True, "call": "0"},
        {"name": "throttle", "value": True, "call": "often"},
        {"name": "throttle", "value": 7},
        {"name": "time-out", "value": True},
        {"name": "time-out", "value": -1},
        {"name": "skewed-clock", "value": "much"},
    ],
)
def test_what_is_no_fault(running: Running, body: dict[str, Any]) -> None:
    assert running.control("fault", **body)["error"]["code"] == "BadControl"
