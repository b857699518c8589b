"""What ssh reads as its configuration: the person's file, the system's, and all they include."""

import glob
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onboard import files
from onboard.errors import FileRefused
from onboard.places import Places
from onboard.situation import ConfigCommand
from onboard.ssh.syntax import Line, command_of, lines

_DEPTH = 16
"""How deep ssh itself follows `Include`."""


@dataclass(frozen=True)
class ConfigFile:
    """A file that ssh reads."""

    path: Path
    content: bytes


def config_files(places: Places, content: bytes | None) -> tuple[ConfigFile, ...]:
    """Every file of the configuration, the person's own first with that content."""
    found: dict[Path, ConfigFile] = {}
    _take(places, ConfigFile(places.ssh_config, content or b""), found, 0)
    system = places.ssh_system_config
    if system:
        _take_path(places, system, found, 0)
    return tuple(found.values())


def files_from(places: Places, root: Path) -> tuple[ConfigFile, ...]:
    """Every file that ssh reads where a command gives it that one, with -F."""
    found: dict[Path, ConfigFile] = {}
    _take_path(places, root, found, 0)
    return tuple(found.values())


def commands(read: tuple[ConfigFile, ...]) -> tuple[ConfigCommand, ...]:
    """Every command that ssh runs as it reads them: `ssh -G` runs it too."""
    found = ((one.path, line, command_of(line)) for one in read for line in lines(one.content))
    return tuple(
        ConfigCommand(path, line.number, command)
        for path, line, command in found
        if command is not None
    )


def _take(places: Places, file: ConfigFile, found: dict[Path, ConfigFile], depth: int) -> None:
    found[file.path] = file
    if depth >= _DEPTH:
        return
    for line in lines(file.content):
        if line.keyword == "include":
            for path in included(places, line, file.path):
                _take_path(places, path, found, depth + 1)


def _take_path(places: Places, path: Path, found: dict[Path, ConfigFile], depth: int) -> None:
    if path in found:
        return
    try:
        content = files.read(path)
    except FileRefused:  # what we may not read, ssh may not either
        return
    if content is not None:
        _take(places, ConfigFile(path, content), found, depth)


def included(places: Places, line: Line, by: Path) -> Iterator[Path]:
    """The files that an `Include` line names. ssh asks `$HOME` here, and passwd elsewhere."""
    system = by.parent if by == places.ssh_system_config else None
    for word in line.words:
        text = re.sub(r"\$\{(\w+)\}", lambda name: places.env.get(name[1], ""), word)
        if text.startswith("~/"):
            text = os.path.join(places.home, text[2:])
        folder = system or places.home / ".ssh"
        yield from (Path(one) for one in sorted(glob.glob(os.path.join(folder, text))))
