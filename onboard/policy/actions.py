"""Actions of IAM policies: whose they are, and what they are allowed on.

Source: service authorization reference, CodeCommit and IAM; user guide, "CodeCommit permissions
reference".
"""

from fnmatch import fnmatchcase

ACTION = r"(?:iam|codecommit|sts|kms|signin):[A-Z][A-Za-z0-9]+"

SELF_SERVICE = (
    "CreateServiceSpecificCredential",
    "ListServiceSpecificCredentials",
    "UpdateServiceSpecificCredential",
    "DeleteServiceSpecificCredential",
    "ResetServiceSpecificCredential",
)
SSH_KEYS = (
    "UploadSSHPublicKey",
    "ListSSHPublicKeys",
    "GetSSHPublicKey",
    "UpdateSSHPublicKey",
    "DeleteSSHPublicKey",
)
OF_USER = (
    *SELF_SERVICE,
    *SSH_KEYS,
    "GetUser",
    "GetLoginProfile",
    "GetAccessKeyLastUsed",
    "ListAttachedUserPolicies",
    "ListGroupsForUser",
    "ListMFADevices",
    "ListUserPolicies",
    "ListUserTags",
    "SimulatePrincipalPolicy",
    "CreateAccessKey",
    "UpdateAccessKey",
    "DeleteAccessKey",
    "ListAccessKeys",
    "ChangePassword",
)
"""Those of IAM whose resource is one user."""
OF_ROLE = ("GetRole", "ListAttachedRolePolicies", "ListRolePolicies")
_WITHOUT_RESOURCE = (
    "codecommit:ListRepositories",
    "codecommit:*ApprovalRuleTemplate",
    "codecommit:*ApprovalRuleTemplates",
    "codecommit:UpdateApprovalRuleTemplate*",
    "codecommit:ListRepositoriesForApprovalRuleTemplate",
    "iam:ListUsers",
    "iam:ListAccountAliases",
    "iam:GetAccountSummary",
    "iam:Generate*Report",
    "sts:GetSessionToken",
    "signin:*",
)
_OPERATIONS = {
    **{name: "iam" for name in (*OF_USER, *OF_ROLE, "ListUsers", "ListAccountAliases")},
    **{
        name: "codecommit"
        for name in (
            "BatchGetRepositories",
            "CreateRepository",
            "DeleteRepository",
            "GetBranch",
            "GetRepository",
            "ListBranches",
            "ListRepositories",
        )
    },
    "AssumeRole": "sts",
    "GetSessionToken": "sts",
}


def of_operation(name: str) -> str:
    """The action that an API operation needs; nothing for one of another service."""
    service = _OPERATIONS.get(name)
    return f"{service}:{name}" if service else ""


def service_of(action: str) -> str:
    """As `iam`."""
    return action.partition(":")[0]


def name_of(action: str) -> str:
    """As `GetUser`."""
    return action.partition(":")[2]


def is_for_everything(action: str) -> bool:
    """Whether `*` is the only resource of the action."""
    return any(fnmatchcase(action, one) for one in _WITHOUT_RESOURCE)


def is_of_user(action: str) -> bool:
    """Whether its resource is a user."""
    return service_of(action) == "iam" and name_of(action) in OF_USER
