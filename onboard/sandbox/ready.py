"""A sandbox that is ready for a command: its server runs, and a broken machine is broken."""

import subprocess
import sys
from dataclasses import replace

from onboard.errors import OnboardError
from onboard.sandbox.attach import Attached
from onboard.sandbox.environment import caller, supervised
from onboard.sandbox.folder import Folder
from onboard.sandbox.scenarios import BROKEN
from onboard.sandbox.start import attach_or_start

SECONDS = 120


def ready(folder: Folder) -> Attached:
    """Attach or start; a machine is broken once in its life."""
    attached = attach_or_start(folder)
    if folder.scenario.startswith(BROKEN) and not folder.broken.exists():
        _break(folder, attached)
    return attached


def _break(folder: Folder, attached: Attached) -> None:
    name = folder.scenario.removeprefix(BROKEN)
    words = [sys.executable, "-P", "-m", "onboard.sandbox.broken.make", str(folder.root), name]
    env = supervised(folder, _whole(attached, name), caller())
    done = subprocess.run(
        words, check=False, env=env, capture_output=True, text=True, timeout=SECONDS
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise OnboardError(
            f"The broken machine could not be made: {said}",
            f"Start afresh with: onboard sandbox reset --sandbox={folder.scenario}",
        )


def _whole(attached: Attached, name: str) -> Attached:
    """What the machine was like when onboard set it up: with an environment that is in order."""
    from onboard.sandbox.broken import MACHINES

    wrong = MACHINES[name].env
    aws = {variable: value for variable, value in attached.aws.items() if variable not in wrong}
    return replace(attached, aws={"AWS_ENDPOINT_URL": attached.endpoint, **aws})
