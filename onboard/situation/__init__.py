"""The values the stages pass to each other: what was seen, what may be used, what was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from onboard.situation.choices import Method, Offer, Rotation, Setup, Signer, Store
from onboard.situation.facts import Unknown
from onboard.situation.iam import (
    CALLED,
    SLOTS,
    AccessKey,
    Credential,
    GitCredential,
    Holdings,
    SshKey,
    Verdict,
)
from onboard.situation.identity import Identity, Kind, ProfileFact, RegionFact
from onboard.situation.machine import (
    ACCESS_KEYS,
    ConfigCommand,
    HandWritten,
    HelperEntry,
    HostBlock,
    KeyringFact,
    KnownKey,
    LocalKey,
    Machine,
    Shadow,
    Tool,
    VaultEntry,
)
from onboard.situation.past import Past, Retired

__all__ = [
    "ACCESS_KEYS",
    "CALLED",
    "SLOTS",
    "AccessKey",
    "ConfigCommand",
    "Credential",
    "ExistingSetup",
    "GitCredential",
    "HandWritten",
    "HelperEntry",
    "Holdings",
    "HostBlock",
    "Identity",
    "KeyringFact",
    "Kind",
    "KnownKey",
    "LocalKey",
    "Machine",
    "Method",
    "Offer",
    "Past",
    "ProfileFact",
    "RegionFact",
    "Retired",
    "Rotation",
    "Setup",
    "Shadow",
    "Signer",
    "Situation",
    "SshKey",
    "Store",
    "Tool",
    "Unknown",
    "VaultEntry",
    "Verdict",
]


@dataclass(frozen=True)
class ExistingSetup:
    """A method that is configured on this machine."""

    method: Method
    account: str
    profile: str | None
    region: str | None
    user: str
    """The Git user name, the key id or the profile that git signs in with."""
    hosts: tuple[str, ...]
    proved: datetime | None = None
    url_user: str = ""
    """The user name in its addresses, where another account has the plain ones."""


@dataclass(frozen=True)
class Situation:
    """Everything observed, at one moment."""

    now: datetime
    identity: Identity
    profile: str | None = None
    """The profile in force; None where the environment or the machine supplies credentials."""
    profiles: tuple[ProfileFact, ...] = ()
    region: RegionFact = RegionFact()
    machine: Machine = Machine()
    holdings: Holdings = Holdings()
    repositories: tuple[str, ...] | Unknown = ()
    permissions: Mapping[str, Verdict] = field(default_factory=dict)
    setups: tuple[ExistingSetup, ...] = ()
    past: Past = Past()
    resumable: str | None = None
    sandbox: str | None = None
    platform: str = "linux"
    published_host_keys: Mapping[str, str] = field(default_factory=dict)
    """Git host → SHA256 fingerprint, of every Region in the partition."""
