"""Writing a file whole: a private temporary file beside it, on the disk, then renamed."""

import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from onboard.errors import FileRefused
from onboard.files.checks import check_folder, existing_above, failed, resolved
from onboard.places import APP

_ENDING = ".new"
_RANDOM = 8  # characters that tempfile puts between the prefix and the ending


def create_private(path: Path, content: bytes) -> tuple[Path, ...]:
    """Make a 0600 file that was not there, whole; returns the folders (0700) made for it."""
    check_folder(existing_above(path))
    made = make_folders(path.parent)
    clear_leftovers(path)
    temporary = _temporary(path, content)
    try:
        _name(temporary, path)
    except FileExistsError:
        raise FileRefused(
            f"There is already a file {path}; it is never overwritten.",
            "Choose another name, or move that file away.",
        ) from None
    except OSError as error:
        raise failed(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)
    _sync_folder(path.parent)
    return made


def write_private(path: Path, content: bytes) -> None:
    """Replace a file of our own, whole, 0600, without a backup."""
    private_folder(path.parent)
    check_folder(path.parent)
    write_whole(path, content, 0o600)


def private_folder(path: Path) -> None:
    """Make the folder where it is missing, and let nobody else in (0700)."""
    if not path.is_dir():
        check_folder(existing_above(path))
        make_folders(path)
    elif stat.S_IMODE(path.stat().st_mode) & 0o077:
        try:
            path.chmod(0o700)
        except OSError as error:
            raise failed(path, error) from error


def missing_folders(path: Path) -> tuple[Path, ...]:
    """The folders above the file that would have to be made, the outermost first."""
    missing: list[Path] = []
    for folder in path.parents:
        if folder.is_dir():
            break
        missing.insert(0, folder)
    return tuple(missing)


def make_folders(folder: Path) -> tuple[Path, ...]:
    """Make the folder and what is missing above it, 0700; returns those made here."""
    made = []
    for each in missing_folders(folder / "file"):
        try:
            each.mkdir(mode=0o700)
        except FileExistsError:  # another process was quicker
            continue
        except OSError as error:
            raise failed(each, error) from error
        made.append(each)
    return tuple(made)


def remove_folders(folders: tuple[Path, ...]) -> None:
    """Remove folders that we made, where nothing else has moved in."""
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def clear_leftovers(path: Path) -> None:
    """Delete temporary files that a killed run left beside the file; call it with the lock held."""
    target = resolved(path)
    prefix = _prefix(target)
    with suppress(OSError):
        for name in os.listdir(target.parent):
            rest = name.removeprefix(prefix).removesuffix(_ENDING)
            if name == f"{prefix}{rest}{_ENDING}" and len(rest) == _RANDOM:
                (target.parent / name).unlink(missing_ok=True)


def write_whole(
    target: Path, content: bytes, mode: int, owner: os.stat_result | None = None
) -> None:
    """Rename a complete file over the target; its owner and group as in `owner` where given."""
    clear_leftovers(target)
    temporary = _temporary(target, content)
    try:
        _give(temporary, owner)
        temporary.chmod(mode)
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise failed(target, error) from error
    _sync_folder(target.parent)


def _temporary(target: Path, content: bytes) -> Path:
    """A private file beside the target with these bytes, safely on the disk."""
    name = ""
    try:
        handle, name = tempfile.mkstemp(_ENDING, _prefix(target), target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:  # Ctrl-C too: no half file stays behind
        if name:
            Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise failed(target, error) from error
        raise
    return Path(name)


def _prefix(target: Path) -> str:
    return f".{target.name}.{APP}-"


def _name(temporary: Path, path: Path) -> None:
    """Give the file its name, unless that is taken."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links: take the name first, then fill it
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        temporary.replace(path)


def _give(temporary: Path, owner: os.stat_result | None) -> None:
    if owner is None or sys.platform == "win32":
        return
    now = temporary.stat()
    if (now.st_uid, now.st_gid) != (owner.st_uid, owner.st_gid):
        os.chown(temporary, owner.st_uid, owner.st_gid)


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":
        return
    with suppress(OSError):  # some network file systems cannot
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
