"""The command itself, inside a sandbox: `python -m onboard.sandbox.child FOLDER ARGUMENT…`."""

import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from onboard.places import Sandbox, here
from onboard.sandbox.folder import Folder
from onboard.sandbox.git.host_key import fingerprint
from onboard.sandbox.git.hosts import ssh_hosts


def main(root: str, *argv: str) -> int:
    """Run the command line on the sandbox's places and its own host keys."""
    from onboard.cli import guarded

    return guarded(argv, lambda given: _ready(Path(root), given))


def _ready(root: Path, argv: Sequence[str]) -> int:
    if sys.platform != "win32":  # the supervisor blocks some for itself
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
    from onboard.__main__ import run

    return run(argv, here(sandbox=sandbox(Folder(root))))


def sandbox(folder: Folder) -> Sandbox:
    """What the engine is told about the sandbox that it runs in."""
    print_ = fingerprint(folder.git)
    return Sandbox(folder.scenario, folder.ssh_config, dict.fromkeys(ssh_hosts(), print_))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
