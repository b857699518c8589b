"""A machine for one test: a home of its own in a folder, real programs, nothing of ours in it."""

import os
import sys
from pathlib import Path

from onboard.git import rewriting
from onboard.places import Places, Sandbox


def machine(folder: Path, ssh_config: Path | None = None, /, **env: str) -> Places:
    """The places of a person whose whole machine is this folder; ssh reads only `ssh_config`."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    plain = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_NOSYSTEM": "1",
        "TMPDIR": str(folder),
    }
    return Places(
        platform=sys.platform,
        env=plain | env,
        home=home,
        ssh_home=home,
        state=folder / "state",
        cache=folder / "cache",
        launcher=("onboard",),
        sandbox=Sandbox("test", ssh_config, {}) if ssh_config else None,
    )


def script(path: Path, text: str) -> Path:
    """An executable file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)
    return path


def write_section(places: Places, url: str, wanted: rewriting.Settings) -> None:
    """Write one section of the global git config, without a backup."""
    rewriting.write(places, [(url, wanted)], None)
