"""IAM's rules for Git credentials."""

import base64
from functools import partial

import pytest

from onboard.sandbox.scenarios.seed import MAIN, PERSON
from tests.onboard.sandbox.aws.running import Running
from tests.onboard.sandbox.aws.test_signature import refused

SERVICE = "codecommit.amazonaws.com"


def test_two_per_user_inactive_ones_counted(running: Running) -> None:
    iam = running.client("iam")
    call = {"UserName": PERSON, "ServiceName": SERVICE}
    first = iam.create_service_specific_credential(**call)["ServiceSpecificCredential"]
    second = iam.create_service_specific_credential(**call)["ServiceSpecificCredential"]
    assert first["ServiceUserName"] == f"jane-at-{MAIN}"
    assert second["ServiceUserName"] == f"jane+1-at-{MAIN}"
    assert len(first["ServicePassword"]) == 44
    assert len(base64.b64decode(first["ServicePassword"])) == 32
    assert first["ServiceSpecificCredentialId"].startswith("ACCA")
    assert len(first["ServiceSpecificCredentialId"]) == 20

    one = first["ServiceSpecificCredentialId"]
    iam.update_service_specific_credential(
        UserName=PERSON, ServiceSpecificCredentialId=one, Status="Inactive"
    )
    full = refused(lambda: iam.create_service_specific_credential(**call))
    assert full[:2] == ("LimitExceeded", 409)
    listed = iam.list_service_specific_credentials()["ServiceSpecificCredentials"]
    assert [one["Status"] for one in listed] == ["Inactive", "Active"]
    assert not any("ServicePassword" in one for one in listed)

    iam.delete_service_specific_credential(UserName=PERSON, ServiceSpecificCredentialId=one)
    third = iam.create_service_specific_credential(**call)["ServiceSpecificCredential"]
    assert third["ServiceUserName"] == f"jane-at-{MAIN}"


def test_reset_gives_a_new_password_in_the_same_slot(running: Running) -> None:
    iam = running.client("iam")
    made = iam.create_service_specific_credential(UserName=PERSON, ServiceName=SERVICE)
    one = made["ServiceSpecificCredential"]
    again = iam.reset_service_specific_credential(
        ServiceSpecificCredentialId=one["ServiceSpecificCredentialId"]
    )["ServiceSpecificCredential"]
    assert again["ServiceUserName"] == one["ServiceUserName"]
    assert again["ServicePassword"] != one["ServicePassword"]


def test_no_password_is_in_the_state_file(running: Running) -> None:
    made = running.client("iam").create_service_specific_credential(
        UserName=PERSON, ServiceName=SERVICE
    )
    text = (running.folder / "state.json").read_text(encoding="utf-8")
    assert made["ServiceSpecificCredential"]["ServiceSpecificCredentialId"] in text
    assert made["ServiceSpecificCredential"]["ServicePassword"] not in text


@pytest.mark.parametrize(
    ("call", "code", "status"),
    [
        ({"UserName": "jane", "ServiceName": "bedrock.amazonaws.com"}, "NotSupportedService", 404),
        ({"UserName": "bob", "ServiceName": SERVICE}, "AccessDenied", 403),
        ({"UserName": "no space", "ServiceName": SERVICE}, "ValidationError", 400),
    ],
)
def test_refusals(running: Running, call: dict[str, str], code: str, status: int) -> None:
    iam = running.client("iam")
    assert refused(lambda: iam.create_service_specific_credential(**call))[:2] == (code, status)


def test_what_is_not_there(running: Running) -> None:
    call = {"UserName": "bob", "ServiceName": SERVICE}
    admin = running.admin("iam")
    create = admin.create_service_specific_credential
    assert refused(lambda: create(**call))[:2] == ("NoSuchEntity", 404)
    nothing = {"UserName": PERSON, "ServiceSpecificCredentialId": "ACCA" + "A" * 16}
    for verb in ("reset_service_specific_credential", "delete_service_specific_credential"):
        assert refused(partial(getattr(admin, verb), **nothing))[0] == "NoSuchEntity"


def test_an_administrator_sees_everybody(running: Running) -> None:
    running.client("iam").create_service_specific_credential(UserName=PERSON, ServiceName=SERVICE)
    call = {"AllUsers": True, "ServiceName": SERVICE}
    listed = running.admin("iam").list_service_specific_credentials(**call)
    assert [one["UserName"] for one in listed["ServiceSpecificCredentials"]] == [PERSON]
    jane = running.client("iam")
    assert refused(lambda: jane.list_service_specific_credentials(**call))[0] == "AccessDenied"
