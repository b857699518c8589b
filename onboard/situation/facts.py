"""A read that failed is a fact like any other."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unknown:
    """A read that failed: a fact like any other, with its reason in one sentence."""

    reason: str
    code: str = ""
    """The `OnboardError.code` or the AWS error code."""
    action: str = ""
    """The AWS action that was refused, as `iam:ListSSHPublicKeys`."""
