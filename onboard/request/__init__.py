"""A request to an administrator for what a developer may not do alone. Values only; no secrets."""

from dataclasses import dataclass

from onboard.situation import Method


@dataclass(frozen=True)
class Request:
    """What the file says."""

    nonce: str
    """What its answer names, so that the two find each other."""
    user: str
    """The IAM user that git shall sign in as."""
    method: Method
    region: str
    repository: str | None = None
    account: str = ""
    """Twelve digits; empty where the developer does not know it."""
    key: str = ""
    """The public line, for ssh."""
