"""What happens to git-remote-codecommit on a machine."""

import os
from pathlib import Path

from onboard.sandbox.broken.machine import Machine

NAME = "git-remote-codecommit"
GONE = "#!/opt/python3.9/bin/python\nimport git_remote_codecommit\ngit_remote_codecommit.main()\n"


def not_on_path(machine: Machine) -> None:
    """The terminal's PATH has git, and not the folder where pip puts programs."""
    (machine.home / "bin").mkdir()
    for name in ("git", "ssh"):
        if path := machine.places.program(name):
            (machine.home / "bin" / name).symlink_to(path)


def without_it(home: Path, path: str) -> str:
    """A PATH with the folders that do not have it, and git in any case."""
    folders = path.split(os.pathsep)
    left = [one for one in folders if not os.path.exists(os.path.join(one, NAME))]
    return os.pathsep.join((*left, str(home / "bin")))


def python_gone(machine: Machine) -> None:
    """It was installed for a Python that an upgrade took away."""
    machine.write(f"bin/{NAME}", GONE, 0o700)


def with_own_first(home: Path, path: str) -> str:
    """A PATH with the home's own programs first."""
    return os.pathsep.join((str(home / "bin"), path))
