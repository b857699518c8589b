"""Changing the global git config: git itself edits a copy, which then replaces the file whole.

So the reader can be shown the exact bytes beforehand, and no moment leaves a section half written.
"""

import os
import re
import sys
import tempfile
import time
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from onboard import files
from onboard.errors import BadInput, FileRefused, ToolFailed
from onboard.files import Replaced
from onboard.git.chain import is_followed
from onboard.git.command import answer, last_words, run
from onboard.git.config import global_file
from onboard.places import APP, Places

Settings = Mapping[str, tuple[str, ...]]
"""Name → values in order; no values take the name out."""

Pairs = Sequence[tuple[str, str]]
"""Full keys and values."""

_ABSENT = 5
_SPECIAL, _BACKSLASH = re.compile(r"([][\\.^$*+?(){}|])"), r"\\\1"
_PATIENCE = 10.0
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def write(
    places: Places,
    sections: Sequence[tuple[str, Settings]],
    backups: Path | None,
    *,
    drop: Pairs = (),
    add: Pairs = (),
    last: bool = False,
) -> Replaced:
    """Make the names of each `credential.<url>` have these values, and no other line differ.

    `drop` and `add` take out and put back single settings; `last`: see `rewritten`.
    """
    file = global_file(places)
    with git_lock(file):
        after = rewritten(places, files.read(file), sections, drop=drop, add=add, last=last)
        return files.replace(file, after, backups)


def rewritten(
    places: Places,
    content: bytes | None,
    sections: Sequence[tuple[str, Settings]],
    *,
    drop: Pairs = (),
    add: Pairs = (),
    last: bool = False,
) -> bytes:
    """What git makes of the file's bytes when it writes these sections; changes nothing here.

    With `last` they are moved to the end where something after them would speak for their hosts.
    """
    with tempfile.TemporaryDirectory(prefix="onboard-git-") as folder:
        copy = Path(folder) / "config"
        plain = (content or b"").removeprefix(BOM_UTF8)  # git would write in front of the mark
        copy.write_bytes(plain)
        for key, value in drop:
            _change(places, copy, "--unset-all", "--", key, f"^{_SPECIAL.sub(_BACKSLASH, value)}$")
        _write_sections(places, copy, sections)
        for key, value in add:
            _change(places, copy, "--add", "--", key, value)
        if last and is_followed(_text(copy), [url for url, _ in sections]):
            _write_sections(places, copy, [(url, dict.fromkeys(one, ())) for url, one in sections])
            with copy.open("ab") as file:
                file.write(_headers(copy.read_bytes(), sections))
            _write_sections(places, copy, sections)
        return (content or b"")[: len(content or b"") - len(plain)] + copy.read_bytes()


def _write_sections(places: Places, copy: Path, sections: Sequence[tuple[str, Settings]]) -> None:
    for url, wanted in sections:
        for name, values in wanted.items():
            _check_plain(url, name, *values)
            _set(places, copy, f"credential.{url}.{name}", values)


def _text(copy: Path) -> str:
    return copy.read_bytes().decode("utf-8", "surrogateescape")


def _headers(content: bytes, sections: Sequence[tuple[str, Settings]]) -> bytes:
    """The sections begun anew at the end of the file; git adds to the last of a name."""
    gap = b"" if content.endswith(b"\n") or not content else b"\n"
    return gap + b"".join(f'[credential "{url}"]\n'.encode() for url, _ in sections)


def _set(places: Places, copy: Path, key: str, values: tuple[str, ...]) -> None:
    asked = ("config", "--file", str(copy), "-z", "--get-all", "--", key)
    if tuple(answer(run(places, *asked)).split("\0")[:-1]) == values:
        return
    # all anew, so that they stand together: git would leave the first where another one was
    _change(places, copy, "--unset-all", "--", key)
    for value in values:
        _change(places, copy, "--add", "--", key, value)


def _change(places: Places, copy: Path, *arguments: str) -> None:
    finished = run(places, "config", "--file", str(copy), *arguments)
    if finished.status not in (0, _ABSENT):
        raise ToolFailed(
            f"git cannot write its configuration: {last_words(finished)}",
            f"Mend {global_file(places)} (git names the line), then try again.",
            finished.err,
        )


@contextmanager
def git_lock(file: Path) -> Iterator[None]:
    """Hold the lock that git itself takes, so that no `git config` writes at the same moment."""
    lock = Path(f"{os.path.realpath(file)}.lock")
    files.check_replaceable(file)
    made = files.make_folders(lock.parent)
    limit, pause = time.monotonic() + _PATIENCE, 0.01
    while True:
        try:
            handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            os.write(handle, f"{APP} {os.getpid()}\n".encode())
            os.close(handle)
            break
        except FileExistsError:
            clear_dead_lock(file)
            if time.monotonic() > limit:
                raise FileRefused(
                    f"Another program holds the lock on {file}.",
                    f"If none is running, delete {lock} and try again.",
                ) from None
        time.sleep(pause)
        pause = min(pause * 1.7, 0.1)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)
        if not file.exists():
            files.remove_folders(made)


def clear_dead_lock(file: Path) -> None:
    """Delete git's lock where a process of ours took it and died."""
    lock = Path(f"{os.path.realpath(file)}.lock")
    if _left_behind(lock):
        lock.unlink(missing_ok=True)


def _left_behind(lock: Path) -> bool:
    """Whether it is a lock of ours whose process has died; git's own locks name no process."""
    name, _, number = (files.read(lock) or b"").partition(b" ")
    if name != APP.encode() or not number.strip().isdigit() or sys.platform == "win32":
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _check_plain(*texts: str) -> None:
    for text in texts:
        if _CONTROL.search(text):
            raise BadInput(
                f"{text!r} contains a control character and cannot go into git's configuration.",
                "Use a name without it.",
            )
