"""How ssh goes to an address: what `ssh -G` says, the key files it names, the agent, the server."""

import stat
from collections.abc import Mapping
from pathlib import Path

from onboard.errors import OnboardError
from onboard.files import read
from onboard.git.command import run as git
from onboard.places import Places
from onboard.situation.case import IdentityFile, SshView, Target
from onboard.ssh import command
from onboard.ssh.known_hosts import known

SECONDS = 20.0


def ssh_view(places: Places, target: Target) -> SshView | None:
    """None where the address is not ssh's; raises ToolFailed where ssh cannot read its files."""
    if target.scheme != "ssh" or not target.host:
        return None
    options = command.resolved(places, target.host)
    if target.user:
        options = {**options, "user": (target.user,)}
    first = {name: values[0] for name, values in options.items() if values}
    host = first.get("hostname", target.host)
    words, source = _command(places, target)
    return SshView(
        user=first.get("user", ""),
        host=host,
        identity_files=_files(places, options),
        identities_only=first.get("identitiesonly", "no") == "yes",
        agent_keys=(),
        options=options,
        command=words,
        command_from=source,
        config_mode=_mode(places, places.ssh_config),
        known=_known(places, first.get("hostkeyalias") or host),
    )


def _command(places: Places, target: Target) -> tuple[str, str]:
    """What git starts instead of ssh, and who says so."""
    for name in ("GIT_SSH_COMMAND", "GIT_SSH"):
        if name == "GIT_SSH":
            asked = ("config", "--show-origin", "--get", "core.sshCommand")
            origin, _, value = (
                git(places, *asked, cwd=target.folder).out.rstrip("\n").partition("\t")
            )
            if value:
                return value, origin.removeprefix("file:")
        if places.env.get(name):
            return places.env[name], name
    return "ssh", ""


def _files(places: Places, options: Mapping[str, tuple[str, ...]]) -> tuple[IdentityFile, ...]:
    return tuple(_file(places, Path(one)) for one in options.get("identityfile", ()))


def _file(places: Places, named: Path) -> IdentityFile:
    from onboard.ssh.keys import read_key

    text = str(named)
    path = places.passwd_home / text[2:] if text.startswith("~/") else named
    if not path.exists():
        return IdentityFile(path, False)
    try:
        key = read_key(path)
    except OnboardError as error:
        return IdentityFile(path, True, problem=error.message, mode=_mode(places, path))
    return IdentityFile(path, True, key.body, key.type, key.problem, _mode(places, path))


def _mode(places: Places, path: Path) -> int | None:
    if places.platform == "win32":
        return None
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None


def _known(places: Places, host: str) -> Mapping[str, int]:
    try:
        content = read(places.known_hosts)
        return {one.sha256: one.line for one in known(places, content, host)} if content else {}
    except OnboardError:
        return {}
