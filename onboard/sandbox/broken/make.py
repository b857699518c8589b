"""Break a fresh sandbox, inside it: `python -m onboard.sandbox.broken.make FOLDER NAME`."""

import sys
from pathlib import Path

from onboard.places import here
from onboard.sandbox import attach
from onboard.sandbox.broken import MACHINES, break_it, set_up
from onboard.sandbox.child import sandbox
from onboard.sandbox.folder import Folder


def main(root: str, name: str) -> int:
    """Once in a sandbox's life; what was begun and not ended is begun afresh by `reset`."""
    folder = Folder(Path(root))
    attached = attach.answering(folder)
    if attached is None:
        sys.stderr.write("the sandbox's server does not answer\n")
        return 1
    places = here(sandbox=sandbox(folder))
    set_up(places, MACHINES[name].method)
    break_it(places, attached, MACHINES[name])
    folder.broken.touch(mode=0o600)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
