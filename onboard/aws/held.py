"""What IAM holds for a user, whatever its type: seen, switched on and off, deleted."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from onboard.aws import iam
from onboard.aws.connection import Connection
from onboard.situation import AccessKey, Credential, GitCredential, SshKey

Rows = tuple[GitCredential, ...] | tuple[SshKey, ...] | tuple[AccessKey, ...]


class _Calls(NamedTuple):
    held: Callable[[Connection, str], Rows]
    switch: Callable[[Connection, str, str, str], None]
    delete: Callable[[Connection, str, str], None]
    operations: tuple[str, str]


CALLS: Mapping[Credential, _Calls] = {
    Credential.GIT: _Calls(
        iam.list_git_credentials,
        iam.set_git_credential_status,
        iam.delete_git_credential,
        ("UpdateServiceSpecificCredential", "DeleteServiceSpecificCredential"),
    ),
    Credential.SSH: _Calls(
        lambda connection, user: iam.list_ssh_keys(connection, user, bodies=False),
        iam.set_ssh_key_status,
        iam.delete_ssh_key,
        ("UpdateSSHPublicKey", "DeleteSSHPublicKey"),
    ),
    Credential.ACCESS: _Calls(
        iam.list_access_keys,
        iam.set_access_key_status,
        iam.delete_access_key,
        ("UpdateAccessKey", "DeleteAccessKey"),
    ),
}


def status(connection: Connection, type_: Credential, user: str, id_: str) -> str | None:
    """`Active` or `Inactive`; None where IAM has it no more."""
    held = CALLS[type_].held(connection, user)
    return next((one.status for one in held if one.id == id_), None)


def switch(connection: Connection, type_: Credential, user: str, id_: str, to: str) -> None:
    """Make it `Active` or `Inactive`."""
    CALLS[type_].switch(connection, user, id_, to)


def delete(connection: Connection, type_: Credential, user: str, id_: str) -> None:
    """Delete it, if it is still there."""
    CALLS[type_].delete(connection, user, id_)


def operations(type_: Credential) -> tuple[str, str]:
    """The IAM operations that switch and that delete it."""
    return CALLS[type_].operations
