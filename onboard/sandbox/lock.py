"""A lock between processes that the system lifts when its holder dies."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_PAUSE = 0.02


@contextmanager
def held(path: Path, patience: float) -> Iterator[None]:
    """Hold the lock; raises TimeoutError when another holds it for `patience` seconds."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("ab") as file:
        ends = time.monotonic() + patience
        while not _taken(file):
            if time.monotonic() > ends:
                raise TimeoutError(f"{path} is held by another process")
            time.sleep(_PAUSE)
        yield


if sys.platform == "win32":
    import msvcrt

    def _taken(file: IO[bytes]) -> bool:
        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(file: IO[bytes]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
