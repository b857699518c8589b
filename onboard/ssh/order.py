"""The lines of the ssh configuration in the order in which ssh reads them, and for which hosts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path

from onboard.places import Places
from onboard.ssh.reading import ConfigFile, included
from onboard.ssh.syntax import Line, command_of, lines

_DEPTH = 16
_BY_NAME = ("host", "originalhost")
"""What `Match` can compare that is known before ssh is asked."""


@dataclass(frozen=True)
class Said:
    """One line, and the `Host` and `Match` lines that it stands under, the outermost first."""

    file: ConfigFile
    line: Line
    heads: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The whole line, without its ending."""
        raw = self.file.content[self.line.start : self.line.end]
        return raw.removesuffix(b"\n").removesuffix(b"\r").decode("utf-8", "surrogateescape")


def in_order(places: Places, read: tuple[ConfigFile, ...], roots: tuple[Path, ...]) -> list[Said]:
    """Every line that says something, an included file's in the place of its `Include`."""
    known = {one.path: one for one in read}
    return [one for root in roots for one in _of_file(places, known, root, (), 0)]


def may_speak(said: Said, names: frozenset[str]) -> bool:
    """Whether the line may be for a host of these names; only what surely is not, is not."""
    return all(_may_fit(head, names) for head in said.heads)


def would_run(said: Said, names: frozenset[str]) -> str | None:
    """The command that ssh runs at this line on its way to such a host; None where there is none.

    ssh does not run it once a comparison before it on the line has failed.
    """
    command = command_of(said.line)
    if command is None or not may_speak(said, names):
        return None
    words = [word.lower() for word in said.line.words]
    at = next(n for n, word in enumerate(words) if word.lstrip("!") == "exec")
    return command if _match_fits(said.line.words[:at], names) else None


def _of_file(
    places: Places,
    known: Mapping[Path, ConfigFile],
    path: Path,
    outer: tuple[Line, ...],
    depth: int,
) -> Iterator[Said]:
    file = known.get(path)
    if file is None or depth > _DEPTH:
        return
    head: tuple[Line, ...] = ()
    for line in lines(file.content):
        if line.keyword in ("host", "match"):
            yield Said(file, line, outer)
            head = (line,)
            continue
        yield Said(file, line, (*outer, *head))
        if line.keyword == "include":
            for inner in included(places, line, path):
                yield from _of_file(places, known, inner, (*outer, *head), depth + 1)


def _may_fit(head: Line, names: frozenset[str]) -> bool:
    if head.keyword == "host":
        return any(_fits(head.words, name) for name in names)
    return _match_fits(head.words, names)


def _match_fits(words: tuple[str, ...], names: frozenset[str]) -> bool:
    for word, value in pairwise(words):
        if word.lower() in _BY_NAME and not any(_fits(value.split(","), name) for name in names):
            return False
    return True


def _fits(patterns: tuple[str, ...] | list[str], name: str) -> bool:
    """As ssh compares: one that fits with a ! in front outweighs all others."""
    small, found = name.lower(), False
    for one in patterns:
        if fnmatchcase(small, one.lower().lstrip("!").replace("[", "[[]")):
            if one.startswith("!"):
                return False
            found = True
    return found
