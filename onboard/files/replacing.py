"""Changing a person's file so that its former bytes can be given back."""

import stat
from dataclasses import dataclass
from pathlib import Path

from onboard.errors import FileRefused
from onboard.files.backup import keep_copy, kept_in
from onboard.files.checks import check_replaceable, digest, failed, read, resolved
from onboard.files.writing import (
    clear_leftovers,
    make_folders,
    missing_folders,
    remove_folders,
    write_whole,
)
from onboard.places import APP


@dataclass(frozen=True)
class Replaced:
    """A file that was changed, with what giving back its former bytes needs."""

    path: Path
    backup: Path | None
    before: str | None
    """SHA-256 of the former bytes; None where there was no file."""
    after: str
    """SHA-256 of what we left; empty where there is no file now."""
    existed: bool
    made_folders: tuple[Path, ...] = ()
    former_mode: int | None = None
    """None: the mode was not ours to change."""


def replace(path: Path, content: bytes, backups: Path | None, mode: int | None = None) -> Replaced:
    """Give the file new bytes, whole or not at all; mode and owner stay unless `mode` is given.

    Without a backup folder no copy is kept: for files that hold secrets.
    """
    check_replaceable(path)
    target = resolved(path)
    former, kept = _seen(target)
    backup = None
    if former is not None and backups is not None:
        backup = keep_copy(former, content, path.name, backups)
    wanted = next(each for each in (mode, kept, 0o600) if each is not None)
    made = make_folders(target.parent)
    if former != content or wanted != kept:
        try:
            write_whole(target, content, wanted, target.stat() if former is not None else None)
        except FileRefused:
            remove_folders(made)
            raise
    before = None if former is None else digest(former)
    return Replaced(path, backup, before, digest(content), former is not None, made, kept)


def planned(path: Path, content: bytes, backups: Path) -> Replaced:
    """What `replace` will have done, said before it: `restore` then works at any moment after."""
    former, kept = _seen(resolved(path))
    backup = keep_copy(former, content, path.name, backups) if former is not None else None
    before = None if former is None else digest(former)
    made = missing_folders(path)
    return Replaced(path, backup, before, digest(content), former is not None, made, kept)


def restore(replaced: Replaced) -> bool:
    """Give back the exact former bytes; False, touching nothing, where it was edited since."""
    target = resolved(replaced.path)
    clear_leftovers(target)
    content, mode = _seen(target)
    now = None if content is None else digest(content)
    if now not in (replaced.before, replaced.after or None):
        return False
    if not replaced.existed:
        _remove(target, replaced.made_folders)
        return True
    wanted = next(each for each in (replaced.former_mode, mode, 0o600) if each is not None)
    if now != replaced.before or wanted != mode:
        check_replaceable(replaced.path)
        owner = target.stat() if content is not None else None
        write_whole(target, _former(replaced, content or b""), wanted, owner)
    return True


def _seen(target: Path) -> tuple[bytes | None, int | None]:
    content = read(target)
    if content is None:
        return None, None
    return content, stat.S_IMODE(target.stat().st_mode)


def _former(replaced: Replaced, now: bytes) -> bytes:
    if digest(now) == replaced.before:
        return now
    content = kept_in(replaced.backup, now) if replaced.backup else None
    if content is None or digest(content) != replaced.before:
        raise FileRefused(
            f"The backup of {replaced.path} ({replaced.backup}) is gone or was changed.",
            f"Take the part that {APP} wrote out of {replaced.path} by hand.",
        )
    return content


def _remove(target: Path, folders: tuple[Path, ...]) -> None:
    try:
        target.unlink(missing_ok=True)
    except OSError as error:
        raise failed(target, error) from error
    remove_folders(folders)
