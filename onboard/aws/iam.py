"""IAM: the credentials and keys of a user."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from onboard.aws.connection import Connection
from onboard.aws.problems import translated
from onboard.errors import AccessDenied, RefusedByAws
from onboard.secret import Secret
from onboard.situation import AccessKey, GitCredential, SshKey

SERVICE = "codecommit.amazonaws.com"
MOST = 1000
"""Rows that IAM gives in one page."""


def create_git_credential(connection: Connection, user: str) -> tuple[GitCredential, Secret]:
    """A new Git credential with its password, which IAM shows this once."""
    with _iam(connection, "CreateServiceSpecificCredential", once=True) as iam:
        answer = iam.create_service_specific_credential(UserName=user, ServiceName=SERVICE)
        made = answer["ServiceSpecificCredential"]
        return _git_credential(made), Secret(made["ServicePassword"])


def list_git_credentials(connection: Connection, user: str) -> tuple[GitCredential, ...]:
    """The user's Git credentials, oldest first."""
    with _iam(connection, "ListServiceSpecificCredentials") as iam:
        pages = _pages(iam.list_service_specific_credentials, UserName=user, ServiceName=SERVICE)
        found = [row for page in pages for row in page["ServiceSpecificCredentials"]]
    return tuple(sorted(map(_git_credential, found), key=lambda one: one.created))


def list_all_git_credentials(connection: Connection) -> Iterator[tuple[str, GitCredential]]:
    """Everybody's Git credentials, each with its user, a thousand a call."""
    with _iam(connection, "ListServiceSpecificCredentials") as iam:
        whose = {"AllUsers": True, "ServiceName": SERVICE, "MaxItems": MOST}
        for page in _pages(iam.list_service_specific_credentials, **whose):
            for row in page["ServiceSpecificCredentials"]:
                yield row["UserName"], _git_credential(row)


def set_git_credential_status(
    connection: Connection, user: str, credential_id: str, status: str
) -> None:
    """Make the Git credential `Active` or `Inactive`."""
    with _iam(connection, "UpdateServiceSpecificCredential") as iam:
        answer = iam.update_service_specific_credential(
            UserName=user, ServiceSpecificCredentialId=credential_id, Status=status
        )
        _check_answered(answer)


def reset_git_credential(
    connection: Connection, user: str, credential_id: str
) -> tuple[GitCredential, Secret]:
    """A new password for the Git credential; the one before is dead at once, everywhere."""
    with _iam(connection, "ResetServiceSpecificCredential", once=True) as iam:
        answer = iam.reset_service_specific_credential(
            UserName=user, ServiceSpecificCredentialId=credential_id
        )
        made = answer["ServiceSpecificCredential"]
        return _git_credential(made), Secret(made["ServicePassword"])


def delete_git_credential(connection: Connection, user: str, credential_id: str) -> None:
    """Delete the Git credential, if it is still there."""
    with _gone(), _iam(connection, "DeleteServiceSpecificCredential") as iam:
        answer = iam.delete_service_specific_credential(
            UserName=user, ServiceSpecificCredentialId=credential_id
        )
        _check_answered(answer)


def upload_ssh_key(connection: Connection, user: str, public_line: str) -> SshKey:
    """Register the public key; its new id is the SSH user."""
    with _iam(connection, "UploadSSHPublicKey", once=True) as iam:
        answer = iam.upload_ssh_public_key(UserName=user, SSHPublicKeyBody=public_line)
        made = answer["SSHPublicKey"]
        body = _body(made["SSHPublicKeyBody"])
        return SshKey(made["SSHPublicKeyId"], made["Status"], _utc(made["UploadDate"]), body)


def list_ssh_keys(connection: Connection, user: str, bodies: bool) -> tuple[SshKey, ...]:
    """The user's SSH keys, oldest first; with `bodies`, a further call for each."""
    with _iam(connection, "ListSSHPublicKeys") as iam:
        pages = _pages(iam.list_ssh_public_keys, UserName=user)
        found = [row for page in pages for row in page["SSHPublicKeys"]]
    keys = (
        SshKey(
            row["SSHPublicKeyId"],
            row["Status"],
            _utc(row["UploadDate"]),
            _body_of(connection, user, row["SSHPublicKeyId"]) if bodies else "",
        )
        for row in found
    )
    return tuple(sorted(keys, key=lambda one: one.created))


def set_ssh_key_status(connection: Connection, user: str, key_id: str, status: str) -> None:
    """Make the SSH key `Active` or `Inactive`."""
    with _iam(connection, "UpdateSSHPublicKey") as iam:
        answer = iam.update_ssh_public_key(UserName=user, SSHPublicKeyId=key_id, Status=status)
        _check_answered(answer)


