"""What a sandbox needs of the machine, said in one sentence where it is missing."""

import re
import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec

from onboard.errors import NotInstalled

_OLDEST = (2, 32)  # the first git that reads GIT_CONFIG_SYSTEM


def check(env: Mapping[str, str]) -> None:
    """Raise NotInstalled when the sandbox cannot run here."""
    if any(find_spec(name) is None for name in ("moto", "werkzeug")):
        raise NotInstalled(
            'The sandbox needs the extra "sandbox".', "pip install 'codecommit-onboard[sandbox]'"
        )
    git = shutil.which("git", path=env.get("PATH"))
    if git is None:
        raise NotInstalled("The sandbox needs git, which is not on the PATH.", "Install git.")
    said = subprocess.run([git, "version"], capture_output=True, text=True, timeout=20).stdout
    if not recent_enough(said):
        raise NotInstalled(
            f"The sandbox needs git 2.32 or newer; this is {said.strip() or 'no git at all'}.",
            "Install a newer git.",
        )


def recent_enough(said: str) -> bool:
    """Whether `git version` said a version that knows GIT_CONFIG_SYSTEM."""
    match = re.search(r"(\d+)\.(\d+)", said)
    return match is not None and (int(match[1]), int(match[2])) >= _OLDEST
