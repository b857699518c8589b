"""How ssh goes to a host: what its configuration says, its keys, and whom it trusts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from onboard.situation.machine import ConfigCommand
from onboard.situation.network import Network


@dataclass(frozen=True)
class SshLine:
    """One line of the ssh configuration that may speak for the host."""

    file: Path
    number: int
    keyword: str
    """In small letters."""
    value: str
    text: str
    """The whole line as it stands there."""
    section: str = ""
    """The innermost `Host` or `Match` line that it stands under; empty above all of them."""
    own: bool = False
    """Whether it stands in a block of onboard."""

    @property
    def where(self) -> str:
        return f"{self.file}, line {self.number}"


@dataclass(frozen=True)
class IdentityFile:
    """A key file that ssh offers to the host."""

    path: Path
    there: bool
    body: str = ""
    """Base64 of its public half, from the `.pub` beside it or an unencrypted key; else empty."""
    type: str = ""
    problem: str = ""
    """Why ssh will not use it, one sentence: too open, damaged, no private half."""
    mode: int | None = None
    """Its permission bits; None where they do not matter or it is not there."""
    encrypted: bool = False
    said: SshLine | None = None
    """The line that names it; None for one that ssh tries unasked, or that a command names."""
    named: bool = False
    """Whether the command that git starts names it, with -i."""


@dataclass(frozen=True)
class KnownHost:
    """A key that a known_hosts file trusts for the host."""

    file: Path
    line: int
    sha256: str
    text: str
    """The whole line."""


@dataclass(frozen=True)
class LooseFile:
    """A file of the ssh configuration that ssh refuses to read: somebody else may write it."""

    file: Path
    mode: int
    mine: bool = True
    """Whether it belongs to the person, or to root."""


@dataclass(frozen=True)
class SshView:
    """How ssh goes to the host: `ssh -G`, the files it names and the agent."""

    user: str = ""
    host: str = ""
    """The real host name."""
    identity_files: tuple[IdentityFile, ...] = ()
    identities_only: bool = False
    agent_keys: tuple[str, ...] = ()
    """The bodies of the keys that the agent holds."""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """All that `ssh -G` says; empty where it was not asked, or could not read its files."""
    command: str = "ssh"
    """What git starts instead of ssh."""
    command_from: str = ""
    """The variable or setting that says so; empty for ssh itself."""
    config_mode: int | None = None
    """The permission bits of ~/.ssh/config; None where there is none or they do not matter."""
    known: tuple[KnownHost, ...] = ()
    """What the known_hosts files trust for the host."""
    offered: str = ""
    """The fingerprint that the server shows now; empty where it was not asked or not reached."""
    program: Path | None = None
    """Where the program of `command` is; None where it is not there."""
    openssh: bool = True
    """Whether that program is an OpenSSH, as far as its name tells."""
    putty: bool = False
    """Whether it is PuTTY's."""
    given: tuple[str, ...] = ()
    """What the command gives ssh besides: -i, -l, -o and -p, each followed by its value."""
    lines: tuple[SshLine, ...] = ()
    """What the configuration says that may be for the host, in the order in which ssh reads it."""
    block: tuple[tuple[int, str], ...] = ()
    """The lines of ~/.ssh/config that are onboard's block for the host, with their numbers."""
    config: Path | None = None
    """The person's ~/.ssh/config, there or not."""
    first_line: str | None = None
    """The first line of ~/.ssh/config; None where it has none."""
    problem: str = ""
    """Why ssh cannot read its configuration, in its own words."""
    unread: SshLine | None = None
    """The line that it cannot read."""
    ignores: bool = False
    """Whether an `IgnoreUnknown` stands anywhere in the configuration."""
    loose: tuple[LooseFile, ...] = ()
    runs: tuple[ConfigCommand, ...] = ()
    """The commands that ssh would run to learn how to go there; it was not asked then."""
    reach: Network | None = None
    """Whether the server's port is open; None where ssh goes by a command of its own."""

    @property
    def known_prints(self) -> frozenset[str]:
        return frozenset(one.sha256 for one in self.known)

    def first(self, option: str) -> str:
        """The first value of an option, as ssh resolved it."""
        return next(iter(self.options.get(option, ())), "")
