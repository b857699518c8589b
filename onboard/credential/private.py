"""Files for their owner alone: refused when open to others, and never written so."""

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 1 << 20


class NotPrivate(Exception):
    """The file or folder belongs to somebody else, or others may read or change it."""


def read_private(path: str) -> bytes:
    """The file's bytes; raises NotPrivate, or OSError where it cannot be read."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags | getattr(os, "O_BINARY", 0))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or not _is_ours(status):
            raise NotPrivate(path)
        return os.read(descriptor, LARGEST)
    finally:
        os.close(descriptor)


def write_private(path: str, data: bytes) -> None:
    """Put the file in place whole, 0600; its folder must exist. Raises OSError."""
    draft = f"{path}.{os.getpid()}.tmp"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(draft, flags, 0o600)
    except FileExistsError:  # of a process that died with our number
        os.unlink(draft)
        descriptor = os.open(draft, flags, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        os.replace(draft, path)
    except OSError:
        os.unlink(draft)
        raise


def check_folder(folder: str) -> None:
    """Raise NotPrivate unless the folder is a real one of ours and closed to others."""
    status = os.lstat(folder)
    if not stat.S_ISDIR(status.st_mode) or not _is_ours(status):
        raise NotPrivate(folder)


def make_folder(folder: str) -> None:
    """Make the folder, 0700, closing one of ours that stood open; raises NotPrivate, OSError."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    if _stands_open(os.lstat(folder)):
        for name in names(folder):  # what lay open may have been put there by others
            os.unlink(os.path.join(folder, name))
        os.chmod(folder, 0o700)
    check_folder(folder)


def names(folder: str) -> "Iterator[str]":
    """The names of the regular files in the folder."""
    with os.scandir(folder) as entries:
        yield from [entry.name for entry in entries if entry.is_file(follow_symlinks=False)]


def _is_ours(status: os.stat_result) -> bool:
    """On Windows the person's folder keeps others out by its access list; modes say nothing."""
    if os.name != "posix":
        return True
    return status.st_uid == os.geteuid() and not stat.S_IMODE(status.st_mode) & 0o077


def _stands_open(status: os.stat_result) -> bool:
    """A real folder of ours that others may look into."""
    if os.name != "posix" or not stat.S_ISDIR(status.st_mode):
        return False
    return status.st_uid == os.geteuid() and bool(stat.S_IMODE(status.st_mode) & 0o077)
