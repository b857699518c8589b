"""The policy evaluator: deny wins, then allow, else no."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboard.sandbox.aws.permissions import managed
from onboard.sandbox.aws.policy import Decision, evaluate, like, problem_of
from onboard.sandbox.scenarios.grants import DENY_WITHOUT_MFA

JANE = "arn:aws:iam::111122223333:user/jane"
ALL = {"Effect": "Allow", "Action": "*", "Resource": "*"}


def says(
    statement: dict[str, Any] | list[dict[str, Any]],
    action: str = "iam:GetUser",
    resource: str = JANE,
    **context: str,
) -> Decision:
    named = {key.replace("_", ":"): value for key, value in context.items()}
    return evaluate([{"Statement": statement}], action, resource, named)


def test_nothing_allows_nothing() -> None:
    assert evaluate([], "iam:GetUser", "*", {}) == "implicitDeny"
    assert says([]) == "implicitDeny"


def test_deny_wins_whatever_the_order() -> None:
    deny = {**ALL, "Effect": "Deny"}
    assert says([ALL, deny]) == says([deny, ALL]) == "explicitDeny"


@pytest.mark.parametrize(
    ("statement", "decision"),
    [
        ({**ALL, "Action": "iam:get*"}, "allowed"),
        ({**ALL, "Action": ["iam:List*", "iam:GetUse?"]}, "allowed"),
        ({**ALL, "Action": "iam:List*"}, "implicitDeny"),
        ({"Effect": "Allow", "NotAction": "iam:Get*", "Resource": "*"}, "implicitDeny"),
        ({"Effect": "Allow", "NotAction": ["s3:*"], "Resource": "*"}, "allowed"),
        ({**ALL, "Resource": "arn:aws:iam::*:user/jane"}, "allowed"),
        ({**ALL, "Resource": "arn:aws:iam::*:user/JANE"}, "implicitDeny"),
        ({**ALL, "Resource": "arn:aws:iam::*:user/${aws:username}"}, "allowed"),
        ({"Effect": "Allow", "Action": "*", "NotResource": JANE}, "implicitDeny"),
        ({"Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::*"}, "allowed"),
    ],
)
def test_actions_and_resources(statement: dict[str, Any], decision: Decision) -> None:
    assert says(statement, aws_username="jane") == decision


def test_a_variable_that_is_absent_matches_nothing() -> None:
    own = {**ALL, "Resource": "arn:aws:iam::*:user/${aws:username}"}
    assert says(own, resource="arn:aws:iam::111122223333:user/") == "implicitDeny"


MFA = "aws:MultiFactorAuthPresent"


@pytest.mark.parametrize(
    ("condition", "without", "false", "true"),
    [
        ({"Bool": {MFA: "true"}}, "implicitDeny", "implicitDeny", "allowed"),
        ({"Bool": {MFA: True}}, "implicitDeny", "implicitDeny", "allowed"),
        ({"BoolIfExists": {MFA: "false"}}, "allowed", "allowed", "implicitDeny"),
        ({"Null": {MFA: "true"}}, "allowed", "implicitDeny", "implicitDeny"),
        ({"Null": {MFA: "false"}}, "implicitDeny", "allowed", "allowed"),
        ({"StringEquals": {MFA: ["x", "true"]}}, "implicitDeny", "implicitDeny", "allowed"),
        ({"StringNotEquals": {MFA: "true"}}, "allowed", "allowed", "implicitDeny"),
        ({"StringLike": {MFA: "t*"}}, "implicitDeny", "implicitDeny", "allowed"),
        ({"ForAnyValue:StringLike": {MFA: "t*"}}, "implicitDeny", "implicitDeny", "allowed"),
        ({"Bool": {MFA: "true"}, "Null": {"aws:x": "false"}}, *["implicitDeny"] * 3),
    ],
)
def test_conditions(
    condition: dict[str, Any], without: Decision, false: Decision, true: Decision
) -> None:
    statement = {**ALL, "Condition": condition}
    assert says(statement) == without
    assert says(statement, aws_multifactorauthpresent="false") == false
    assert says(statement, aws_multifactorauthpresent="true") == true


def test_conditions_fill_in_variables_and_compare_numbers() -> None:
    own = {**ALL, "Condition": {"StringEquals": {"iam:user": "${aws:username}"}}}
    assert says(own, aws_username="jane", iam_user="jane") == "allowed"
    assert says(own, aws_username="jane", iam_user="bob") == "implicitDeny"
    young = {**ALL, "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}}
    assert says(young, aws_multifactorauthage="60") == "allowed"
    assert says(young, aws_multifactorauthage="7200") == "implicitDeny"
    assert says(young, aws_multifactorauthage="?") == "implicitDeny"
    reference = {
        "Effect": "Deny",
        "Action": "codecommit:GitPush",
        "Resource": "*",
        "Condition": {
            "StringEqualsIfExists": {"codecommit:References": ["refs/heads/main"]},
            "Null": {"codecommit:References": "false"},
        },
    }
    assert says([ALL, reference], "codecommit:GitPush") == "allowed"


def test_awss_sample_that_forces_mfa() -> None:
    documents = [{"Statement": ALL}, DENY_WITHOUT_MFA]
    for context, decision in (
        ({}, "explicitDeny"),
        ({"aws:multifactorauthpresent": "true"}, "allowed"),
    ):
        assert evaluate(documents, "codecommit:GitPull", "*", context) == decision
        assert evaluate(documents, "sts:GetSessionToken", "*", context) == "allowed"


@pytest.mark.parametrize(
    ("policy", "allowed", "not_allowed"),
    [
        (
            "AWSCodeCommitPowerUser",
            ["codecommit:GitPush", "iam:UploadSSHPublicKey", "iam:ListUsers"],
            ["codecommit:DeleteRepository", "iam:GetUser", "iam:ListMFADevices"],
        ),
        (
            "AWSCodeCommitReadOnly",
            ["codecommit:GitPull", "iam:ListSSHPublicKeys"],
            ["codecommit:GitPush", "iam:UploadSSHPublicKey"],
        ),
        ("AWSCodeCommitFullAccess", ["codecommit:DeleteRepository"], ["iam:GetUser"]),
        ("IAMUserSSHKeys", ["iam:DeleteSSHPublicKey"], ["iam:ListServiceSpecificCredentials"]),
        ("IAMSelfManageServiceSpecificCredentials", ["iam:ResetServiceSpecificCredential"], []),
        ("IAMReadOnlyAccess", ["iam:SimulatePrincipalPolicy"], ["iam:CreateUser"]),
        ("AdministratorAccess", ["anything:AtAll"], []),
    ],
)
def test_managed_policies(policy: str, allowed: list[str], not_allowed: list[str]) -> None:
    document = managed(policy)
    assert document is not None
    assert problem_of(document) is None
    context = {"aws:username": "jane"}
    for action in allowed:
        assert evaluate([document], action, JANE, context) == "allowed", action
    for action in not_allowed:
        assert evaluate([document], action, JANE, context) == "implicitDeny", action


def test_unknown_managed_policy() -> None:
    assert managed("../state") is None


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {},
        {"Statement": []},
        {"Statement": "x"},
        {"Statement": {"Effect": "Allow", "Resource": "*"}},
        {"Statement": {"Effect": "Allow", "Action": "*"}},
        {"Statement": {**ALL, "Condition": {"Sounds": {"a": "b"}}}},
    ],
)
def test_malformed_documents(document: object) -> None:
    assert problem_of(document)


@given(st.text(max_size=30))
def test_a_text_is_like_itself_and_like_a_star(text: str) -> None:
    assert like("*", text)
    assert like(text, text)
    assert like(text[:3] + "*", text)
