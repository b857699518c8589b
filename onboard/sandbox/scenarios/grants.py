"""The customer policies and trust policies that the scenarios use."""

from onboard.sandbox.aws.state import Document

_VERSION = "2012-10-17"

DENY_WITHOUT_MFA: Document = {
    "Version": _VERSION,
    "Statement": [
        {
            "Sid": "DenyAllExceptListedIfNoMFA",
            "Effect": "Deny",
            "NotAction": [
                "iam:CreateVirtualMFADevice",
                "iam:EnableMFADevice",
                "iam:GetUser",
                "iam:ListMFADevices",
                "iam:ListVirtualMFADevices",
                "iam:ResyncMFADevice",
                "sts:GetSessionToken",
            ],
            "Resource": "*",
            "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}},
        }
    ],
}
"""AWS's sample policy that forces MFA."""

REPOSITORIES: Document = {
    "Version": _VERSION,
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "codecommit:BatchGet*",
                "codecommit:Get*",
                "codecommit:List*",
                "codecommit:GitPull",
                "codecommit:GitPush",
            ],
            "Resource": "*",
        }
    ],
}
"""Repositories and nothing of IAM."""


def own_user(arn: str) -> Document:
    """What a user may see and do about itself beyond its CodeCommit credentials."""
    actions = (
        "GetUser",
        "GetLoginProfile",
        "GetAccessKeyLastUsed",
        "ListAttachedUserPolicies",
        "ListGroupsForUser",
        "ListMFADevices",
        "ListUserPolicies",
        "SimulatePrincipalPolicy",
        "CreateAccessKey",
        "UpdateAccessKey",
        "DeleteAccessKey",
        "ListAccessKeys",
    )
    return _allow([f"iam:{action}" for action in actions], arn)


def help_desk(account: str) -> Document:
    """What a help desk may see and do about every user's credentials for git."""
    kinds = ("ServiceSpecificCredential", "SSHPublicKey", "AccessKey")
    actions = [f"iam:{verb}{kind}" for verb in ("Update", "Delete") for kind in kinds]
    actions += ["iam:CreateServiceSpecificCredential", "iam:ResetServiceSpecificCredential"]
    actions += ["iam:UploadSSHPublicKey", "iam:Get*", "iam:List*"]
    return _allow(actions, f"arn:aws:iam::{account}:user/*")


def own_role(arn: str) -> Document:
    """What a role may see of itself."""
    return _allow(["iam:GetRole", "iam:SimulatePrincipalPolicy"], arn)


def assume(arn: str) -> Document:
    """Leave to become that role."""
    return _allow(["sts:AssumeRole"], arn)


def trust_account(account: str) -> Document:
    """A trust policy for the users of an account whom their own policies allow it."""
    return _trust({"AWS": f"arn:aws:iam::{account}:root"}, "sts:AssumeRole")


def trust_service(name: str) -> Document:
    """A trust policy for an AWS service."""
    return _trust({"Service": name}, "sts:AssumeRole")


def trust_saml(account: str) -> Document:
    """The trust policy of Identity Center's roles."""
    provider = f"arn:aws:iam::{account}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE"
    return _trust({"Federated": provider}, "sts:AssumeRoleWithSAML")


def _allow(actions: list[str], resource: str) -> Document:
    statement = {"Effect": "Allow", "Action": actions, "Resource": resource}
    return {"Version": _VERSION, "Statement": [statement]}


def _trust(principal: Document, action: str) -> Document:
    statement = {"Effect": "Allow", "Principal": principal, "Action": action}
    return {"Version": _VERSION, "Statement": [statement]}
