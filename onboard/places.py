"""Every path and program the engine touches; the home of platformdirs.

Paths come from here and nowhere else, so that a sandbox, a test or another platform is one value.
"""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import BadInput

if TYPE_CHECKING:
    from platformdirs.api import PlatformDirsABC

APP = "onboard"
OUR_COMMAND = re.compile(
    r"\bonboard (?:setup|undo|status|history|resume|remove|rotate|doctor|url|policy"
    r"|audit|batch|bundle|explain|request)\b"
)


@dataclass(frozen=True)
class Sandbox:
    """What a sandbox puts in place of production: its name, its ssh settings, its own host keys."""

    scenario: str
    ssh_config: Path
    host_keys: Mapping[str, str]
    """Git host → SHA256 fingerprint as ssh-keygen prints it, without the `SHA256:` prefix."""


@dataclass(frozen=True)
class Places:
    """Where things are for one person on one machine."""

    platform: str
    """As `sys.platform`: `linux`, `darwin`, `win32`."""
    env: Mapping[str, str]
    home: Path
    """What git and the AWS tools call home."""
    ssh_home: Path
    """What ssh calls home: it reads passwd and ignores `$HOME`."""
    state: Path
    cache: Path
    launcher: tuple[str, ...]
    """The absolute command that starts this program again, as git must call it."""
    sandbox: Sandbox | None = None
    runs: Path | None = None
    """Where journals go, where they are those of one batch."""

    @property
    def passwd_home(self) -> Path:
        """What ssh puts for `~` in its options, also in a sandbox."""
        return _passwd_home(self.home) if self.sandbox else self.ssh_home

    @property
    def ssh_folder(self) -> Path:
        return self.ssh_home / ".ssh"

    @property
    def ssh_config(self) -> Path:
        return self.ssh_folder / "config"

    @property
    def ssh_system_config(self) -> Path | None:
        """The machine's ssh config, where ssh reads it: it does not when it is given a file."""
        if self.ssh_options():
            return None
        if self.platform == "win32":
            return Path(self.env.get("PROGRAMDATA", r"C:\ProgramData")) / "ssh" / "ssh_config"
        return Path("/etc/ssh/ssh_config")

    @property
    def known_hosts(self) -> Path:
        return self.ssh_folder / "known_hosts"

    @property
    def aws_config(self) -> Path:
        return self._named("AWS_CONFIG_FILE", self.home / ".aws" / "config")

    @property
    def aws_credentials(self) -> Path:
        return self._named("AWS_SHARED_CREDENTIALS_FILE", self.home / ".aws" / "credentials")

    @property
    def journal(self) -> Path:
        return self.runs or self.state / "runs"

    @property
    def batches(self) -> Path:
        return self.state / "batches"

    @property
    def backups(self) -> Path:
        return self.state / "backups"

    @property
    def lock(self) -> Path:
        return self.state / "lock"

    @property
    def vault_index(self) -> Path:
        """Which Git credential rests where: no secrets, read by the helper that git calls."""
        return self.state / "vault.json"

    @property
    def vault_file(self) -> Path:
        """The 0600 file of passwords, only where the person (or the sandbox) chose a file."""
        return self.state / "passwords.json"

    @property
    def temporary_credentials(self) -> Path:
        """The helper's cache of temporary AWS credentials, 0600, each deleted at its expiry."""
        return self.cache / "credentials"

    def program(self, name: str) -> Path | None:
        """The absolute path of a program on the person's PATH, or None."""
        found = shutil.which(name, path=self.env.get("PATH"))
        return Path(found) if found else None

    def as_typed(self, text: str) -> str:
        """The text with our commands as a person must type them here: the sandbox named."""
        if self.sandbox is None:
            return text
        return OUR_COMMAND.sub(rf"\g<0> --sandbox={self.sandbox.scenario}", text)

    def ssh_options(self) -> tuple[str, ...]:
        """What every ssh we start gets so that it reads the files that we write."""
        if self.sandbox:
            return ("-F", str(self.sandbox.ssh_config))
        if self.ssh_home == self.home:
            return ()
        config = self.ssh_config if self.ssh_config.exists() else Path(os.devnull)
        return ("-F", str(config), "-o", f'UserKnownHostsFile="{self.known_hosts}"')

    def _named(self, variable: str, default: Path) -> Path:
        text = self.env.get(variable)
        return self.home / os.path.expanduser(text) if text else default


def here(sandbox: Sandbox | None = None) -> Places:
    """The places of this process: its environment, its platform, its person."""
    env = dict(os.environ)
    if not os.path.isabs(env.get("HOME", os.sep)):
        raise BadInput(
            f"HOME is {env['HOME']!r}, which is no absolute path: git, ssh and the AWS tools "
            "would each look for your files elsewhere.",
            "Set HOME to your home folder, then try again.",
        )
    home = Path.home()
    return Places(
        platform=sys.platform,
        env=env,
        home=home,
        ssh_home=home if sandbox else _passwd_home(home),
        state=state_folder(sys.platform),
        cache=_folders(sys.platform).user_cache_path,
        launcher=launcher(),
        sandbox=sandbox,
    )


def state_folder(platform: str) -> Path:
    """Where the journal, the backups and the sandboxes are kept."""
    return _folders(platform).user_state_path


def launcher() -> tuple[str, ...]:
    """The command that starts this program: the console script beside this Python, if any."""
    folder = Path(sys.executable).parent
    for name in ("onboard", "onboard.exe"):
        if (folder / name).exists():
            return (str(folder / name),)
    return (sys.executable, "-I", "-m", "onboard")


def _folders(platform: str) -> "PlatformDirsABC":
    if platform == "darwin":
        from platformdirs.macos import MacOS as Folders
    elif platform == "win32":
        from platformdirs.windows import Windows as Folders  # type: ignore[assignment]
    else:
        from platformdirs.unix import Unix as Folders  # type: ignore[assignment]
    return Folders(APP, appauthor=False)


def _passwd_home(home: Path) -> Path:
    if sys.platform == "win32":
        return home
    import pwd

    try:
        return Path(pwd.getpwuid(os.getuid()).pw_dir)
    except KeyError:  # a container may run as a user that passwd does not list
        return home
