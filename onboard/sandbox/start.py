"""Attach to a sandbox's server, or start it: one server, however many commands ask at once."""

import os
import subprocess
import sys
import time
from pathlib import Path

from onboard.errors import FileRefused, OnboardError, Unreachable
from onboard.sandbox.attach import Attached, answering
from onboard.sandbox.environment import caller, scrubbed
from onboard.sandbox.folder import Folder
from onboard.sandbox.lock import held
from onboard.sandbox.needs import check

IDLE = 900.0
"""Seconds without a request after which a server ends."""
_PATIENCE = 90.0
_PAUSE = 0.02

if sys.platform == "win32":
    _FLAGS = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
else:
    _FLAGS = 0


def attach_or_start(folder: Folder, idle: float = IDLE) -> Attached:
    """The running server of that sandbox, started where none answers."""
    if attached := answering(folder):
        return attached
    check(caller())
    try:
        with held(folder.starting, _PATIENCE):
            return answering(folder) or start(folder, idle)
    except TimeoutError as error:
        raise _stuck(folder) from error
    except OSError as error:
        raise FileRefused(
            f"The sandbox cannot keep its files in {folder.root}: {error.strerror or error}.",
            "Make that folder writable.",
        ) from error


def start(folder: Folder, idle: float = IDLE) -> Attached:
    """Start the server and wait until it is ready; the caller holds the lock."""
    folder.create()
    folder.attach.unlink(missing_ok=True)
    with folder.log.open("wb") as log:
        os.chmod(folder.log, 0o600)
        process = subprocess.Popen(
            _command(folder, idle),
            env=scrubbed(caller())
            | {"HOME": str(folder.server), "USERPROFILE": str(folder.server)},
            cwd=folder.root,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            creationflags=_FLAGS,
            start_new_session=True,
        )
    attached = _ready(folder, process)
    process.returncode = 0  # it outlives us on purpose: nobody will wait for it
    return attached


def _command(folder: Folder, idle: float) -> list[str]:
    return [sys.executable, "-P", "-m", "onboard.sandbox.server", str(folder.root), str(idle)]


def _ready(folder: Folder, process: "subprocess.Popen[bytes]") -> Attached:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        if folder.attach.exists() and (attached := answering(folder)):
            return attached
        if process.poll() is not None:
            raise _failed(folder.log)
        time.sleep(_PAUSE)
    process.kill()
    process.wait()
    raise _stuck(folder)


def _failed(log: Path) -> OnboardError:
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    said = lines[-1] if lines else "it said nothing"
    return OnboardError(f"The sandbox's server ended at once: {said}", f"Its log is {log}.")


def _stuck(folder: Folder) -> OnboardError:
    return Unreachable(
        "The sandbox's server does not answer, or another command has been starting it for long.",
        f"Run: onboard sandbox reset --sandbox={folder.scenario}",
    )
