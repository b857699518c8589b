"""What a change of the ssh configuration would do, by ssh's own word, before it is written."""

import os
import re
import stat
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from onboard import program as programs
from onboard.errors import FileRefused
from onboard.places import Places
from onboard.program import Finished
from onboard.situation import HostBlock
from onboard.ssh.config import quoted_path, spans
from onboard.ssh.reading import ConfigFile, commands, config_files
from onboard.ssh.syntax import lines

_WORKERS = 8
_UNNAMED = "onboard-names-no-such-host.invalid"
_OURS = ("user", "identityfile", "identitiesonly")
_KEYWORDS = ("host", "originalhost", "final", "canonical", "all", "user", "localuser", "exec")


@dataclass(frozen=True)
class _Named:
    """A host that the configuration names, and where."""

    host: str
    where: str = ""


def check_effect(places: Places, before: bytes | None, after: bytes, block: HostBlock) -> None:
    """Raise FileRefused where the change would reach more than the block's hosts, or not these.

    ssh -G tells, on private copies; it would run the commands of `Match exec` lines, so a
    configuration that has any is not tried.
    """
    read = config_files(places, before)
    if commands(read):
        return
    named = _named(read)
    ours = [_Named(one.replace("*", "us-east-1").replace("?", "x")) for one in block.hosts]
    ours += [one for one in named if _is_ours(one.host, block)]
    others = [one for one in named if not _is_ours(one.host, block)]
    others.append(_Named(_UNNAMED))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        was = _options(places, Path(folder), "before", before or b"")
        will = _options(places, Path(folder), "after", after)
        with ThreadPoolExecutor(_WORKERS) as pool:
            asked = [*ours, *others]
            then = pool.map(lambda one: _resolved(places, was, one.host), asked)
            now = pool.map(lambda one: _resolved(places, will, one.host), asked)
            answers = list(zip(asked, then, now, strict=True))
    for one, former, new in answers[: len(ours)]:
        _check_ours(places, after, block, one, former, new)
    for one, former, new in answers[len(ours) :]:
        if (former.status, former.out) != (new.status, new.out):
            raise _changed(places, one, former, new)


def _named(read: tuple[ConfigFile, ...]) -> list[_Named]:
    """Every host of the files; a pattern stands for the host that it is without its signs."""
    found: dict[str, _Named] = {}
    for file in read:
        ours = spans(file.content)
        for line in lines(file.content):
            if line.keyword not in ("host", "match") or _within(line.start, ours):
                continue
            for host in _hosts(line.words):
                found.setdefault(host, _Named(host, f"{file.path}, line {line.number}"))
    return list(found.values())


def _hosts(words: tuple[str, ...]) -> Iterator[str]:
    for word in words:
        for part in word.split(","):
            host = part.lstrip("!").replace("*", "x").replace("?", "x")
            if re.fullmatch(r"[A-Za-z0-9_:][A-Za-z0-9_.:%+-]*", host) and host not in _KEYWORDS:
                yield host


def _within(start: int, spans_: list[tuple[int, int]]) -> bool:
    return any(begin <= start < end for begin, end in spans_)


def _is_ours(host: str, block: HostBlock) -> bool:
    return any(fnmatchcase(host.lower(), pattern.lower()) for pattern in block.hosts)


def _options(places: Places, folder: Path, name: str, content: bytes) -> tuple[str, ...]:
    """What lets ssh read this text where it otherwise reads the person's file."""
    copy = folder / name
    copy.write_bytes(content)
    copy.chmod(_mode(places.ssh_config))
    if places.sandbox is None and places.ssh_home != places.home:
        return ("-F", str(copy))  # as `ssh_options` has it: no other file is read
    outer = folder / f"{name}-outer"
    outer.write_bytes(_around(places, copy))
    return ("-F", str(outer))


def _around(places: Places, copy: Path) -> bytes:
    """The configuration around the person's file, with the copy in the file's place."""
    mine, system = f'Include "{copy.as_posix()}"\n'.encode(), places.ssh_system_config
    if places.sandbox:
        around = places.sandbox.ssh_config.read_bytes()
        wanted = os.fsencode(f'Include "{places.ssh_config.as_posix()}"\n')
        return around.replace(wanted, mine) if wanted in around else mine + around
    if system and os.access(system, os.R_OK):
        return mine + os.fsencode(f'Include "{system.as_posix()}"\n')
    return mine


def _mode(path: Path) -> int:
    """The file's own, which ssh judges too."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return 0o600


def _resolved(places: Places, options: tuple[str, ...], host: str) -> Finished:
    return programs.run(places, "ssh", *options, "-G", "--", host)


def _check_ours(
    places: Places, after: bytes, block: HostBlock, one: _Named, former: Finished, new: Finished
) -> None:
    if new.status or former.status:
        raise _unreadable(places, former if former.status else new)
    was, now = _values(former), _values(new)
    identity = _unquoted(block.identity_file)
    wanted = {"user": block.user, "identityfile": identity, "identitiesonly": "yes"}
    for option, value in wanted.items():
        if now.get(option, ("",))[0] != value:
            raise _shadowed(places, after, block, one, option)
    lost = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    lost = [name for name in lost if name not in _OURS]
    if lost:
        raise _changed(places, one, former, new)


def _values(finished: Finished) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in finished.out.splitlines():
        name, _, value = line.partition(" ")
        found[name] = (*found.get(name, ()), value)
    return found


def _unquoted(path: Path) -> str:
    """The path as ssh tells it again."""
    return quoted_path(path)[1:-1].decode("utf-8", "backslashreplace")


def _unreadable(places: Places, finished: Finished) -> FileRefused:
    said = (finished.err.strip().splitlines() or ["it said nothing"])[0]
    said = re.sub(r"\S*/(?:before|after)(?=:? |$)", lambda _: str(places.ssh_config), said)
    return FileRefused(
        f"ssh cannot read its configuration: {said.strip().rstrip('.')}. Nothing was written.",
        "Mend that line, then try again.",
    )


def _shadowed(
    places: Places, after: bytes, block: HostBlock, one: _Named, option: str
) -> FileRefused:
    """The first line above our block that says it (or lets another file say it)."""
    begin = next((s for s, _ in spans(after, block.account)), 0)
    above = [line for line in lines(after) if line.start < begin]
    there = [line.number for line in above if line.keyword in (option, "include")]
    where = f"{places.ssh_config}, line {there[0]}" if there else str(places.ssh_config)
    return FileRefused(
        f"{where}: this comes before the block of onboard, and ssh takes the first value that it "
        f"finds: for {one.host} it would not use our {option}. Nothing was written.",
        "Move those lines below the block of onboard, then try again.",
    )


def _changed(places: Places, one: _Named, former: Finished, new: Finished) -> FileRefused:
    was, now = set(former.out.splitlines()), set(new.out.splitlines())
    options = sorted({line.partition(" ")[0] for line in was ^ now})
    return FileRefused(
        f"{one.where or places.ssh_config}: what ssh does for {one.host} would change as well "
        f"({', '.join(options) or 'it would fail'}). Nothing was written.",
        "Give that host its own User, IdentityFile and IdentitiesOnly without the name of a "
        "CodeCommit host, or use another way in: onboard setup --method https",
    )
