"""Reading a file, and seeing beforehand whether it could be replaced without harm."""

import os
import shutil
import stat
from hashlib import sha256
from pathlib import Path

from onboard.errors import FileRefused
from onboard.places import APP

LEAST_ROOM = 64 * 1024
"""Bytes that must be free on the disk before we start."""


def digest(content: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return sha256(content).hexdigest()


def read(path: Path) -> bytes | None:
    """The file's bytes, or None where there is none; raises FileRefused where it cannot be read."""
    if "\0" in str(path):
        raise FileRefused(f"{str(path)!r} cannot be the name of a file.", "Give another one.")
    if os.path.realpath(path) == os.devnull:
        return b""
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # opening a pipe would wait for ever
            raise FileRefused(f"{path} is not an ordinary file.", "Move it away, then try again.")
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileRefused(
            f"{path} cannot be read: {reason(error)}.", f"Make {path} readable for you."
        ) from error


def typed(text: str) -> Path:
    """The absolute path that a person typed; `~` is a home where there is such a one."""
    return Path(os.path.expanduser(text)).absolute()


def check_replaceable(path: Path) -> None:
    """Raise FileRefused where replacing the file would fail or harm; writes nothing."""
    if "\0" in str(path):
        raise FileRefused(f"{str(path)!r} cannot be the name of a file.", "Give another one.")
    target = resolved(path)
    try:
        found = target.lstat()
    except (FileNotFoundError, NotADirectoryError):
        if path.is_symlink():
            raise FileRefused(
                f"{path} is a symbolic link to {os.readlink(path)}, which is not there.",
                "Mend or remove the link, then try again.",
            ) from None
    except OSError as error:
        raise FileRefused(f"{path} cannot be looked at: {reason(error)}.") from error
    else:
        _check_file(path, target, found)
    check_folder(existing_above(target))


def check_folder(folder: Path) -> None:
    """Raise FileRefused where no file can be made in the folder, or where it would harm."""
    try:
        found = folder.stat()
    except OSError as error:
        raise FileRefused(f"{folder} cannot be looked at: {reason(error)}.") from error
    if not stat.S_ISDIR(found.st_mode):
        raise FileRefused(f"{folder} is not a folder.", "Move it away, then try again.")
    if _is_root() and not _ours(found):
        raise FileRefused(
            f"You are root, but {folder} belongs to {_owner(found)}.",
            f"Run {APP} as that user, without sudo.",
        )
    # root passes every access check, so a folder that its owner made read-only is told by its mode
    made_read_only = _ours(found) and not found.st_mode & stat.S_IWUSR
    if made_read_only or not os.access(folder, os.W_OK | os.X_OK):
        raise FileRefused(
            f"The folder {folder} is read-only.", f"Make it writable: chmod u+w '{folder}'"
        )
    room = shutil.disk_usage(folder)
    if room.total and room.free < LEAST_ROOM:
        raise FileRefused(f"The disk that holds {folder} is full.", "Make some room on it first.")


def resolved(path: Path) -> Path:
    """Where the bytes really are: the end of a chain of symbolic links."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def existing_above(path: Path) -> Path:
    """The nearest folder above the path that is there."""
    return next(folder for folder in path.absolute().parents if os.path.lexists(folder))


def reason(error: OSError) -> str:
    """The system's own words, without its error number."""
    return error.strerror or str(error)


def failed(path: Path, error: OSError) -> FileRefused:
    """What a person reads when the system refused a write in spite of the checks."""
    return FileRefused(f"{path} cannot be written: {reason(error)}.", "Mend that, then try again.")


def _check_file(path: Path, target: Path, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "not an ordinary file"
        raise FileRefused(f"{path} is {kind}.", "Move it away, then try again.")
    if not _ours(found):
        raise FileRefused(
            f"{target} belongs to {_owner(found)}.",
            f"Run {APP} as that user, or take the file over with chown.",
        )
    if not found.st_mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise FileRefused(f"{target} is read-only.", f"Make it writable: chmod u+w '{target}'")


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _ours(found: os.stat_result) -> bool:
    return not hasattr(os, "geteuid") or found.st_uid == os.geteuid()


def _owner(found: os.stat_result) -> str:
    try:
        import pwd

        return f"the user {pwd.getpwuid(found.st_uid).pw_name}"
    except (ImportError, KeyError):
        return f"the user number {found.st_uid}"
