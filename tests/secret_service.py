"""A real Secret Service: gnome-keyring on a D-Bus of its own, with nothing of the person's."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.tools import needs

needs_secret_service = needs("dbus-daemon", "gnome-keyring-daemon")


@contextmanager
def secret_service(folder: Path, *, unlocked: bool = True) -> Iterator[dict[str, str]]:
    """Run it until the block ends; gives the variables by which it is found."""
    home, run = folder / "keyring home", folder / "keyring run"
    home.mkdir(exist_ok=True)
    run.mkdir(mode=0o700, exist_ok=True)
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_RUNTIME_DIR": str(run)}
    with _started(["dbus-daemon", "--session", "--nofork", "--print-address=1"], env) as bus:
        assert bus.stdout is not None
        found = env | {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().decode().strip()}
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets"]
        with _started([*command, *(["--unlock"] if unlocked else [])], found) as daemon:
            assert daemon.stdin is not None
            daemon.stdin.write(b"login password" if unlocked else b"")
            daemon.stdin.close()
            _wait_for_it(found["DBUS_SESSION_BUS_ADDRESS"])
            yield {name: found[name] for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR")}


@contextmanager
def _started(command: list[str], env: dict[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        command,
        env=env,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            process.terminate()


def _wait_for_it(address: str) -> None:
    """Asks the bus who has the name, which does not start anybody."""
    from jeepney import DBusAddress, new_method_call  # type: ignore[import-untyped]
    from jeepney.io.blocking import (  # type: ignore[import-untyped]
        open_dbus_connection,
    )

    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    question = new_method_call(bus, "NameHasOwner", "s", ("org.freedesktop.secrets",))
    limit = time.monotonic() + 10
    with open_dbus_connection(address) as connection:
        while not connection.send_and_get_reply(question).body[0]:
            assert time.monotonic() < limit, "gnome-keyring did not start"
            time.sleep(0.01)
