"""How git goes to an address: its helper chain, and the settings that decide besides."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from onboard.errors import OnboardError
from onboard.git.chain import chain, in_force
from onboard.git.command import answer, run
from onboard.git.entries import entries, text_of
from onboard.git.helper_line import read_line
from onboard.git.started import started
from onboard.git.urlmatch import matches
from onboard.places import Places
from onboard.situation import HelperEntry, Method
from onboard.situation.case import GitView, Target

OF_HTTP = ("proxy", "sslCAInfo", "sslVerify")
TRUE = ("", "true", "yes", "on", "1")


def git_view(places: Places, target: Target) -> GitView:
    """Read by git itself, in the clone at hand where there is one."""
    if not target.url or target.scheme not in ("https", "ssh", "grc"):
        return GitView()
    try:
        helpers = _read(places, target, "helper")
        paths = _read(places, target, "useHttpPath")
        users = _read(places, target, "username")
        settings = _settings(places, target)
    except OnboardError:  # git cannot read its configuration: its own words tell
        return GitView()
    if target.scheme != "https":
        return GitView(settings=settings, lines=_lines(settings.values()))
    path, user = in_force(target.url, paths), in_force(target.url, users)
    settings |= {"credential.username": user} if user else {}
    return GitView(
        helpers=tuple(started(places, one) for one in chain(target.url, helpers)),
        http_path=path is not None and path.value.lower() in TRUE,
        settings=settings,
        entries=helpers,
        paths=paths,
        lines=_lines((*helpers, *paths, *settings.values())),
    )


def method_of(target: Target, git: GitView) -> Method | None:
    """How git signs in at the address; None for https with nobody to ask."""
    if target.scheme == "ssh":
        return Method.SSH
    if target.scheme == "grc":
        return Method.GRC
    kinds = [read_line(one.entry.value).kind for one in git.helpers]
    if any(kind in ("helper", "aws") for kind in kinds):
        return Method.HELPER
    return Method.HTTPS if kinds else None


def line_of(entry: HelperEntry) -> str | None:
    """What stands at the entry's line; None where that is not known."""
    rows = text_of(Path(entry.origin)).split("\n") if entry.line else []
    return rows[entry.line - 1].removesuffix("\r") if 0 < entry.line <= len(rows) else None


def _read(
    places: Places, target: Target, name: str, section: str = "credential"
) -> tuple[HelperEntry, ...]:
    """As `entries`, with whole paths."""
    folder = target.folder or places.home
    found = entries(places, name, folder, section)
    return tuple(
        one if one.scope == "command" else replace(one, origin=str(folder / one.origin))
        for one in found
    )


def _settings(places: Places, target: Target) -> dict[str, HelperEntry]:
    found: dict[str, HelperEntry | None] = {}
    for name in OF_HTTP if target.scheme != "ssh" else ():
        found[f"http.{name.lower()}"] = _of_http(places, target, name)
    for name in ("sshCommand", "askPass"):
        rows = _read(places, target, name, "core")
        found[f"core.{name.lower()}"] = rows[-1] if rows else None
    own = places.env.get("GIT_CONFIG_SYSTEM") if places.sandbox else None
    return {name: one for name, one in found.items() if one and one.origin != own}


def _of_http(places: Places, target: Target, name: str) -> HelperEntry | None:
    """The one that holds for the address: git takes the section that fits best, not the last."""
    rows = _read(places, target, name, "http")
    if not rows:
        return None
    asked = ("config", "-z", "--get-urlmatch", f"http.{name}", target.url)
    value = answer(run(places, *asked, cwd=target.folder)).partition("\0")[0]
    same = [one for one in rows if one.value == value and matches(one.url, target.url)]
    return max(same, key=lambda one: len(one.url), default=None)


def _lines(found: Iterable[HelperEntry]) -> dict[tuple[str, int], str]:
    told = {(one.origin, one.line): line_of(one) for one in found if one.scope != "command"}
    return {place: text for place, text in told.items() if text is not None}
