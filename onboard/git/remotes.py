"""The remotes of a repository: read as git reads them, rewritten value by value.

No value is given to git as an argument: a password may stand in it, and arguments are seen by all.
"""

import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onboard import files
from onboard.errors import BadInput, ToolFailed
from onboard.git.command import answer, last_words, run
from onboard.git.entries import as_told
from onboard.git.lines import Place, placed_lines, written
from onboard.places import Places

KEYS = r"^remote\..*\.(url|pushurl)$"
_INSTEAD = r"^url\..*\.(insteadof|pushinsteadof)$"


@dataclass(frozen=True)
class Remote:
    """One value of `remote.NAME.url` or `.pushurl`; it may have a password in it."""

    key: str
    value: str

    @property
    def name(self) -> str:
        return self.key.removeprefix("remote.").rpartition(".")[0]

    @property
    def pushes(self) -> bool:
        """Whether it is for pushing alone."""
        return self.key.lower().endswith(".pushurl")


@dataclass(frozen=True)
class Instead:
    """A setting by which git uses another address than the one that is written."""

    base: str
    prefix: str
    pushes: bool = False


@dataclass(frozen=True)
class Repository:
    """A repository on this machine, by its own configuration file."""

    folder: Path
    file: Path
    remotes: tuple[Remote, ...]
    """Those that stand in that file."""
    elsewhere: tuple[Remote, ...]
    """Those of it that stand in another file, as an included one."""
    instead: tuple[Instead, ...]


def read_repository(places: Places, folder: Path) -> Repository:
    """What git says of the repository that the folder is in; raises BadInput, ToolFailed."""
    if not os.path.isdir(folder):  # a name that is too long is no folder either
        raise BadInput(f"There is no folder {folder}.", "Name a folder with a git repository.")
    found = run(places, "rev-parse", "--git-common-dir", cwd=folder)
    if found.status:
        raise BadInput(
            f"{folder} is not in a git repository that can be used: {last_words(found)}",
            "Name the folder of a clone.",
        )
    file = (folder / found.out.rstrip("\n")).resolve() / "config"
    own = remotes_in(files.read(file) or b"")
    every = [Remote(*pair) for pair in _pairs(places, "--get-regexp", KEYS, cwd=folder)]
    for one in own:
        told = Remote(one.key, as_told(one.value))
        if told in every:
            every.remove(told)
    return Repository(folder, file, own, tuple(every), _instead(places, folder))


def remotes_in(content: bytes) -> tuple[Remote, ...]:
    """The remotes that stand in a configuration file's own bytes."""
    return tuple(remote for remote, _ in _placed(_text(content)))


def rewritten(content: bytes, change: Callable[[Remote], str]) -> bytes:
    """The file's bytes when each remote has what `change` gives; no other byte differs."""
    text = _text(content)
    for remote, place in reversed(_placed(text)):
        wanted = change(remote)
        if wanted != remote.value:
            text = f"{text[: place.begin]}{written(wanted)}{text[place.end :]}"
    return text.encode("utf-8", "surrogateescape")


def check_read_back(places: Places, content: bytes) -> None:
    """Raise ToolFailed where git would read the remotes differently from us."""
    with tempfile.TemporaryDirectory(prefix="onboard-git-") as folder:
        copy = Path(folder) / "config"
        copy.write_bytes(content)
        pairs = _pairs(places, "--file", str(copy), "--no-includes", "--get-regexp", KEYS)
    if pairs != [(one.key, as_told(one.value)) for one in remotes_in(content)]:
        raise ToolFailed(
            "git reads the remotes of this repository otherwise than expected; nothing was done.",
            "Set the address yourself: git remote set-url NAME ADDRESS",
        )


def git_uses(instead: tuple[Instead, ...], url: str, pushes: bool = False) -> str:
    """The address that git uses for the one that is written; the longest prefix wins.

    Source: git-config(1), `url.<base>.insteadOf` and `.pushInsteadOf`.
    """
    for kind in (True, False) if pushes else (False,):
        fits = [one for one in instead if one.pushes is kind and url.startswith(one.prefix)]
        if fits:
            best = max(fits, key=lambda one: len(one.prefix))
            return best.base + url[len(best.prefix) :]
    return url


def _instead(places: Places, folder: Path) -> tuple[Instead, ...]:
    return tuple(
        Instead(key.removeprefix("url.").rpartition(".")[0], value, "push" in key[-16:].lower())
        for key, value in _pairs(places, "--get-regexp", _INSTEAD, cwd=folder)
    )


def _pairs(places: Places, *asked: str, cwd: Path | None = None) -> list[tuple[str, str]]:
    fields = answer(run(places, "config", "-z", *asked, cwd=cwd)).split("\0")
    cut = (one.partition("\n") for one in fields if one)
    return [(key, value) for key, _, value in cut]


def _text(content: bytes) -> str:
    return content.decode("utf-8", "surrogateescape")


def _placed(text: str) -> list[tuple[Remote, Place]]:
    return [
        (Remote(line.key, line.value), place)
        for line, place in placed_lines(text)
        if line.value and re.fullmatch(KEYS, line.key)
    ]
