"""Where a sandbox keeps itself: `sandbox/SCENARIO` in the state folder, its locks beside it."""

import sys
from dataclasses import dataclass
from pathlib import Path

from onboard.places import state_folder

_SIGN = "+"
"""Stands for the colon of `broken:SYMPTOM`, which no Windows file may have."""


@dataclass(frozen=True)
class Folder:
    """One sandbox on disk."""

    root: Path

    @property
    def scenario(self) -> str:
        return self.root.name.replace(_SIGN, ":")

    @property
    def home(self) -> Path:
        """What git, ssh and the AWS tools take for the person's home."""
        return self.root / "home"

    @property
    def server(self) -> Path:
        """The state of the embedded AWS."""
        return self.root / "server"

    @property
    def git(self) -> Path:
        """The Git servers' certificate and host keys, and the clients' settings."""
        return self.root / "git"

    @property
    def git_config(self) -> Path:
        return self.git / "gitconfig"

    @property
    def ssh_config(self) -> Path:
        return self.git / "ssh_config"

    @property
    def attach(self) -> Path:
        """How to reach the running server; private, gone when it ends."""
        return self.root / "attach.json"

    @property
    def ports(self) -> Path:
        """The ports of the last server, taken again where they are free."""
        return self.root / "ports.json"

    @property
    def broken(self) -> Path:
        """Is there once a broken machine is broken."""
        return self.root / "broken"

    @property
    def log(self) -> Path:
        return self.root / "server.log"

    @property
    def starting(self) -> Path:
        """The lock around attach-or-start and reset."""
        return self.root.with_name(f"{self.root.name}.start.lock")

    @property
    def serving(self) -> Path:
        """The lock that the one server holds for as long as it lives."""
        return self.root.with_name(f"{self.root.name}.serve.lock")

    def create(self) -> None:
        """Make the folders, for the person's eyes only."""
        for path in (self.root.parent, self.root, self.home, self.server, self.git):
            path.mkdir(mode=0o700, parents=True, exist_ok=True)


def folder_of(scenario: str) -> Folder:
    """The scenario's sandbox for this person."""
    return Folder(_outside(state_folder(sys.platform)) / scenario.replace(":", _SIGN))


def _outside(state: Path) -> Path:
    """The folder of all sandboxes; the same one from a terminal that is inside a sandbox."""
    for parent in state.parents:
        if parent.name == "home" and Folder(parent.parent).ports.exists():
            return parent.parent.parent
    return state / "sandbox"
