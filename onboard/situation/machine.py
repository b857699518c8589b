"""What this machine has and is configured to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onboard.situation.choices import Store
from onboard.situation.facts import Unknown


@dataclass(frozen=True)
class Tool:
    """A program found on PATH."""

    path: Path
    version: str


@dataclass(frozen=True)
class KeyringFact:
    """Whether the OS keyring can keep a secret now, tried by writing one."""

    usable: bool
    name: str
    """What a person calls it, as "GNOME Keyring" or "macOS Keychain"."""
    reason: str = ""


@dataclass(frozen=True)
class LocalKey:
    """An SSH key file of this machine."""

    path: Path
    """The private half, also where only the public half is there."""
    type: str
    """The name inside the public half, as `ssh-rsa`."""
    bits: int
    body: str
    """Base64 of the public half; empty where it could not be read."""
    comment: str = ""
    has_private: bool = True
    has_public: bool = True
    encrypted: bool = False
    problem: str = ""
    """Why ssh would not use the file as it is, as one sentence."""


@dataclass(frozen=True)
class HelperEntry:
    """A credential helper that git has configured (or another such setting), and where."""

    value: str
    origin: str
    """The file, as git prints it; the variable, where the environment sets it."""
    scope: str
    """`system`, `global`, `local`, `worktree` or `command`."""
    url: str = ""
    """The URL its section is scoped to; empty for a generic section."""
    line: int = 0
    """Where in the file it stands, counted from 1; 0 where that is not known."""


@dataclass(frozen=True)
class HostBlock:
    """Our marked part of ~/.ssh/config, read back."""

    account: str
    hosts: tuple[str, ...]
    user: str
    identity_file: Path
    aliases: tuple[tuple[str, str], ...] = ()
    """A further account's names for the hosts: alias and host name."""


@dataclass(frozen=True)
class HandWritten:
    """A section of an ssh configuration that a person wrote for CodeCommit's hosts."""

    file: Path
    line: int
    hosts: tuple[str, ...]
    """Its patterns; empty for a `Match` line."""
    user: str = ""
    identity_file: str = ""
    """As it is written."""
    key_there: bool | None = None
    """Whether that key file is there; None where ssh alone could tell which one is meant."""
    others: tuple[str, ...] = ()
    """Its options besides those that our block sets."""
    text: str = ""
    """Its exact lines, where they stand in the person's own file."""


@dataclass(frozen=True)
class ConfigCommand:
    """A command that ssh runs whenever it reads its configuration: a `Match exec` line."""

    file: Path
    line: int
    command: str


@dataclass(frozen=True)
class KnownKey:
    """A host key in known_hosts, and where."""

    sha256: str
    """As ssh-keygen prints it, without its `SHA256:`."""
    line: int


ACCESS_KEYS = "access-keys"
"""Stands in a vault entry where a Git credential has its account: it is an access key."""


@dataclass(frozen=True)
class VaultEntry:
    """A Git credential whose password this machine keeps; no secret in it."""

    account: str
    username: str
    store: Store
    credential_id: str = ""
    formerly: tuple[str, ...] = ()
    """The user names before it, which addresses of a further account may still have."""


@dataclass(frozen=True)
class Shadow:
    """An environment variable that would override what is set up."""

    name: str
    effect: str


@dataclass(frozen=True)
class Machine:
    """What this machine has and is configured to do."""

    git: Tool | None = None
    ssh: Tool | None = None
    aws: Tool | None = None
    grc: Tool | None = None
    keyring: KeyringFact = KeyringFact(False, "", "not looked at yet")
    agent: bool = False
    """Whether an ssh-agent answers."""
    keys: tuple[LocalKey, ...] = ()
    helpers: tuple[HelperEntry, ...] = ()
    """Every credential helper of the git config, in git's own order."""
    http_paths: tuple[HelperEntry, ...] = ()
    """Every `useHttpPath` setting, likewise."""
    git_file: Path = Path(".gitconfig")
    """The file that `git config --global` writes."""
    git_settings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The global `credential.<CodeCommit URL>.<name>` settings: full key → values in order."""
    ssh_config: bytes | Unknown | None = None
    """The person's ssh config file; None where there is none."""
    blocks: tuple[HostBlock, ...] = ()
    hand_written: tuple[HandWritten, ...] = ()
    ssh_commands: tuple[ConfigCommand, ...] = ()
    """The commands that every ssh here runs, our own checks included."""
    host_keys: Mapping[str, tuple[KnownKey, ...]] = field(default_factory=dict)
    """What known_hosts trusts for the Region's Git host, RSA keys first."""
    vault: tuple[VaultEntry, ...] = ()
    shadows: tuple[Shadow, ...] = ()
