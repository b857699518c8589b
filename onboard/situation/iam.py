"""What IAM holds and allows."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from onboard.situation.facts import Unknown


class Credential(StrEnum):
    """The types of credential that IAM holds for a user."""

    GIT = "git-credential"
    SSH = "ssh-key"
    ACCESS = "access-key"


CALLED = {
    Credential.GIT: "Git credential",
    Credential.SSH: "SSH key",
    Credential.ACCESS: "access key",
}
"""What a person calls them."""
SLOTS = {Credential.GIT: 2, Credential.SSH: 5, Credential.ACCESS: 2}
"""How many IAM allows a user; inactive ones count. Source: IAM API reference and quotas."""


@dataclass(frozen=True)
class GitCredential:
    """An IAM service-specific credential for CodeCommit."""

    id: str
    user_name: str
    status: str
    created: datetime


@dataclass(frozen=True)
class SshKey:
    """An SSH public key that IAM has."""

    id: str
    status: str
    created: datetime
    body: str = ""
    """Base64 of the key; empty where we may not read it."""


@dataclass(frozen=True)
class AccessKey:
    """An access key that IAM has; its secret half is never read."""

    id: str
    status: str
    created: datetime


@dataclass(frozen=True)
class Holdings:
    """What IAM holds for the user."""

    git_credentials: tuple[GitCredential, ...] | Unknown = ()
    ssh_keys: tuple[SshKey, ...] | Unknown = ()
    access_keys: tuple[AccessKey, ...] | Unknown = ()
    mfa_serials: tuple[str, ...] | Unknown = ()


@dataclass(frozen=True)
class Verdict:
    """Whether IAM allows one action now: `allowed`, `denied` or `unknown`."""

    decision: str
    why: str = ""
    with_mfa: bool = False
    """Whether it would be allowed in a session that carries MFA."""
    only_with_mfa: bool = False
    """Whether it is denied without MFA, as git's own passwords and keys would ask for it."""
