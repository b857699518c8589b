"""The one server process of a sandbox: `python -m onboard.sandbox.server FOLDER IDLE-SECONDS`."""

import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

from onboard.errors import OnboardError
from onboard.sandbox import attach, scenarios
from onboard.sandbox.attach import Attached
from onboard.sandbox.aws.cloud import Cloud
from onboard.sandbox.folder import Folder
from onboard.sandbox.git import client
from onboard.sandbox.git.bare import create_bare
from onboard.sandbox.git.certificate import certificate
from onboard.sandbox.git.hosts import https_hosts
from onboard.sandbox.git.proxy import HttpsServer
from onboard.sandbox.git.ssh import SshServer
from onboard.sandbox.lock import held
from onboard.sandbox.private import write_private

Listener = TypeVar("Listener")


class Pulse:
    """When somebody last wanted something of Git, and whether the server is to end."""

    def __init__(self) -> None:
        self.last = time.monotonic()
        self.ending = Event()

    def touch(self) -> None:
        """Somebody is there."""
        self.last = time.monotonic()

    def controls(self) -> dict[str, Callable[[dict[str, Any]], dict[str, Any]]]:
        """The verbs that are about the process itself."""
        return {"ping": self._ping, "stop": self._stop}

    def _ping(self, _: dict[str, Any]) -> dict[str, Any]:
        self.touch()
        return {"pid": os.getpid()}

    def _stop(self, _: dict[str, Any]) -> dict[str, Any]:
        self.ending.set()
        return {}


def main(root: str, idle: str) -> int:
    """Serve until told to stop or idle for that many seconds."""
    folder, pulse = Folder(Path(root)), Pulse()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: pulse.ending.set())
    try:
        with held(folder.serving, 20), _serving(folder, pulse) as cloud:
            _wait(cloud, pulse, float(idle))
            folder.attach.unlink(missing_ok=True)
    except TimeoutError:
        sys.stderr.write("another server of this sandbox is still running\n")
        return 1
    except OnboardError as error:
        sys.stderr.write(f"{error.message} {error.hint}\n")
        return 1
    return 0


def _wait(cloud: Cloud, pulse: Pulse, idle: float) -> None:
    left = idle
    while left > 0 and not pulse.ending.wait(left):
        left = max(cloud.last_activity, pulse.last) + idle - time.monotonic()


@contextmanager
def _serving(folder: Folder, pulse: Pulse) -> Iterator[Cloud]:
    folder.create()
    tls = certificate(folder.git, https_hosts())
    cloud = Cloud(folder.server, scenarios.base_of(folder.scenario), create_bare)
    wanted = _last_ports(folder)
    aws = _listen(lambda port: cloud.serve(port, pulse.controls()), wanted.get("aws", 0))
    https = _listen(
        lambda port: HttpsServer(port, cloud, tls.context(), pulse.touch), wanted.get("https", 0)
    )
    ssh = _listen(
        lambda port: SshServer(port, cloud, folder.git, pulse.touch), wanted.get("ssh", 0)
    )
    https.start()
    ssh.start()
    _announce(folder, cloud, {"aws": aws, "https": https.port, "ssh": ssh.port})
    try:
        yield cloud
    finally:
        https.close()
        ssh.close()
        cloud.close()


def _announce(folder: Folder, cloud: Cloud, ports: dict[str, int]) -> None:
    write_private(folder.ports, json.dumps(ports).encode())
    config = client.git_config(ports["https"], folder.git / "ca.pem", folder.ssh_config)
    write_private(folder.git_config, config.encode())
    write_private(folder.ssh_config, client.ssh_config(ports["ssh"], folder.home).encode())
    endpoint = f"http://127.0.0.1:{ports['aws']}"
    scenario = scenarios.base_of(folder.scenario)
    more = scenarios.more_of(folder.scenario, folder.home, os.environ)
    aws = scenarios.prepare(scenario, cloud, folder.home, endpoint) | more
    started = datetime.now(UTC).isoformat(timespec="seconds")
    attach.write(folder, Attached(os.getpid(), started, cloud.token, endpoint, ports, aws))


def _listen(open_at: Callable[[int], Listener], wanted: int) -> Listener:
    """At the wanted port, or at one of the system's choice where that is taken."""
    if wanted:
        with suppress(OSError):
            return open_at(wanted)
    return open_at(0)


def _last_ports(folder: Folder) -> dict[str, int]:
    try:
        ports = json.loads(folder.ports.read_bytes())
    except (OSError, ValueError):
        return {}
    return ports if isinstance(ports, dict) else {}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
