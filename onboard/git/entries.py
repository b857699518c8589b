"""The settings that git reads, in its own order, each with its file and line."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from onboard import files
from onboard.errors import FileRefused
from onboard.git.command import answer, run
from onboard.git.lines import Line, read_lines
from onboard.places import Places
from onboard.situation import HelperEntry

_USAGE = 129
_NO_LINE = "command line:"


def entries(
    places: Places, name: str, cwd: Path | None = None, section: str = "credential"
) -> tuple[HelperEntry, ...]:
    """Every `credential.….<name>` in git's own order, also those that only reset.

    With `section`, of another part of the configuration, as `http.….<name>`.
    """
    wanted = rf"^{section}(\..*)?\.{name.lower()}$"
    asked = ("-z", "--show-scope", "--show-origin", "--get-regexp", wanted)
    finished = run(places, "config", *asked, cwd=cwd)
    if finished.status == _USAGE:  # git before 2.26 tells no scopes
        found = _without_scopes(places, wanted, cwd, section)
    else:
        fields = answer(finished).split("\0")
        rows = zip(fields[0::3], fields[1::3], fields[2::3], strict=False)
        found = [_entry(scope, origin, pair, section) for scope, origin, pair in rows]
    named = [replace(one, origin=_variable(one, f"{section}.", name, places.env)) for one in found]
    return tuple(with_lines(named, name, _texts(named, cwd or Path.cwd()), section))


def with_lines(
    found: Sequence[HelperEntry], name: str, texts: Mapping[str, str], section: str = "credential"
) -> list[HelperEntry]:
    """Each with its line: the settings of one file come in the order in which they stand there."""
    left = {
        origin: [one for one in read_lines(text) if is_setting(one, name, section)]
        for origin, text in texts.items()
    }
    return [_at_its_line(one, left.get(one.origin, []), section) for one in found]


def is_setting(line: Line, name: str, section: str = "credential") -> bool:
    """Whether the line is a `credential.….<name>`."""
    return line.key.startswith(f"{section}.") and line.key.endswith(f".{name.lower()}")


def url_of(key: str, section: str = "credential") -> str:
    """The URL to which the section of a key is scoped; nothing for the generic section."""
    return key.removeprefix(f"{section}.").rpartition(".")[0]


def as_told(value: str | None) -> str:
    """A value as `program.run` passes on what git prints of it."""
    return (value or "").encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _at_its_line(entry: HelperEntry, lines: list[Line], section: str) -> HelperEntry:
    for at, line in enumerate(lines):
        if as_told(url_of(line.key, section)) == entry.url and as_told(line.value) == entry.value:
            lines.append(lines.pop(at))  # a file that is read twice is gone through twice
            return replace(entry, line=line.number)
    return entry


def _texts(found: Sequence[HelperEntry], folder: Path) -> dict[str, str]:
    origins = {one.origin for one in found if one.scope != "command"}
    return {origin: text_of(folder / origin) for origin in origins}


def text_of(file: Path) -> str:
    """What stands in a file; nothing where it cannot be read."""
    try:
        return (files.read(file) or b"").decode("utf-8", "surrogateescape")
    except (FileRefused, OSError):
        return ""


def _entry(scope: str, origin: str, pair: str, section: str) -> HelperEntry:
    key, _, value = pair.partition("\n")
    return HelperEntry(value, origin.removeprefix("file:"), scope, url_of(key, section))


def _variable(entry: HelperEntry, section: str, name: str, env: Mapping[str, str]) -> str:
    if entry.scope != "command":
        return entry.origin
    key = f"{section}{entry.url}.{name}" if entry.url else f"{section}{name}"
    for variable, value in env.items():
        number = variable.removeprefix("GIT_CONFIG_KEY_")
        same = number != variable and value.lower() == key.lower()
        if same and env.get(f"GIT_CONFIG_VALUE_{number}") == entry.value:
            return variable
    return "GIT_CONFIG_PARAMETERS"


def _without_scopes(
    places: Places, wanted: str, cwd: Path | None, section: str
) -> list[HelperEntry]:
    """The same of an older git: whose file it is tells the scope."""
    asked = ("-z", "--show-origin", "--includes", "--get-regexp", wanted)
    known = {
        origin: scope
        for scope in ("system", "local")
        for origin in run(places, "config", f"--{scope}", *asked, cwd=cwd).out.split("\0")[0::2]
    }
    fields = answer(run(places, "config", *asked, cwd=cwd)).split("\0")
    return [
        _entry(
            "command" if origin == _NO_LINE else known.get(origin, "global"),
            origin,
            pair,
            section,
        )
        for origin, pair in zip(fields[0::2], fields[1::2], strict=False)
    ]
