"""What the bundle tells of this machine: tools, settings by their kind, files by their state."""

from typing import Any

from onboard.bundle.mask import Mask
from onboard.git.helper_line import read_line
from onboard.situation import HelperEntry, Machine, Situation, Unknown
from onboard.situation.case import Case
from onboard.situation.ssh import IdentityFile

Facts = dict[str, Any]


def tools(machine: Machine) -> Facts:
    """The version of each; null where it is not installed."""
    found = {"git": machine.git, "ssh": machine.ssh, "aws": machine.aws}
    facts: Facts = {name: one and one.version for name, one in found.items()}
    facts["git-remote-codecommit"] = machine.grc is not None
    facts["keyring"] = machine.keyring.usable
    facts["ssh-agent"] = machine.agent
    return facts


def setups(situation: Situation, mask: Mask) -> list[Facts]:
    """Each method that is set up here."""
    return [
        {
            "method": str(one.method),
            "account": mask.id("account", one.account) or None,
            "hosts": [mask.host(host) for host in one.hosts],
            "proved": one.proved and one.proved.date().isoformat(),
        }
        for one in situation.setups
    ]


def git(case: Case, mask: Mask) -> Facts:
    """The helper chain by whose helpers they are, and which other settings hold."""
    return {
        "helpers": [
            _where(one.entry) | {"kind": _kind(one.entry), "found": one.found}
            for one in case.git.helpers
        ],
        "useHttpPath": case.git.http_path,
        "settings": [_where(one) | {"name": name} for name, one in case.git.settings.items()],
        "others remember": len(case.git.kept),
    }


def ssh(case: Case, mask: Mask) -> Facts | str | None:
    """How ssh would go there; the reason's code where that could not be read."""
    view = case.ssh
    if isinstance(view, Unknown):
        return f"not read: {view.code or 'unknown'}"
    if view is None:
        return None
    published = case.situation.published_host_keys.get(view.host, "")
    return {
        "user": mask.id("key", view.user),
        "host": mask.host(view.host),
        "identity files": [_file(one) for one in view.identity_files],
        "identities only": view.identities_only,
        "agent keys": len(view.agent_keys),
        "another program": view.command_from != "",
        "config mode": view.config_mode and f"{view.config_mode:04o}",
        "host key": "published" if published in view.known_prints else f"{len(view.known)} others",
    }


def network(case: Case) -> Facts:
    """Whether the host is reached, and whether the clock is right."""
    seen = case.network
    return {
        "port": seen.port,
        "resolves": seen.resolves,
        "connects": seen.connects,
        "proxy": bool(seen.proxy),
        "clock ahead": case.ahead if case.ahead is None else round(case.ahead),
    }


def _kind(entry: HelperEntry) -> str:
    kind = read_line(entry.value).kind
    return {"https": "onboard", "helper": "onboard", "aws": "AWS CLI"}.get(kind, _known(entry))


KNOWN = ("store", "cache", "manager", "manager-core", "osxkeychain", "libsecret", "wincred")


def _known(entry: HelperEntry) -> str:
    """The name of a helper that everybody may have; any other may hold a name or a secret."""
    word = entry.value.split()[0] if entry.value else ""
    return word if word in KNOWN else "another"


def _where(entry: HelperEntry) -> Facts:
    return {"scope": entry.scope, "line": entry.line, "for all hosts": not entry.url}


def _file(one: IdentityFile) -> Facts:
    return {
        "there": one.there,
        "type": one.type or None,
        "mode": one.mode and f"{one.mode:04o}",
        "usable": not one.problem,
    }
