"""What the doctor sees besides the situation: one address, and how git and ssh go there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from onboard.situation import ConfigCommand, HelperEntry, Method, Situation
from onboard.situation.facts import Unknown


@dataclass(frozen=True)
class Target:
    """The address that is examined; empty where there is none to examine."""

    url: str = ""
    """As git uses it, without a password."""
    where: str = ""
    """Who says so: `remote origin of ~/src/web`, `the command line` or `what is set up here`."""
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
    said: "SshLine | None" = None
    """The line that names it; None for one that ssh tries unasked, or that a command names."""
    named: bool = False
    """Whether the command that git starts names it, with -i."""


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
    reach: "Network | None" = None
    """Whether the server's port is open; None where ssh goes by a command of its own."""

    @property
    def known_prints(self) -> frozenset[str]:
        return frozenset(one.sha256 for one in self.known)

    def first(self, option: str) -> str:
        """The first value of an option, as ssh resolved it."""
        return next(iter(self.options.get(option, ())), "")


@dataclass(frozen=True)
class Network:
    """Whether the host can be reached on the port that the method needs."""

    port: int = 443
    resolves: bool | None = None
    connects: bool | None = None
    """Directly, or through the proxy where there is one; None: not tried."""
    proxy: str = ""
    """The proxy in force, without its password, and empty without one."""
    proxy_from: str = ""
    problem: str = ""
    endpoint_from: str = ""
    """The variable that says where AWS itself is asked; empty without one."""
    aws_proxy_from: str = ""
    """The variable that sends AWS's tools through a proxy; empty without one."""


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
    network: Network = Network()
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
