"""Git's configuration, read: its credential helpers, and our scoped sections in it."""

import re
import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path

from onboard.errors import BadInput
from onboard.git import entries
from onboard.git.command import answer, run
from onboard.places import Places
from onboard.regions import GIT_HOST
from onboard.situation import HelperEntry

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def helpers(places: Places, cwd: Path | None = None) -> tuple[HelperEntry, ...]:
    """Every credential helper in git's own order, resets included."""
    return entries.entries(places, "helper", cwd)


def settings(places: Places) -> Mapping[str, tuple[str, ...]]:
    """The global `credential.<CodeCommit URL>.<name>` settings: full key → values in order."""
    found: dict[str, tuple[str, ...]] = {}
    asked = ("config", "--global", "-z", "--get-regexp", r"^credential\..+\..+$")
    for pair in answer(run(places, *asked)).split("\0"):
        key, _, value = pair.partition("\n")
        if is_codecommit(key.removeprefix("credential.").rpartition(".")[0]):
            found[key] = (*found.get(key, ()), value)
    return found


def global_file(places: Places) -> Path:
    """The file that `git config --global` will write."""
    named = places.env.get("GIT_CONFIG_GLOBAL")
    if named:
        return Path(named)
    home = Path(places.env.get("HOME") or places.home)
    usual = home / ".gitconfig"
    xdg = Path(places.env.get("XDG_CONFIG_HOME") or home / ".config") / "git" / "config"
    return xdg if xdg.exists() and not usual.exists() else usual


def quote_command(arguments: Sequence[str]) -> str:
    """A helper's value that runs exactly this command; raises BadInput where none could."""
    for argument in arguments:
        if _CONTROL.search(argument):
            raise BadInput(
                f"{argument!r} contains a control character; git could not pass it on unchanged.",
                "Rename it, then try again.",
            )
    return "!" + " ".join(shlex.quote(argument) for argument in arguments)


def is_codecommit(url: str) -> bool:
    """Whether the URL names a CodeCommit host, or a pattern of such hosts."""
    host = re.sub(r"^\w+://|/.*$|:\d+$", "", url).rpartition("@")[2]
    return bool(GIT_HOST.fullmatch(host.replace("*", "any-region")))
