"""The lock that lets one process at a time change this machine's files."""

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from onboard.errors import FileRefused
from onboard.files.checks import failed
from onboard.files.writing import private_folder
from onboard.places import APP, Places

_PAUSE = 0.02
_BYTE = 4096  # where Windows locks: beyond the text, which must stay readable


@contextmanager
def locked(places: Places, wait: float = 10) -> Iterator[None]:
    """Be the one writer; after `wait` seconds raises FileRefused and says who is."""
    path = places.lock
    private_folder(path.parent)
    with _opened(path) as file:
        try:
            _take(file, path, wait)
        except OSError as error:
            raise failed(path, error) from error
        try:
            file.seek(0)
            file.truncate()
            file.write(_myself().encode())
            file.flush()
            yield
        finally:
            _release(file)


def _opened(path: Path) -> IO[bytes]:
    try:
        return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
    except OSError as error:
        raise failed(path, error) from error


def _take(file: IO[bytes], path: Path, wait: float) -> None:
    limit = time.monotonic() + wait
    while not _try(file):
        if time.monotonic() >= limit:
            raise FileRefused(
                f"Another {APP} is changing files on this machine: {_holder(path)}.",
                "Wait until it has ended, then try again.",
            )
        time.sleep(_PAUSE)


def _myself() -> str:
    """Our process id and subcommand; never the arguments, which may name things."""
    words = [word for word in sys.argv[1:2] if re.fullmatch(r"[a-z-]{1,20}", word)]
    return " ".join([str(os.getpid()), APP, *words])


def _holder(path: Path) -> str:
    number, _, command = path.read_text("utf-8", "replace").partition(" ")
    return f"`{command}`, process {number}" if command else "it has not said which"


if sys.platform == "win32":
    import msvcrt

    def _try(file: IO[bytes]) -> bool:
        file.seek(_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        file.seek(_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
