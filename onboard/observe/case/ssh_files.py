"""The key files that ssh offers, and the keys that its agent has."""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

from onboard.errors import OnboardError
from onboard.places import Places
from onboard.situation.ssh import IdentityFile, SshLine
from onboard.ssh.command import run

_AGENT_SECONDS = 5.0


def identity_files(
    places: Places,
    options: Mapping[str, tuple[str, ...]],
    lines: tuple[SshLine, ...],
    given: tuple[str, ...],
    folder: Path,
) -> tuple[IdentityFile, ...]:
    """In ssh's order; `given` are the options of the command that git starts."""
    pairs = zip(given[0::2], given[1::2], strict=True)
    named = {value for name, value in pairs if name == "-i"}
    found = []
    for text in options.get("identityfile", ()):
        path = _path(places, text, options, folder)
        if path is not None:
            said = next((one for one in lines if _names(one, text)), None)
            found.append(_file(path, said, text in named))
    return tuple(found)


def agent_keys(places: Places, options: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The bodies of the keys that ssh's agent holds; none where it does not answer."""
    named = next(iter(options.get("identityagent", ())), "")
    env: dict[str, str] = {}
    if named.lower() == "none":
        return ()
    if named and named != "SSH_AUTH_SOCK":
        path = _path(places, named, options, places.home)
        if path is None:
            return ()
        env = {"SSH_AUTH_SOCK": str(path)}
    elif not places.env.get("SSH_AUTH_SOCK") and places.platform != "win32":
        return ()
    try:
        listed = run(places, "ssh-add", "-L", timeout=_AGENT_SECONDS, env=env)
    except OnboardError:
        return ()
    rows = (line.split() for line in listed.out.splitlines())
    return tuple(row[1] for row in rows if len(row) >= 2 and not listed.status)


def _names(line: SshLine, text: str) -> bool:
    return line.keyword == "identityfile" and line.value == text


def _path(
    places: Places, text: str, options: Mapping[str, tuple[str, ...]], folder: Path
) -> Path | None:
    """What ssh makes of it; None for `none`, and for what only ssh can tell."""
    first = {name: values[0] for name, values in options.items() if values}
    home = str(places.passwd_home)
    signs = {"%": "%", "d": home, "h": first.get("hostname", ""), "r": first.get("user", "")}
    if text.lower() == "none":
        return None
    known = re.sub(r"\$\{(\w+)\}", lambda one: places.env.get(one[1], "\0"), text)
    known = re.sub("%(.)", lambda one: signs.get(one[1], "\0"), known)
    if not known or "\0" in known:
        return None
    if known.startswith("~/"):
        return Path(home) / known[2:]
    return None if known.startswith("~") else folder / known


def _file(path: Path, said: SshLine | None, named: bool) -> IdentityFile:
    from onboard.ssh.keys import read_key

    if not os.path.exists(path):
        return IdentityFile(path, False, said=said, named=named)
    mode = _mode(path)
    try:
        key = read_key(path)
    except OnboardError as error:
        return IdentityFile(path, True, "", "", error.message, mode, said=said, named=named)
    return IdentityFile(
        path, True, key.body, key.type, key.problem, mode, key.encrypted, said, named
    )


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None
