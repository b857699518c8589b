"""The helpers that git will really call for a URL, and how a changed global file moves them: pure.

Source: git's credential.c. An empty value forgets what came before in reading order; every helper
that is left is told to store what worked, also where an earlier one gave it.
"""

import re
import shlex
import sys
from collections.abc import Callable, Sequence
from itertools import takewhile
from pathlib import PurePath

from onboard.git.entries import as_told, is_setting, url_of
from onboard.git.lines import Line, read_lines
from onboard.git.urlmatch import matches
from onboard.situation import HelperEntry

NAMES = ("helper", "useHttpPath")
"""The settings of ours."""
Entries = Sequence[HelperEntry]


def chain(url: str, entries: Entries) -> tuple[HelperEntry, ...]:
    """Those whom git will call for the URL, in order."""
    found: list[HelperEntry] = []
    for one in entries:
        if matches(one.url, url):
            found = [*found, one] if one.value else []
    return tuple(found)


def in_force(url: str, entries: Entries) -> HelperEntry | None:
    """The entry of a setting that has one value, as `useHttpPath`: the last that applies."""
    return next((one for one in reversed(entries) if matches(one.url, url)), None)


def signs(value: str) -> bool:
    """Whether the helper signs each request and never stores anything: ours and the AWS CLI's."""
    try:
        words = shlex.split(value.removeprefix("!"))
    except ValueError:
        return False
    return "git-credential" in words or "credential-helper" in words


def is_aws_helper(value: str) -> bool:
    """Whether it is the AWS CLI's, as in AWS's own guide."""
    return value.startswith("!") and "codecommit credential-helper" in value


def predicted(
    entries: Entries, name: str, file: str, before: str, after: str
) -> tuple[HelperEntry, ...]:
    """The entries as they will be once the text of the global file is `after`."""
    head, includes = _placed(entries, name, file, read_lines(before))
    rows, number = list(head), 0
    for line in read_lines(after):
        if is_include(line):
            rows += includes.get(number, ())
            number += 1
        elif is_setting(line, name):
            value, url = as_told(line.value), as_told(url_of(line.key))
            rows.append(HelperEntry(value, file, "global", url, line.number))
    first = next((i for i, one in enumerate(entries) if _is_later(one)), len(entries))
    return (*rows, *entries[first:])


def is_followed(text: str, urls: Sequence[str]) -> bool:
    """Whether something after the sections of these URLs may speak for their hosts too."""
    rows = read_lines(text)
    settings = [line for line in rows if any(is_setting(line, one) for one in NAMES)]
    foreign = [line for line in rows if url_of(line.key) not in urls]
    return any(
        line.number > _begin(settings, url)
        and (is_include(line) or (line in settings and _overlap(url_of(line.key), url)))
        for line in foreign
        for url in urls
    )


def _begin(settings: Sequence[Line], url: str) -> int:
    """From which line the URL's settings hold: its last reset; with no setting, from no line."""
    mine = [one for one in settings if url_of(one.key) == url]
    resets = [one for one in mine if not one.value]
    return max((one.number for one in resets or mine), default=sys.maxsize)


def _overlap(pattern: str, ours: str) -> bool:
    """Whether some host may be meant by both, whatever the user name and the path."""
    labels = zip(_labels(pattern), _labels(ours), strict=False)
    same = len(_labels(pattern)) == len(_labels(ours))
    return not _labels(pattern)[0] or (same and all(a == b or "*" in (a, b) for a, b in labels))


def _labels(pattern: str) -> list[str]:
    place = re.split("[/?#]", pattern.rpartition("://")[2], maxsplit=1)[0]
    return place.rpartition("@")[2].partition(":")[0].lower().split(".")


def is_include(line: Line) -> bool:
    """Whether another file is read at this line."""
    return line.key == "include.path" or (
        line.key.startswith("includeif.") and line.key.endswith(".path")
    )


def _placed(
    entries: Entries, name: str, file: str, lines: Sequence[Line]
) -> tuple[list[HelperEntry], dict[int, list[HelperEntry]]]:
    """The entries read before the file, and those of each of its includes, by its number."""
    waiting = [one for one in entries if not _is_later(one)]
    head, found = (
        _taken(waiting, lambda one: _is_earlier(one, file)),
        dict[int, list[HelperEntry]](),
    )
    gap: list[tuple[int, str]] = []
    number = 0
    for line in lines:
        if is_include(line):
            gap.append((number, PurePath(line.value or "").name))
            number += 1
        elif is_setting(line, name):
            _share(_taken(waiting, lambda one: one.origin != file), gap, head, found)
            gap = []
            del waiting[:1]
    _share(waiting, gap, head, found)
    return head, found


def _taken(waiting: list[HelperEntry], wanted: Callable[[HelperEntry], bool]) -> list[HelperEntry]:
    """Those in front, taken off."""
    taken = list(takewhile(wanted, waiting))
    del waiting[: len(taken)]
    return taken


def _share(
    foreign: Entries,
    gap: Sequence[tuple[int, str]],
    head: list[HelperEntry],
    found: dict[int, list[HelperEntry]],
) -> None:
    """Give what came from elsewhere to the include that names its file, else to the nearest."""
    for one in foreign:
        named = [number for number, file in gap if file == PurePath(one.origin).name]
        place = named[-1:] or [number for number, _ in gap[-1:]]
        (found.setdefault(place[0], []) if place else head).append(one)


def _is_earlier(entry: HelperEntry, file: str) -> bool:
    """Whether it is read before that file: the system's settings, and those under ~/.config."""
    of_xdg = PurePath(entry.origin).parts[-2:] == ("git", "config")
    return entry.scope == "system" or (of_xdg and entry.origin != file)


def _is_later(entry: HelperEntry) -> bool:
    """Whether it is read after every global file."""
    return entry.scope in ("local", "worktree", "command")