def delete_ssh_key(connection: Connection, user: str, key_id: str) -> None:
    """Delete the SSH key, if it is still there."""
    with _gone(), _iam(connection, "DeleteSSHPublicKey") as iam:
        _check_answered(iam.delete_ssh_public_key(UserName=user, SSHPublicKeyId=key_id))


def list_access_keys(connection: Connection, user: str) -> tuple[AccessKey, ...]:
    """The user's access keys, oldest first."""
    with _iam(connection, "ListAccessKeys") as iam:
        pages = _pages(iam.list_access_keys, UserName=user)
        found = [row for page in pages for row in page["AccessKeyMetadata"]]
    keys = (AccessKey(row["AccessKeyId"], row["Status"], _utc(row["CreateDate"])) for row in found)
    return tuple(sorted(keys, key=lambda one: one.created))


def create_access_key(connection: Connection, user: str) -> tuple[AccessKey, Secret]:
    """A new access key with its secret half, which IAM shows this once."""
    with _iam(connection, "CreateAccessKey", once=True) as iam:
        made = iam.create_access_key(UserName=user)["AccessKey"]
        key = AccessKey(made["AccessKeyId"], made["Status"], _utc(made["CreateDate"]))
        return key, Secret(made["SecretAccessKey"])


def set_access_key_status(connection: Connection, user: str, key_id: str, status: str) -> None:
    """Make the access key `Active` or `Inactive`."""
    with _iam(connection, "UpdateAccessKey") as iam:
        answer = iam.update_access_key(UserName=user, AccessKeyId=key_id, Status=status)
        _check_answered(answer)


def delete_access_key(connection: Connection, user: str, key_id: str) -> None:
    """Delete the access key, if it is still there."""
    with _gone(), _iam(connection, "DeleteAccessKey") as iam:
        _check_answered(iam.delete_access_key(UserName=user, AccessKeyId=key_id))


def list_mfa_serials(connection: Connection, user: str) -> tuple[str, ...]:
    """The serials of the user's MFA devices."""
    with _iam(connection, "ListMFADevices") as iam:
        pages = _pages(iam.list_mfa_devices, UserName=user)
        return tuple(row["SerialNumber"] for page in pages for row in page["MFADevices"])


def list_users(connection: Connection) -> tuple[str, ...]:
    """The names of the account's IAM users."""
    with _iam(connection, "ListUsers") as iam:
        pages = _pages(iam.list_users, MaxItems=MOST)
        return tuple(row["UserName"] for page in pages for row in page["Users"])


def role_arn(connection: Connection, role: str) -> str:
    """The role's ARN with its path, which a session's ARN leaves out."""
    with _iam(connection, "GetRole") as iam:
        return str(iam.get_role(RoleName=role)["Role"]["Arn"])


@contextmanager
def _iam(connection: Connection, operation: str, *, once: bool = False) -> Iterator[Any]:
    """IAM's client; `once` for what a second request would make twice."""
    with translated(f"iam:{operation}", connection.temporary):
        yield connection.client("iam", once=once)


@contextmanager
def _gone() -> Iterator[None]:
    """Take "not found" for done: botocore repeats a request whose answer was lost."""
    try:
        yield
    except RefusedByAws as error:
        if error.aws_code != "NoSuchEntity":
            raise


def _check_answered(answer: Any) -> None:
    """Raise KeyError for a page that a proxy gave in place of an answer without content."""
    answer["ResponseMetadata"]["RequestId"]


def _pages(operation: Any, **given: Any) -> Iterator[Any]:
    """Every page; botocore has no paginator for all of these."""
    page = operation(**given)
    yield page
    while page.get("IsTruncated"):
        page = operation(**given, Marker=page["Marker"])
        yield page


def _body_of(connection: Connection, user: str, key_id: str) -> str:
    try:
        with _iam(connection, "GetSSHPublicKey") as iam:
            answer = iam.get_ssh_public_key(UserName=user, SSHPublicKeyId=key_id, Encoding="SSH")
    except AccessDenied:  # the id alone is worth showing
        return ""
    return _body(answer["SSHPublicKey"]["SSHPublicKeyBody"])


def _body(public_line: str) -> str:
    words = public_line.split()
    return words[1] if len(words) > 1 else ""


def _git_credential(row: Any) -> GitCredential:
    return GitCredential(
        row["ServiceSpecificCredentialId"],
        row["ServiceUserName"],
        row["Status"],
        _utc(row["CreateDate"]),
    )


def _utc(time: datetime) -> datetime:
    """botocore gives times in the machine's own zone."""
    return time.astimezone(UTC)
