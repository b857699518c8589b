"""How ssh goes to an address: its files, what `ssh -G` says, the keys, the agent, the server."""

import re
import stat
from dataclasses import replace
from pathlib import Path

from onboard.errors import ToolFailed
from onboard.observe.case.network import reached
from onboard.observe.case.ssh_files import agent_keys, identity_files
from onboard.observe.case.ssh_hosts import known_hosts, offered
from onboard.observe.case.ssh_lines import told, unread
from onboard.places import Places
from onboard.situation.case import GitView, Target
from onboard.situation.network import Network
from onboard.situation.ssh import SshView
from onboard.ssh import command
from onboard.ssh.started import Started, started

PORT = 22
_PLAIN = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_+=,.@-]*")


def ssh_view(places: Places, target: Target, git: GitView) -> SshView | None:
    """None where the address is not ssh's. ssh is not asked where it would run a command for it."""
    if target.scheme != "ssh" or not target.host:
        return None
    begun = started(places, git.settings.get("core.sshcommand"))
    said = told(places, target.host, begun.config)
    view = SshView(
        host=target.host,
        user=target.user,
        command=begun.text,
        command_from=begun.source,
        program=begun.program,
        openssh=begun.openssh,
        putty=begun.putty,
        given=begun.options,
        config=places.ssh_config,
        config_mode=_mode(places, places.ssh_config),
        lines=said.lines,
        block=said.block,
        first_line=said.first_line,
        ignores=said.ignores,
        loose=said.loose,
        runs=said.runs,
    )
    if not begun.openssh or begun.program is None or said.runs:
        return view
    try:
        options = command.resolved(places, target.host, *_options(places, target, begun))
    except ToolFailed as error:
        why, line = unread(error.detail or error.message)
        return replace(view, problem=why, unread=line)
    return _resolved(places, target, begun, replace(view, options=options))


def runs_commands(places: Places, target: Target, git: GitView) -> bool:
    """Whether ssh would run commands of the configuration on its way there."""
    if target.scheme != "ssh":
        return False
    begun = started(places, git.settings.get("core.sshcommand"))
    return bool(told(places, target.host, begun.config).runs)


def _options(places: Places, target: Target, begun: Started) -> tuple[str, ...]:
    user = ("-l", target.user) if _PLAIN.fullmatch(target.user) else ()
    config = ("-F", begun.config) if begun.config and not places.sandbox else ()
    return (*config, *user, *begun.options)


def _resolved(places: Places, target: Target, begun: Started, view: SshView) -> SshView:
    host = view.first("hostname") or target.host
    folder = target.folder or places.home
    files = identity_files(places, view.options, view.lines, begun.options, folder)
    reach = _reach(places, view, host)
    held = known_hosts(places, view.options, view.first("hostkeyalias") or host)
    closed = reach is not None and reach.connects is not True
    return replace(
        view,
        user=target.user or view.first("user"),
        host=host,
        identity_files=files,
        identities_only=view.first("identitiesonly") == "yes",
        agent_keys=agent_keys(places, view.options),
        known=held,
        reach=reach,
        offered="" if closed else offered(places, host, target.host, held),
    )


def _reach(places: Places, view: SshView, host: str) -> Network | None:
    by = (view.first("proxycommand"), view.first("proxyjump"))
    if places.sandbox or any(one and one != "none" for one in by):
        return None
    port = view.first("port")
    number = int(port) if port.isdigit() else PORT
    return reached(Network(port=number), host, number)


def _mode(places: Places, path: Path) -> int | None:
    if places.platform == "win32":
        return None
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        return None
