"""What git starts for a helper's line, and whether it is there. Source: git's credential.c."""

import os
import re
import shlex
import shutil
from pathlib import Path, PurePath

from onboard.git.command import run
from onboard.git.helper_line import read_line
from onboard.places import Places
from onboard.situation import HelperEntry
from onboard.situation.case import Helper

_ASSIGNED = re.compile(r"[A-Za-z_]\w*=")
_OF_SHELL = re.compile(r"[$`(){};&|<>*?]")
"""Signs by which a word means something else than itself."""


def started(places: Places, entry: HelperEntry) -> Helper:
    """The program that git starts for the line, found or not.

    Of a shell snippet only one that is AWS's or ours is looked into: any other may be anything.
    """
    value = entry.value
    if not value.startswith("!") and not _is_path(value):
        if not value.split():
            return Helper(entry)
        program = f"git-credential-{value.split()[0]}"
        return Helper(entry, program, _is_there(places, program) or _of_git(places, program))
    program = _first_word(value.removeprefix("!"))
    if not program or (value.startswith("!") and read_line(value).kind == "other"):
        return Helper(entry)
    program = _expanded(places, program)
    if _is_there(places, program):
        return Helper(entry, program)
    return Helper(entry, program, False, _unquoted(value.removeprefix("!")))


def _is_path(value: str) -> bool:
    return value.startswith("/") or value[1:3] in (":\\", ":/")


def _first_word(command: str) -> str:
    """The program of a shell command; nothing where only a shell could tell."""
    try:
        words = shlex.split(command)
    except ValueError:
        return ""
    while words and _ASSIGNED.match(words[0]):
        words.pop(0)
    return words[0] if words and not _OF_SHELL.search(words[0]) else ""


def _expanded(places: Places, program: str) -> str:
    return str(places.home / program[2:]) if program.startswith("~/") else program


def _is_there(places: Places, program: str) -> bool:
    return shutil.which(program, path=places.env.get("PATH")) is not None


def _of_git(places: Places, program: str) -> bool:
    """Whether git brings it along; Git for Windows keeps some in a folder of its own."""
    folder = run(places, "--exec-path").out.strip()
    beside = (folder, str(Path(folder).parent.parent / "bin")) if folder else ()
    return any(shutil.which(program, path=one) for one in beside)


def _unquoted(command: str) -> str:
    """The program that a path with spaces would name if it stood in quotes."""
    words = command.split(" ")
    paths = (" ".join(words[:number]) for number in range(2, len(words) + 1))
    return next((one for one in paths if PurePath(one).is_absolute() and os.path.isfile(one)), "")
