"""What may be chosen, what is offered, and what was chosen."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Method(StrEnum):
    """How git signs in."""

    HTTPS = "https"
    SSH = "ssh"
    HELPER = "helper"
    GRC = "grc"


class Store(StrEnum):
    """Where a Git credential's password rests."""

    KEYRING = "keyring"
    GIT_HELPER = "git-helper"
    FILE = "file"
    SANDBOX = "sandbox"
    """The sandbox's own vault; never offered outside it."""


class Signer(StrEnum):
    """Whose credential helper signs."""

    ONBOARD = "onboard"
    AWS = "aws"


@dataclass(frozen=True)
class Offer:
    """Whether and how this identity can use one method."""

    method: Method
    available: bool
    """Whether the identity may use it at all."""
    reason: str
    """One sentence that a new developer understands."""
    needs: tuple[str, ...] = ()
    """What IAM or this machine still lacks."""
    via: str = "api"
    """`api`, or `console` where the person clicks in the AWS console."""
    exists: tuple[str, ...] = ()
    """Ids of what is there already."""
    recommended: bool = False
    warning: str = ""


@dataclass(frozen=True)
class Setup:
    """The person's choices; secrets are not part of it."""

    method: Method
    region: str
    profile: str | None = None
    store: Store = Store.KEYRING
    repository: str | None = None
    key: Path | None = None
    """An existing private key to use; None makes a new one (or reuses one that IAM has)."""
    new_key: bool = False
    """Make a new key even where one could be reused."""
    bits: int = 4096
    encrypted: bool = False
    """Whether the new key gets a passphrase."""
    agent: bool = False
    """Whether the key is added to the running ssh-agent."""
    signer: Signer = Signer.ONBOARD
    host_key: str | None = None
    """A fingerprint that the person compared, for a Region without a published one."""
    adopt: bool = False
    """Whether hand-written lines for CodeCommit in the ssh config give way to our block."""
    user: str | None = None
    """The IAM user where it is not the caller."""
    key_id: str | None = None
    """The id that the console gave for the uploaded key."""
    git_user: str | None = None
    """The Git user name that came from the console."""
    regions: tuple[str, ...] = ()
    """Further Regions that were named; an older git needs a section for each."""
    mend_chain: bool = False
    """Whether our git sections are moved behind what would be asked after them."""
    replace_old: bool = False
    """Whether the settings of AWS's own guide are taken out of the git config."""
    off_disk: bool = False
    """Whether the access key moves from the AWS files into the vault."""
    renew: bool = False
    """Create a new credential even where one could be reused."""


@dataclass(frozen=True)
class Rotation:
    """What a rotation asks besides the choices of a set-up."""

    grace: int = 7
    """Days until the old credential is deleted; 0: in the same run, where this tool made it."""
    delete: tuple[str, ...] = ()
    """Ids that the person typed: these may be deleted whoever made them."""
    reset: bool = False
    """Whether the Git credential in use gets a new password in place."""
