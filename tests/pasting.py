"""Runs inside a sandbox: pastes an access key (two lines of standard input) into a profile."""

import sys
from pathlib import Path

from onboard.engine import Engine
from onboard.places import here
from onboard.sandbox.child import sandbox
from onboard.sandbox.folder import Folder
from onboard.secret import Secret
from onboard.work import Materials


def main(root: str) -> None:
    """As the Paste page does."""
    key, secret = (Secret(line.strip()) for line in sys.stdin)
    engine = Engine(here(sandbox=sandbox(Folder(Path(root)))))
    plan = engine.paste_keys_plan(engine.observe(None, None), "pasted", "eu-west-1")
    engine.apply(plan, Materials(access_key=key, secret_key=secret))


if __name__ == "__main__":
    main(sys.argv[1])
