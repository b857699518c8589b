"""What earlier runs of this tool did, as far as later ones must know."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from onboard.situation.iam import Credential


@dataclass(frozen=True)
class Retired:
    """A credential that a rotation here made Inactive and that is not deleted yet."""

    type: Credential
    id: str
    user: str
    account: str
    name: str
    """The Git user name, or the key's file."""
    delete_on: str
    """The day from which it may go, ISO 8601."""
    run: str


@dataclass(frozen=True)
class Past:
    """What the journal tells."""

    made: frozenset[str] = frozenset()
    """The ids at IAM that runs of this tool created."""
    key_files: frozenset[Path] = frozenset()
    """The private keys that it made."""
    retired: tuple[Retired, ...] = ()
    accounts: Mapping[str, str] = field(default_factory=dict)
    """Profile (empty: none, as with keys in the environment) → the account that it was of."""
    unproven: datetime | None = None
    """When the last run changed something at AWS that git was not let in with yet."""
