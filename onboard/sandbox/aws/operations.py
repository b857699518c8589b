"""The operations that the sandbox knows, by service."""

from collections.abc import Callable

from onboard.sandbox.aws import (
    codecommit,
    iam_access_keys,
    iam_git_credentials,
    iam_policies,
    iam_simulation,
    iam_ssh_keys,
    iam_users,
    sts,
)
from onboard.sandbox.aws.call import Call, Result

Operation = Callable[[Call], Result]

_READS = ("Get", "List", "BatchGet", "Simulate")

STS: dict[str, Operation] = {
    "AssumeRole": sts.assume_role,
    "GetAccessKeyInfo": sts.get_access_key_info,
    "GetCallerIdentity": sts.get_caller_identity,
    "GetFederationToken": sts.get_federation_token,
    "GetSessionToken": sts.get_session_token,
}

IAM: dict[str, Operation] = {
    "AttachUserPolicy": iam_policies.attach_user_policy,
    "CreateAccessKey": iam_access_keys.create_access_key,
    "CreateServiceSpecificCredential": iam_git_credentials.create_service_specific_credential,
    "CreateUser": iam_users.create_user,
    "DeleteAccessKey": iam_access_keys.delete_access_key,
    "DeleteSSHPublicKey": iam_ssh_keys.delete_ssh_public_key,
    "DeleteServiceSpecificCredential": iam_git_credentials.delete_service_specific_credential,
    "DeleteUser": iam_users.delete_user,
    "DeleteUserPolicy": iam_policies.delete_user_policy,
    "DetachUserPolicy": iam_policies.detach_user_policy,
    "GetAccessKeyLastUsed": iam_access_keys.get_access_key_last_used,
    "GetAccountSummary": iam_users.get_account_summary,
    "GetLoginProfile": iam_users.get_login_profile,
    "GetRole": iam_users.get_role,
    "GetSSHPublicKey": iam_ssh_keys.get_ssh_public_key,
    "GetUser": iam_users.get_user,
    "GetUserPolicy": iam_policies.get_user_policy,
    "ListAccessKeys": iam_access_keys.list_access_keys,
    "ListAccountAliases": iam_users.list_account_aliases,
    "ListAttachedUserPolicies": iam_policies.list_attached_user_policies,
    "ListGroupsForUser": iam_users.list_groups_for_user,
    "ListMFADevices": iam_users.list_mfa_devices,
    "ListSSHPublicKeys": iam_ssh_keys.list_ssh_public_keys,
    "ListServiceSpecificCredentials": iam_git_credentials.list_service_specific_credentials,
    "ListUserPolicies": iam_policies.list_user_policies,
    "ListUsers": iam_users.list_users,
    "PutUserPolicy": iam_policies.put_user_policy,
    "ResetServiceSpecificCredential": iam_git_credentials.reset_service_specific_credential,
    "SimulatePrincipalPolicy": iam_simulation.simulate_principal_policy,
    "UpdateAccessKey": iam_access_keys.update_access_key,
    "UpdateSSHPublicKey": iam_ssh_keys.update_ssh_public_key,
    "UpdateServiceSpecificCredential": iam_git_credentials.update_service_specific_credential,
    "UploadSSHPublicKey": iam_ssh_keys.upload_ssh_public_key,
}

CODECOMMIT: dict[str, Operation] = {
    "BatchGetRepositories": codecommit.batch_get_repositories,
    "CreateRepository": codecommit.create_repository,
    "DeleteRepository": codecommit.delete_repository,
    "GetBranch": codecommit.get_branch,
    "GetRepository": codecommit.get_repository,
    "ListBranches": codecommit.list_branches,
    "ListRepositories": codecommit.list_repositories,
}

SERVICES = {"sts": STS, "iam": IAM, "codecommit": CODECOMMIT}


def is_write(service: str, name: str) -> bool:
    """Whether the operation changes accounts; handing out a session does not."""
    return service in ("iam", "codecommit") and not name.startswith(_READS)
