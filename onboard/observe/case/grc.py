"""The git-remote-codecommit that git starts, and whether it can."""

import os
import shlex
from pathlib import Path

from onboard.observe.tools import GRC
from onboard.places import Places
from onboard.situation.case import Grc, Target

LONGEST = 1024


def grc(places: Places, target: Target) -> Grc | None:
    """Found as git finds it; None where it is not there, or not needed for the address."""
    path = places.program(GRC) if target.scheme == "grc" else None
    return Grc(path, _problem(places, path)) if path else None


def _problem(places: Places, path: Path) -> str:
    """Read from its first line, which names the interpreter; a program of its own has none."""
    try:
        with path.open("rb") as file:
            first = file.readline(LONGEST)
    except OSError as error:
        return f"{path} cannot be read: {error.strerror}."
    if not first.startswith(b"#!") or places.platform == "win32":
        return ""
    words = _words(first[2:].decode("utf-8", "replace"))
    if not words:
        return ""
    if Path(words[0]).name == "env":
        words = [one for one in words[1:] if not one.startswith("-") and "=" not in one] or words
    name = words[0]
    there = os.path.exists(name) if "/" in name else places.program(name) is not None
    return "" if there else f"It starts {name}, which is not there any more."


def _words(text: str) -> list[str]:
    try:
        return shlex.split(text)
    except ValueError:
        return text.split()
