"""What the doctor sees besides the situation: one address, and how git and ssh go there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from onboard.situation import HelperEntry, Method, Situation
from onboard.situation.facts import Unknown
from onboard.situation.network import Network
from onboard.situation.ssh import SshView


@dataclass(frozen=True)
class Target:
    """The address that is examined; empty where there is none to examine."""

    url: str = ""
    """As git uses it, without a password."""
    where: str = ""
    """Who says so: a remote of a clone, the address that was named, or what is set up here."""
    folder: Path | None = None
    """The clone at hand, whose own settings count too."""
    remote: str = ""
    scheme: str = ""
    """`https`, `ssh` or `grc`."""
    host: str = ""
    """As it stands in the address: an alias stays one."""
    region: str = ""
    repository: str = ""
    account: str = ""
    user: str = ""
    """The user name in the address."""
    profile: str = ""
    """The profile that a codecommit:: address names."""
    password: bool = False
    """Whether a password stands in it."""
    problems: tuple[str, ...] = ()
    """What is wrong with the address itself, a sentence each."""
    written: str = ""
    """As the remote has it, without a password, where a setting makes git use `url` instead."""
    instead: HelperEntry | None = None
    """That `url.….insteadOf` setting: its section's address and the prefix that it replaces."""
    instead_line: str | None = None
    """What stands at its line; None where that is not known."""


@dataclass(frozen=True)
class Helper:
    """One credential helper that git asks for the address, and whether it can start."""

    entry: HelperEntry
    program: str = ""
    """The program that git starts; empty for a shell snippet that names none."""
    found: bool = True
    """Whether that program is there."""
    meant: str = ""
    """The program that is there if the words of the line are taken together, as with quotes."""


@dataclass(frozen=True)
class Kept:
    """What a helper other than ours answers for the host, without being asked for more."""

    helper: HelperEntry
    user: str
    signed: datetime | None = None
    """When its password was signed; None for one that is no signature."""


@dataclass(frozen=True)
class GitView:
    """How git goes to the address, read from its own configuration in the clone at hand."""

    helpers: tuple[Helper, ...] = ()
    """The helper chain: those that git asks, in order, after what resets it."""
    http_path: bool = False
    """Whether `useHttpPath` holds for the address."""
    settings: Mapping[str, HelperEntry] = field(default_factory=dict)
    """Other settings in force that decide how git goes there, by their names in small letters:
    `http.proxy`, `http.sslcainfo`, `http.sslverify`, `core.sshcommand`, `core.askpass`,
    `credential.username`."""
    kept: tuple[Kept, ...] = ()
    """The first answer from the chain, where it is not from a helper that is ours or AWS's."""
    entries: tuple[HelperEntry, ...] = ()
    """Every credential helper that is configured, in git's order, also those that only reset."""
    paths: tuple[HelperEntry, ...] = ()
    """Every `useHttpPath`, likewise."""
    lines: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """What stands at the line of such a setting: file and number → text."""


@dataclass(frozen=True)
class Signer:
    """Whose AWS credentials git signs with at the address, and who says so."""

    profile: str | None = None
    """None where the environment or the machine supplies them."""
    where: str = ""
    """The helper line's file and line, the remote, or the variable; empty: nobody says it."""
    named: bool = False
    """Whether the helper line or the address itself names the profile."""
    known: bool = True
    """Whether there is such a profile."""
    instead: str = ""
    """The only profile that is there, where the one that is meant is not."""


@dataclass(frozen=True)
class Grc:
    """The git-remote-codecommit that git starts."""

    path: Path
    problem: str = ""
    """Why it cannot start, one sentence; empty where nothing is seen."""


@dataclass(frozen=True)
class Attempted:
    """What git itself got when it asked for the address."""

    ok: bool
    command: str
    said: str = ""
    """Its own words, without secrets."""


@dataclass(frozen=True)
class Case:
    """Everything the checks may look at."""

    situation: Situation
    target: Target = Target()
    method: Method | None = None
    """How git signs in there, as it is configured now."""
    git: GitView = GitView()
    ssh: SshView | Unknown | None = None
    """None for an address that is not ssh's."""
    network: Network = field(default_factory=Network)
    ahead: float | None = None
    """Seconds by which the local clock is ahead of AWS's; None where AWS was not reached."""
    repository: bool | None = None
    """Whether AWS has the repository in that account and Region; None: not known."""
    attempt: Attempted | None = None
    platform: str = "linux"
    signer: Signer | None = None
    """None where git signs in with something else than AWS credentials."""
    grc: Grc | None = None
    """None where git does not find it."""

    @property
    def let_in(self) -> bool:
        """Whether git was let in when it was sent there."""
        return self.attempt is not None and self.attempt.ok

    @property
    def refused(self) -> bool:
        """Whether the server took what git signed in with, and refused it."""
        return self.attempt is not None and not self.attempt.ok and "403" in self.attempt.said
