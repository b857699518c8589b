"""Runs inside a sandbox: the command line, killed before or after a step of one kind is applied.

`python -m tests.dying ROOT before|after KIND TIMES ARGUMENT…`: the given time that it is applied.
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

from onboard.__main__ import run
from onboard.places import here
from onboard.sandbox.child import sandbox
from onboard.sandbox.folder import Folder
from onboard.steps.codec import KINDS


def main(root: str, moment: str, kind: str, times: str, *argv: str) -> int:
    """Run the command line; it dies at that moment, or lives to the end."""
    step, left = KINDS[kind], int(times)
    apply = step.apply

    def doomed(*given: Any) -> Any:
        nonlocal left
        left -= 1
        if left == 0 and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        done = apply(*given)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    step.apply = doomed
    return run(argv, here(sandbox=sandbox(Folder(Path(root)))))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
