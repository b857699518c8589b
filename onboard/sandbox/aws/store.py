"""Keeps the state on disk: a change is in the file before anybody is told of it."""

import json
import os
import tempfile
import threading
from pathlib import Path

from onboard.errors import FileRefused
from onboard.sandbox.aws.state import State, dump, load

NAME = "state.json"


class Store:
    """The state, its file and the lock that every reader and writer holds."""

    def __init__(self, folder: Path, state: State, text: str = "") -> None:
        self.folder = folder
        self.state = state
        self.lock = threading.RLock()
        self._saved = text

    def save(self) -> None:
        """Write the state through; if the disk refuses, the state is again what the file says."""
        text = json.dumps(dump(self.state), indent=1)
        try:
            _replace(self.folder / NAME, text)
        except OSError:
            if self._saved:
                self.state = load(json.loads(self._saved))
            raise
        self._saved = text


def find_store(folder: Path) -> Store | None:
    """The store of that folder, or None where there is none yet.

    Raises FileRefused when the file is there and cannot be used.
    """
    try:
        text = (folder / NAME).read_text(encoding="utf-8")
        return Store(folder, load(json.loads(text)), text)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise FileRefused(
            f"The sandbox's accounts in {folder / NAME} cannot be read: {problem}",
            "Start afresh with: onboard sandbox reset",
        ) from problem


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(prefix=".state-", dir=path.parent)  # mkstemp makes it 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
