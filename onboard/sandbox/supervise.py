"""`--sandbox`: the same command as a child in the sandbox's environment."""

import sys
from collections.abc import Sequence
from contextlib import suppress

from onboard.errors import OnboardError
from onboard.sandbox import control
from onboard.sandbox.environment import caller, supervised
from onboard.sandbox.follow import follow
from onboard.sandbox.ready import ready
from onboard.sandbox.start import attach_or_start


def run(argv: Sequence[str], scenario: str, reset: bool = False) -> int:
    """Run the command in the scenario's sandbox; its exit status, or 128 + the signal's number."""
    folder = control.reset(scenario) if reset else control.open_sandbox(scenario)
    attached = ready(folder)

    def beat() -> None:  # an app that is left open keeps its server
        with suppress(OnboardError):  # the child will say it better when it needs the server
            attach_or_start(folder)

    command = [sys.executable, "-P", "-m", "onboard.sandbox.child", str(folder.root), *argv]
    return follow(command, supervised(folder, attached, caller()), beat)
