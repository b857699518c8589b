"""Runs inside a sandbox: the command line, with a keyring that breaks while IAM makes a password.

`python -m tests.refusing ROOT HOW ARGUMENT…`: the keyring daemon is killed (`killed`) or its
collection locked (`locked`) after IAM has answered and before the password is stored; with `died`
it is killed and so is this process.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from onboard import keyrings
from onboard.__main__ import run
from onboard.places import here
from onboard.sandbox.child import sandbox
from onboard.sandbox.folder import Folder
from onboard.steps.git_credential import CreateGitCredential
from onboard.steps.step import Bench


def lock() -> None:
    """Lock the collection that passwords go to."""
    import secretstorage

    connection = secretstorage.dbus_init()
    try:
        secretstorage.get_default_collection(connection).lock()
    finally:
        connection.close()


def kill() -> None:
    """Kill the process that has the Secret Service's name."""
    from jeepney import DBusAddress, new_method_call  # type: ignore[import-untyped]
    from jeepney.io.blocking import (  # type: ignore[import-untyped]
        open_dbus_connection,
    )

    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    name = ("org.freedesktop.secrets",)
    question = new_method_call(bus, "GetConnectionUnixProcessID", "s", name)
    with open_dbus_connection(os.environ["DBUS_SESSION_BUS_ADDRESS"]) as connection:
        os.kill(connection.send_and_get_reply(question).body[0], signal.SIGKILL)


def die() -> None:
    """The keyring first, then ourselves."""
    kill()
    os.kill(os.getpid(), signal.SIGKILL)


HOW: dict[str, Callable[[], None]] = {"locked": lock, "killed": kill, "died": die}


def main(root: str, how: str, *argv: str) -> int:
    """Run the command line; the keyring breaks right after IAM made the credential."""
    keyrings.PATIENCE = 10
    create = CreateGitCredential.apply

    def breaking(step: CreateGitCredential, bench: Bench) -> Any:
        done = create(step, bench)
        HOW[how]()
        return done

    setattr(CreateGitCredential, "apply", breaking)  # noqa: B010 - a test breaks it on purpose
    return run(argv, here(sandbox=sandbox(Folder(Path(root)))))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
