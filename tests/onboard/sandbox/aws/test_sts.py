"""Who a session is, and what STS refuses."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from onboard.sandbox.scenarios.seed import MAIN, OTHER
from tests.onboard.sandbox.aws.running import JANE, Running
from tests.onboard.sandbox.aws.test_signature import refused

Launch = Callable[..., Running]
POLICY = json.dumps(
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
)


def keys(answer: dict[str, Any]) -> tuple[str, str, str]:
    made = answer["Credentials"]
    return made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"]


def test_root(launch: Launch) -> None:
    running = launch("root")
    key = running.cloud.state.accounts[MAIN].root_keys[0]
    client = running.client("sts", key.id, key.secret)
    answer = client.get_caller_identity()
    assert (answer["Arn"], answer["UserId"]) == (f"arn:aws:iam::{MAIN}:root", MAIN)
    assert refused(
        lambda: client.assume_role(
            RoleArn=f"arn:aws:iam::{MAIN}:role/x", RoleSessionName="jane", DurationSeconds=900
        )
    )[2].startswith("Roles may not be assumed by root")
    session = running.client("sts", *keys(client.get_session_token()))
    assert session.get_caller_identity()["Arn"] == f"arn:aws:iam::{MAIN}:root"


def test_a_session_without_mfa_may_not_call_iam(running: Running) -> None:
    session = keys(running.client("sts").get_session_token())
    iam = running.client("iam", *session)
    assert refused(iam.list_ssh_public_keys) == (
        "InvalidClientTokenId",
        403,
        "The security token included in the request is invalid",
    )
    assert running.client("codecommit", *session).list_repositories()["repositories"]
    sts = running.client("sts", *session)
    assert refused(sts.get_session_token)[0] == "AccessDenied"


def test_a_session_with_mfa_may(launch: Launch) -> None:
    running = launch("mfa-required")
    shown = running.control("mfa-code")
    sts = running.client("sts")
    call = {"SerialNumber": shown["serial"], "TokenCode": shown["code"]}
    session = keys(sts.get_session_token(**call))
    assert "SSHPublicKeys" in running.client("iam", *session).list_ssh_public_keys()

    wrong = {**call, "TokenCode": f"{(int(shown['code']) + 500_000) % 1_000_000:06d}"}
    code, _, message = refused(lambda: sts.get_session_token(**wrong))
    assert (code, message) == (
        "AccessDenied",
        "MultiFactorAuthentication failed with invalid MFA one time pass code. ",
    )
    other = {**call, "SerialNumber": f"arn:aws:iam::{MAIN}:mfa/bob"}
    assert refused(lambda: sts.get_session_token(**other))[0] == "AccessDenied"


def test_a_code_holds_for_its_neighbours_too(launch: Launch) -> None:
    running = launch("mfa-required")
    shown = running.control("mfa-code")
    call = {"SerialNumber": shown["serial"], "TokenCode": shown["code"]}
    running.clock.ahead = 29
    assert running.client("sts").get_session_token(**call)
    running.clock.ahead = 90
    assert refused(lambda: running.client("sts").get_session_token(**call))[0] == "AccessDenied"


@pytest.mark.parametrize(
    ("scenario", "account", "name"),
    [("role", MAIN, "Developer"), ("cross-account-role", OTHER, "CrossAccountDeveloper")],
)
def test_roles(launch: Launch, scenario: str, account: str, name: str) -> None:
    running = launch(scenario)
    call = {"RoleArn": f"arn:aws:iam::{account}:role/{name}", "RoleSessionName": "jane"}
    answer = running.client("sts").assume_role(**call)
    arn = f"arn:aws:sts::{account}:assumed-role/{name}/jane"
    assert answer["AssumedRoleUser"]["Arn"] == arn
    who = running.client("sts", *keys(answer)).get_caller_identity()
    assert (who["Arn"], who["Account"]) == (arn, account)
    assert who["UserId"].startswith("AROA")
    assert who["UserId"].endswith(":jane")
    iam = running.client("iam", *keys(answer))
    assert refused(iam.get_user)[0] == "ValidationError"
    assert iam.get_role(RoleName=name)["Role"]["Arn"] == call["RoleArn"]


def test_a_role_needs_both_its_trust_and_the_callers_policy(launch: Launch) -> None:
    running = launch("role")
    call = {"RoleArn": f"arn:aws:iam::{MAIN}:role/Developer", "RoleSessionName": "jane"}
    running.admin("iam").delete_user_policy(UserName="jane", PolicyName="AssumeRole")
    code, status, message = refused(lambda: running.client("sts").assume_role(**call))
    assert (code, status) == ("AccessDenied", 403)
    assert message == (
        f"User: {JANE} is not authorized to perform: sts:AssumeRole on resource: {call['RoleArn']}"
    )
    missing = {**call, "RoleArn": f"arn:aws:iam::{MAIN}:role/None"}
    assert refused(lambda: running.admin("sts").assume_role(**missing))[0] == "AccessDenied"


def test_mfa_in_assume_role_counts_for_the_session(launch: Launch) -> None:
    running = launch("role")
    admin = running.admin("iam")
    only_mfa = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    state = running.cloud.state
    state.accounts[MAIN].roles["Developer"].trust["Statement"][0]["Condition"] = only_mfa
    state.accounts[MAIN].users["jane"].mfa_secret = "JBSWY3DPEHPK3PXP"
    call = {"RoleArn": f"arn:aws:iam::{MAIN}:role/Developer", "RoleSessionName": "jane"}
    assert refused(lambda: running.client("sts").assume_role(**call))[0] == "AccessDenied"
    shown = running.control("mfa-code")
    with_code = {**call, "SerialNumber": shown["serial"], "TokenCode": shown["code"]}
    assert running.client("sts").assume_role(**with_code)["Credentials"]
    assert (
        admin.list_mfa_devices(UserName="jane")["MFADevices"][0]["SerialNumber"]
        == (shown["serial"])
    )


def test_federation_gives_no_more_than_its_policy(running: Running) -> None:
    sts = running.admin("sts")
    bare = keys(sts.get_federation_token(Name="visitor"))
    full = keys(sts.get_federation_token(Name="visitor", Policy=POLICY))
    who = running.client("sts", *full).get_caller_identity()
    assert who["Arn"] == f"arn:aws:sts::{MAIN}:federated-user/visitor"
    assert who["UserId"] == f"{MAIN}:visitor"
    assert running.client("codecommit", *full).list_repositories()["repositories"]
    denied = refused(running.client("codecommit", *bare).list_repositories)
    assert denied[0] == "AccessDeniedException"
    assert "because no session policy allows" in denied[2]
    assert refused(running.client("iam", *full).list_users)[0] == "InvalidClientTokenId"
    assert refused(running.client("sts", *full).get_session_token)[0] == "AccessDenied"
    assert refused(lambda: running.client("sts").get_federation_token(Name="jane"))[0] == (
        "AccessDenied"
    )


def test_access_key_info(running: Running) -> None:
    answer = running.admin("sts").get_access_key_info(AccessKeyId=running.jane()[0])
    assert answer["Account"] == MAIN


def test_parameters_are_validated(running: Running) -> None:
    sts = running.client("sts")
    code, status, message = refused(
        lambda: sts.assume_role(RoleArn="a" * 20, RoleSessionName="no spaces!")
    )
    assert (code, status) == ("ValidationError", 400)
    assert message.startswith(
        "1 validation error detected: Value 'no spaces!' at 'roleSessionName'"
    )
