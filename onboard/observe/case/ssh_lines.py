"""What the files of the ssh configuration say that may be for one host; ssh itself is not asked."""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from onboard.errors import OnboardError
from onboard.files import read
from onboard.places import Places
from onboard.situation import ConfigCommand
from onboard.situation.ssh import LooseFile, SshLine
from onboard.ssh.config import spans
from onboard.ssh.order import Said, in_order, may_speak, would_run
from onboard.ssh.reading import ConfigFile, config_files, files_from

_UNREAD = re.compile(r"^(?P<file>\S.*?):? line (?P<line>\d+): (?P<why>.+?)\.?\r?$", re.MULTILINE)
_OTHERS_WRITE = 0o022
"""Source: OpenSSH's readconf.c, which refuses such a file as it does a stranger's."""


@dataclass(frozen=True)
class Told:
    """The lines in ssh's order, and what stands in the way of asking ssh."""

    lines: tuple[SshLine, ...] = ()
    runs: tuple[ConfigCommand, ...] = ()
    loose: tuple[LooseFile, ...] = ()
    block: tuple[tuple[int, str], ...] = ()
    first_line: str | None = None
    ignores: bool = False


def told(places: Places, host: str, config: str = "") -> Told:
    """All of it; `config` is the file that the command which git starts gives to ssh, with -F."""
    given = config and not places.sandbox  # a sandbox reads its own, whatever a command says
    files = files_from(places, Path(config)) if given else config_files(places, _content(places))
    system = places.ssh_system_config
    roots = (Path(config),) if given else (places.ssh_config, *((system,) if system else ()))
    every = in_order(places, files, roots)
    names = _names(every, host)
    ours = [one for one in every if may_speak(one, names)]
    return Told(
        lines=tuple(_line(one) for one in ours),
        runs=tuple(
            ConfigCommand(one.file.path, one.line.number, command)
            for one in every
            if (command := would_run(one, names)) is not None
        ),
        loose=_loose(places, files, Path(config) if given else None),
        block=_block(places, ours),
        first_line=_first(places, files),
        ignores=any(one.line.keyword == "ignoreunknown" for one in every),
    )


def unread(words: str) -> tuple[str, SshLine | None]:
    """Why ssh cannot read its configuration, and the line, which it names in one of two ways."""
    found = _UNREAD.search(words)
    if found is None:
        return next(iter(words.strip().splitlines()), ""), None
    file, number = Path(found["file"]), int(found["line"])
    try:
        rows = _texts(read(file) or b"")
    except OnboardError:
        rows = []
    text = rows[number - 1] if number <= len(rows) else ""
    keyword, _, value = text.strip().partition(" ")
    line = SshLine(file, number, keyword.lower(), value.strip(), text)
    return found["why"], line if text else None


def _content(places: Places) -> bytes | None:
    try:
        return read(places.ssh_config)
    except OnboardError:
        return None


def _names(every: list[Said], host: str) -> frozenset[str]:
    """The host, and what a `HostName` may make of it."""
    names = frozenset({host})
    for one in every:
        if one.line.keyword == "hostname" and one.line.words and may_speak(one, names):
            names |= {one.line.words[0].replace("%h", host)}
    return names


def _line(said: Said) -> SshLine:
    head = said.heads[-1] if said.heads else None
    section = f"{head.keyword.capitalize()} {' '.join(head.words)}" if head else ""
    return SshLine(
        said.file.path,
        said.line.number,
        said.line.keyword,
        " ".join(said.line.words),
        said.text,
        section,
        _is_own(said),
    )


def _is_own(said: Said) -> bool:
    return any(begin <= said.line.start < end for begin, end in spans(said.file.content))


def _block(places: Places, ours: list[Said]) -> tuple[tuple[int, str], ...]:
    """The lines of our block that speaks for the host."""
    own = (one for one in ours if _is_own(one) and one.file.path == places.ssh_config)
    first = next((one for one in own if one.line.keyword == "user"), None)
    if first is None:
        return ()
    content = first.file.content
    start, end = next(s for s in spans(content) if s[0] <= first.line.start < s[1])
    number = content.count(b"\n", 0, start) + 1
    return tuple(enumerate(_texts(content[start:end]), number))


def _first(places: Places, files: tuple[ConfigFile, ...]) -> str | None:
    own = next((one for one in files if one.path == places.ssh_config), None)
    return next(iter(_texts(own.content)), None) if own else None


def _texts(content: bytes) -> list[str]:
    rows = content.split(b"\n")
    rows = rows[:-1] if not rows[-1] else rows
    return [one.removesuffix(b"\r").decode("utf-8", "surrogateescape") for one in rows]


def _loose(
    places: Places, files: tuple[ConfigFile, ...], given: Path | None
) -> tuple[LooseFile, ...]:
    """Those that ssh will refuse; it does not ask so of the machine's own, or of -F's."""
    if places.platform == "win32":
        return ()
    found = []
    for one in files:
        if one.path in (places.ssh_system_config, given):
            continue
        try:
            seen = one.path.stat()
        except OSError:
            continue
        mine = seen.st_uid in (0, os.getuid())
        if not mine or seen.st_mode & _OTHERS_WRITE:
            found.append(LooseFile(one.path, stat.S_IMODE(seen.st_mode), mine))
    return tuple(found)
