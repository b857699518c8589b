"""Identifiers and ARNs in the shapes that AWS gives them."""

import secrets
from datetime import UTC, datetime

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


def new_id(prefix: str) -> str:
    """A fresh id such as `AKIA…`: the prefix and 16 or 17 characters of AWS's alphabet."""
    length = 17 if prefix in ("AIDA", "AROA") else 16
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))


def new_secret() -> str:
    """A secret access key: 40 characters."""
    return secrets.token_urlsafe(30).replace("-", "+").replace("_", "/")


def partition(region: str) -> str:
    """The partition that a Region belongs to."""
    if region.startswith("cn-"):
        return "aws-cn"
    return "aws-us-gov" if region.startswith("us-gov-") else "aws"


def suffix(region: str) -> str:
    """The DNS suffix of a Region's endpoints."""
    return "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"


def repository_arn(region: str, account: str, name: str) -> str:
    """The ARN of a repository."""
    return f"arn:{partition(region)}:codecommit:{region}:{account}:{name}"


def user_arn(account: str, path: str, name: str) -> str:
    """The ARN of an IAM user."""
    return f"arn:aws:iam::{account}:user{path}{name}"


def role_arn(account: str, path: str, name: str) -> str:
    """The ARN of an IAM role."""
    return f"arn:aws:iam::{account}:role{path}{name}"


def mfa_serial(account: str, name: str) -> str:
    """The serial number of a user's virtual MFA device."""
    return f"arn:aws:iam::{account}:mfa/{name}"


def when(seconds: float) -> datetime:
    """The moment as the API models want it."""
    return datetime.fromtimestamp(int(seconds), UTC)
