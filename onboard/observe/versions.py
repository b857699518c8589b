"""What a slow program last said of its version, in our cache folder: by its file, for a day."""

import json
import os
import time
from contextlib import suppress
from pathlib import Path

from onboard import files
from onboard.errors import FileRefused
from onboard.places import Places

DAY = 86400.0
"""Seconds; a launcher's file may stay the same while what it launches is replaced."""


def known(places: Places, program: Path) -> str:
    """The version, or nothing where the file is another one by now or the day is over."""
    try:
        kept = json.loads(_file(places).read_text("utf-8"))
        same = kept["file"] == _mark(program) and 0 <= time.time() - kept["at"] < DAY
        return str(kept["version"]) if same else ""
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def keep(places: Places, program: Path, version: str) -> None:
    """Remember it; where that cannot be written, it is asked again."""
    with suppress(FileRefused, OSError):
        text = json.dumps({"file": _mark(program), "at": time.time(), "version": version})
        files.write_private(_file(places), text.encode())


def _file(places: Places) -> Path:
    return places.cache / "aws-version.json"


def _mark(program: Path) -> list[object]:
    found = os.stat(program)
    return [str(program), found.st_mtime_ns, found.st_size]
