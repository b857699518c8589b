"""What git reads after our section and what comes of it, said plainly: pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from onboard.git.chain import Entries, in_force, signs
from onboard.git.urlmatch import matches
from onboard.situation import HelperEntry

_TRUE = ("true", "yes", "on", "1")


@dataclass(frozen=True)
class Ours:
    """Our sections: the file, the URLs, and the address that git is to be asked for."""

    file: str
    urls: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class Trouble:
    """One setting that stands in the way."""

    entry: HelperEntry
    name: str
    effect: str

    @property
    def mendable(self) -> bool:
        """Whether it is enough that our section comes last in the global file."""
        return self.entry.scope == "global"

    def said(self) -> str:
        """What, where, and the one next thing to do."""
        mend = "To mend it: onboard setup --mend-chain" if self.mendable else _mend(self)
        return f"{self.what()} {mend}"

    def what(self) -> str:
        """Where it stands, and what comes of it."""
        return f"{where(self.entry)}: {self.effect}"


def troubles(ours: Ours, helpers: Entries, paths: Entries) -> tuple[Trouble, ...]:
    """Everything after our section that git will ask, tell, or obey for the address."""
    _, later = _split(ours, helpers)
    mine = {one.value for one in helpers if _is_ours(ours, one) and one.value}
    found = [Trouble(one, "helper", _effect(one.value)) for one in later if one.value not in mine]
    return (*found, *_path_trouble(ours, paths))


def where(entry: HelperEntry) -> str:
    """The file and the line, or the variable."""
    if entry.scope == "command":
        return f"{entry.origin} in your environment"
    return f"{entry.origin}, line {entry.line}" if entry.line else entry.origin


def named(value: str) -> str:
    """A helper in a few words: a shell snippet may hold a secret."""
    word = re.split(r"\s", value.removeprefix("!"), maxsplit=1)[0]
    word = word if len(word) <= 60 else PurePath(word).name
    plain = re.fullmatch(r"[\w@%+./:~\\-]{1,60}", word)
    return f"the helper {word}" if plain else "a helper (a shell snippet)"


def _effect(value: str) -> str:
    if not value:
        return "an empty helper makes git forget the one set up here, and ask others or you."
    if signs(value):
        return f"git also asks {named(value)} when the first has no answer."
    return (
        f"git also asks {named(value)} when the first has no answer, and gives it "
        "what it signs in with to store."
    )


def _path_trouble(ours: Ours, paths: Entries) -> tuple[Trouble, ...]:
    before, _ = _split(ours, paths)
    last = in_force(ours.address, paths)
    mine = next((one for one in reversed(before) if _is_ours(ours, one)), None)
    if mine is None or last is None or _is_true(last) == _is_true(mine):
        return ()
    effect = (
        f"useHttpPath = {'true' if _is_true(last) else 'false'} outranks the setting made here, "
        "so the helper is asked with the wrong path."
    )
    return (Trouble(last, "useHttpPath", effect),)


def _split(ours: Ours, entries: Entries) -> tuple[Sequence[HelperEntry], Sequence[HelperEntry]]:
    """Those that apply, up to where ours begin to hold (the last reset of ours), and after it."""
    rows = [one for one in entries if matches(one.url, ours.address)]
    mine = [i for i, one in enumerate(rows) if _is_ours(ours, one)]
    resets = [i for i in mine if not rows[i].value]
    last = max(resets or mine, default=-1)
    return rows[: last + 1], rows[last + 1 :]


def _is_ours(ours: Ours, entry: HelperEntry) -> bool:
    return entry.origin == ours.file and entry.url in ours.urls


def _is_true(entry: HelperEntry) -> bool:
    return entry.value.lower() in _TRUE


def _mend(trouble: Trouble) -> str:
    entry = trouble.entry
    if entry.scope == "command":
        plain = entry.origin == "GIT_CONFIG_PARAMETERS"
        return f"To mend it: unset {entry.origin if plain else 'GIT_CONFIG_COUNT'}"
    key = f"credential.{entry.url}.{trouble.name}" if entry.url else f"credential.{trouble.name}"
    return f"To mend it, in this repository: git config --{entry.scope} --unset-all {key}"
