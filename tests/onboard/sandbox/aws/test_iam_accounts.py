"""IAM's users, access keys, policies and simulation."""

import json
from collections.abc import Callable
from functools import partial

from onboard.sandbox.scenarios.seed import MAIN, PERSON
from tests.onboard.sandbox.aws.running import JANE, WEB, Running
from tests.onboard.sandbox.aws.test_signature import refused

Launch = Callable[..., Running]


def test_users(running: Running) -> None:
    jane, admin = running.client("iam"), running.admin("iam")
    assert jane.get_user()["User"]["Arn"] == JANE
    assert jane.get_user(UserName=PERSON)["User"]["UserId"].startswith("AIDA")
    made = admin.create_user(UserName="bob", Path="/dev/team/")["User"]
    assert made["Arn"] == f"arn:aws:iam::{MAIN}:user/dev/team/bob"
    assert refused(lambda: admin.create_user(UserName="BOB"))[:2] == ("EntityAlreadyExists", 409)
    names = [one["UserName"] for one in jane.list_users()["Users"]]
    assert names == ["admin", "jane", "bob"]
    page = jane.list_users(MaxItems=2)
    assert page["IsTruncated"]
    rest = jane.list_users(MaxItems=2, Marker=page["Marker"])
    assert [one["UserName"] for one in rest["Users"]] == ["bob"]
    assert refused(lambda: jane.get_user(UserName="bob"))[2] == (
        f"User: {JANE} is not authorized to perform: iam:GetUser on resource: user bob "
        "because no identity-based policy allows the iam:GetUser action"
    )
    admin.delete_user(UserName="bob")
    assert refused(lambda: admin.get_user(UserName="bob"))[:2] == ("NoSuchEntity", 404)
    assert refused(lambda: admin.delete_user(UserName=PERSON))[0] == "DeleteConflict"


def test_access_keys(running: Running) -> None:
    jane = running.client("iam")
    key = running.jane()[0]
    made = jane.create_access_key(UserName=PERSON)["AccessKey"]
    assert len(made["SecretAccessKey"]) == 40
    assert refused(jane.create_access_key)[0] == "LimitExceeded"
    listed = jane.list_access_keys()["AccessKeyMetadata"]
    assert [one["AccessKeyId"] for one in listed] == [key, made["AccessKeyId"]]
    used = jane.get_access_key_last_used(AccessKeyId=key)
    assert used["UserName"] == PERSON
    assert "LastUsedDate" in used["AccessKeyLastUsed"]
    never = jane.get_access_key_last_used(AccessKeyId=made["AccessKeyId"])
    assert never["AccessKeyLastUsed"]["ServiceName"] == "N/A"
    jane.update_access_key(AccessKeyId=made["AccessKeyId"], Status="Inactive")
    jane.delete_access_key(AccessKeyId=made["AccessKeyId"])
    assert len(jane.list_access_keys()["AccessKeyMetadata"]) == 1


def test_policies_count_at_once(running: Running) -> None:
    jane, admin = running.client("iam"), running.admin("iam")
    arn = "arn:aws:iam::aws:policy/AWSCodeCommitPowerUser"
    attached = jane.list_attached_user_policies(UserName=PERSON)["AttachedPolicies"]
    assert attached == [{"PolicyName": "AWSCodeCommitPowerUser", "PolicyArn": arn}]
    admin.detach_user_policy(UserName=PERSON, PolicyArn=arn)
    assert refused(jane.list_ssh_public_keys)[0] == "AccessDenied"
    admin.attach_user_policy(UserName=PERSON, PolicyArn=arn)
    assert jane.list_ssh_public_keys()["SSHPublicKeys"] == []
    deny = {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Deny", "Action": "iam:*SSH*", "Resource": "*"}],
    }
    call = {"UserName": PERSON, "PolicyName": "NoSsh"}
    admin.put_user_policy(**call, PolicyDocument=json.dumps(deny))
    assert refused(jane.list_ssh_public_keys)[2].endswith(
        "with an explicit deny in an identity-based policy"
    )
    assert admin.get_user_policy(**call)["PolicyDocument"] == deny
    assert "NoSsh" in jane.list_user_policies(UserName=PERSON)["PolicyNames"]
    admin.delete_user_policy(**call)
    assert jane.list_ssh_public_keys()["SSHPublicKeys"] == []
    for bad in ("no json", "[]", '{"Statement": [{"Effect": "Maybe"}]}'):
        assert (
            refused(partial(admin.put_user_policy, **call, PolicyDocument=bad))[0]
            == "MalformedPolicyDocument"
        )


