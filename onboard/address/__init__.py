"""A repository's address in any of the forms that people paste, as one value; all of it pure."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from onboard.regions import all_regions


class Form(StrEnum):
    """What kind of text an address is."""

    CONSOLE = "console"
    HTTPS = "https"
    SSH = "ssh"
    SCP = "scp"
    """What other hosts take for ssh (`user@host:path`); CodeCommit documents no such form."""
    GRC = "grc"
    ARN = "arn"
    NAME = "name"


@dataclass(frozen=True)
class Address:
    """Where a repository is. What the text did not say is empty."""

    form: Form
    repository: str
    region: str = ""
    account: str = ""
    user: str = ""
    """The user name in it: a Git user name, a profile, or for ssh a key id. Never a password."""
    profile: str = ""
    """The profile that a `codecommit::` address names."""
    alias: str = ""
    """The name that stands in an ssh address for the host."""
    fips: bool = False
    endpoint: str = ""
    """The VPC endpoint of its host, as `vpce-0123-abcd`."""

    @property
    def partition(self) -> str:
        """The partition that its Region belongs to."""
        region = all_regions().get(self.region)
        return region.partition if region else "aws"


@dataclass(frozen=True)
class Found:
    """What was read from a text."""

    address: Address
    notes: tuple[str, ...] = ()
    """What was wrong with the text and is put right in what is made of it, a sentence each."""
    password: bool = False
    """Whether a password, or a session token, stood in it."""


Resolve = Callable[[str], str]
"""An ssh alias → the host name that ssh makes of it; empty where that is not known."""


def nobody(_: str) -> str:
    """Knows no alias."""
    return ""
