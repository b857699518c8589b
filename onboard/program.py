"""Starting the person's own programs: an argument list, a time limit, and nobody to ask."""

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from onboard.errors import NotInstalled, ToolFailed
from onboard.places import Places

ASK_NOBODY = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",  # set but empty: git then tries neither core.askPass nor SSH_ASKPASS
    "SSH_ASKPASS": "",
    "SSH_ASKPASS_REQUIRE": "never",
    "GCM_INTERACTIVE": "Never",
    "LC_ALL": "C",
}
"""What keeps git, ssh and Git Credential Manager from asking, and their messages in English."""

_STEERING = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_CURL_VERBOSE",
)
_GRACE = 1.0
_HOW = {
    "git": "Install git (https://git-scm.com/downloads) and try again.",
    "ssh": "Install the OpenSSH client and try again.",
    "ssh-keygen": "Install the OpenSSH client and try again.",
    "ssh-add": "Install the OpenSSH client and try again.",
    "ssh-agent": "Install the OpenSSH client and try again.",
}


@dataclass(frozen=True)
class Finished:
    """A program that ended: its status and what it wrote, bytes outside UTF-8 shown as `\\x…`."""

    status: int
    out: str
    err: str
    command: tuple[str, ...]
    """As a person would type it."""


def run(
    places: Places,
    program: str,
    *arguments: str,
    stdin: bytes | None = None,
    timeout: float = 20,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Finished:
    """Run to the end; raises NotInstalled, and ToolFailed when the limit (seconds) is over."""
    command = (program, *arguments)
    process = subprocess.Popen(
        [str(located(places, program)), *arguments],
        stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=environment(places, env),
        start_new_session=True,  # no terminal to ask on, and one group to end
    )
    out, err = _Stream(process.stdout), _Stream(process.stderr)
    _feed(process.stdin, stdin)
    try:
        status = _ended(process, timeout)
    except subprocess.TimeoutExpired:
        end_group(process)
        message = f"`{' '.join(command[:2])}` did not finish within {timeout:g} seconds."
        raise ToolFailed(
            message, "Try again; if it stays so, run that command yourself.", err.text()
        ) from None
    except BaseException:  # Ctrl-C must not leave it running: it has a session of its own
        end_group(process)
        raise
    return Finished(status, out.text(), err.text(), command)


def _ended(process: "subprocess.Popen[bytes]", timeout: float) -> int:
    """Its status; where Linux tells the end, at once: `wait` with a limit looks every 50 ms."""
    if sys.platform != "linux":
        return process.wait(timeout)
    try:
        handle = os.pidfd_open(process.pid)
    except OSError:  # an old kernel, or no handle left
        return process.wait(timeout)
    try:
        watch = select.poll()
        watch.register(handle, select.POLLIN)
        if not watch.poll(timeout * 1000):
            raise subprocess.TimeoutExpired(process.args, timeout)
    finally:
        os.close(handle)
    return process.wait()


def located(places: Places, program: str) -> Path:
    """The program's absolute path; raises NotInstalled."""
    found = places.program(program)
    if found is None:
        hint = _HOW.get(program, f"Install {program} and try again.")
        raise NotInstalled(f"The program {program} is not on your PATH.", hint)
    return found


def environment(places: Places, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The person's environment, less what points git at another repository or makes it chatty."""
    kept = {
        name: value
        for name, value in places.env.items()
        if name not in _STEERING and not name.startswith("GIT_TRACE")
    }
    kept.setdefault("HOME", str(places.home))
    return kept | ASK_NOBODY | dict(more or {})


def end_group(process: "subprocess.Popen[bytes]") -> None:
    """End a process that we started, and its children; git gets a moment to drop its locks."""
    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        _signal_group(process, number)
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            continue
        break
    _signal_group(process, getattr(signal, "SIGKILL", signal.SIGTERM))


def _signal_group(process: "subprocess.Popen[bytes]", number: int) -> None:
    if not hasattr(os, "killpg"):
        process.kill()
        return
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        pass
    except PermissionError:  # macOS says so for a group of which only zombies are left
        pass


def _feed(stream: IO[bytes] | None, content: bytes | None) -> None:
    if stream is None or content is None:
        return

    def write() -> None:
        try:
            with stream:
                stream.write(content)
        except OSError:  # it ended without reading: its status says what matters
            pass

    threading.Thread(target=write, daemon=True).start()


class _Stream:
    """Collects what a program writes; a grandchild that keeps the pipe open delays nobody."""

    def __init__(self, stream: IO[bytes] | None) -> None:
        self._stream = stream
        self._kept = bytearray()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        if self._stream is None:
            return
        with self._stream:
            while chunk := os.read(self._stream.fileno(), 65536):
                self._kept += chunk

    def text(self) -> str:
        self._thread.join(_GRACE)
        return bytes(self._kept).decode("utf-8", "backslashreplace")