def test_a_user_with_a_path_does_not_match_the_managed_policies(running: Running) -> None:
    admin = running.admin("iam")
    admin.create_user(UserName="bob", Path="/dev/")
    admin.attach_user_policy(
        UserName="bob", PolicyArn="arn:aws:iam::aws:policy/IAMSelfManageServiceSpecificCredentials"
    )
    made = admin.create_access_key(UserName="bob")["AccessKey"]
    bob = running.client("iam", made["AccessKeyId"], made["SecretAccessKey"])
    assert refused(bob.list_service_specific_credentials)[0] == "AccessDenied"


def test_simulation_agrees_with_the_attempt(launch: Launch) -> None:
    running = launch("mfa-required")
    admin = running.admin("iam")
    call = {"PolicySourceArn": JANE, "ActionNames": ["codecommit:GitPull", "codecommit:GitPush"]}

    def decisions(**more: object) -> list[str]:
        results = admin.simulate_principal_policy(**call, ResourceArns=[WEB], **more)
        return [one["EvalDecision"] for one in results["EvaluationResults"]]

    assert decisions() == ["explicitDeny", "explicitDeny"]
    mfa = {"ContextKeyName": "aws:MultiFactorAuthPresent", "ContextKeyType": "boolean"}
    assert decisions(ContextEntries=[{**mfa, "ContextKeyValues": ["true"]}]) == ["allowed"] * 2
    running.take("codecommit:GitPush")
    assert decisions(ContextEntries=[{**mfa, "ContextKeyValues": ["true"]}]) == [
        "allowed",
        "implicitDeny",
    ]
    one = admin.simulate_principal_policy(**call)["EvaluationResults"][0]
    assert one["MissingContextValues"] == ["aws:MultiFactorAuthPresent"]
    assert refused(running.client("iam").list_ssh_public_keys)[2].endswith(
        "with an explicit deny in an identity-based policy"
    )


def test_simulation_of_oneself_and_of_others(launch: Launch) -> None:
    running = launch("no-permission")
    call = {"PolicySourceArn": JANE, "ActionNames": ["codecommit:GitPull"]}
    jane = running.client("iam")
    assert refused(lambda: jane.simulate_principal_policy(**call))[0] == "AccessDenied"
    admin = running.admin("iam")
    assert admin.simulate_principal_policy(**call)["EvaluationResults"][0]["EvalDecision"] == (
        "allowed"
    )
    for arn, code in (
        (f"arn:aws:iam::{MAIN}:user/nobody", "NoSuchEntity"),
        (f"arn:aws:sts::{MAIN}:assumed-role/x/y", "InvalidInput"),
    ):
        wrong = {**call, "PolicySourceArn": arn}
        assert refused(partial(admin.simulate_principal_policy, **wrong))[0] == code


def test_the_account(running: Running) -> None:
    admin = running.admin("iam")
    assert admin.list_account_aliases()["AccountAliases"] == ["example"]
    assert admin.get_account_summary()["SummaryMap"]["Users"] == 2
    assert admin.list_groups_for_user(UserName=PERSON)["Groups"] == []
    assert running.client("iam").get_login_profile(UserName=PERSON)["LoginProfile"]
    assert refused(lambda: admin.get_login_profile(UserName="admin"))[0] == "NoSuchEntity"
    assert running.client("iam").list_mfa_devices()["MFADevices"] == []


def test_root_speaks_of_itself(launch: Launch) -> None:
    running = launch("root")
    key = running.cloud.state.accounts[MAIN].root_keys[0]
    iam = running.client("iam", key.id, key.secret)
    assert iam.get_user()["User"]["Arn"] == f"arn:aws:iam::{MAIN}:root"
    assert [one["AccessKeyId"] for one in iam.list_access_keys()["AccessKeyMetadata"]] == [key.id]
    assert iam.list_ssh_public_keys()["SSHPublicKeys"] == []
    assert iam.list_service_specific_credentials()["ServiceSpecificCredentials"] == []
