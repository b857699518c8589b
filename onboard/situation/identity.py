"""Who the AWS credentials belong to, and where they come from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """Who the AWS credentials belong to."""

    ROOT = "root"
    FEDERATED_USER = "federated-user"
    IAM_USER = "iam-user"
    IAM_USER_SESSION = "iam-user-session"
    IDENTITY_CENTER = "identity-center"
    CROSS_ACCOUNT_ROLE = "cross-account-role"
    INSTANCE_ROLE = "instance-role"
    SERVICE_ROLE = "service-role"
    ROLE = "role"
    NONE = "none"


@dataclass(frozen=True)
class Identity:
    """Who the AWS credentials belong to."""

    kind: Kind
    arn: str = ""
    account: str = ""
    partition: str = "aws"
    name: str = ""
    """IAM user, role, permission set or federated name, without its path."""
    path: str = "/"
    session: str = ""
    source: str = ""
    """Where the credentials came from: botocore's `method`, as `shared-credentials-file`."""
    temporary: bool = False
    expires: datetime | None = None
    mfa: bool = False
    """Whether this is a session that we obtained with an MFA code."""
    problem: str = ""
    """For `none`: why there are no usable credentials. Else empty."""
    hint: str = ""
    problem_code: str = ""
    """`no-credentials`, `expired`, `unreachable`, `broken-config`, `mfa-needed` or empty."""
    cause: str = ""
    """For `none`: the id of the cause, as `onboard explain` names it; empty where unknown."""


@dataclass(frozen=True)
class ProfileFact:
    """One profile of the AWS files, by what it is made of; no secrets."""

    name: str
    region: str | None = None
    source: str = ""
    """`keys`, `session-keys`, `role`, `sso`, `process`, `web-identity`, `login` or empty."""
    role_arn: str | None = None
    source_profile: str | None = None
    mfa_serial: str | None = None
    sso_account: str | None = None
    key_id: str | None = None
    """The id of a long-term access key that lies in the AWS files, or that our vault hands out."""


@dataclass(frozen=True)
class RegionFact:
    """The Region in force and who says so: `flag`, `profile`, `environment`, or nobody."""

    name: str | None = None
    source: str = ""
