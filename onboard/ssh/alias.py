"""What ssh makes of a host's name in an address."""

from fnmatch import fnmatchcase

from onboard.errors import OnboardError
from onboard.places import Places
from onboard.situation import HostBlock, Machine
from onboard.ssh.command import resolved

NOBODYS = "default"
"""What a block is filed under that was written without knowing the account."""


def account_at(blocks: tuple[HostBlock, ...], host: str) -> str:
    """The account whose block speaks for the host or its alias; empty where none does."""
    for one in blocks:
        names = [alias for alias, _ in one.aliases] or one.hosts
        if one.account != NOBODYS and any(fnmatchcase(host.lower(), name) for name in names):
            return one.account
    return ""


def host_of(places: Places, machine: Machine, name: str) -> str:
    """The host that the name stands for, as ssh itself says; empty where it cannot be told.

    ssh is not asked where its configuration runs commands: those are never run unannounced.
    """
    own = {alias: host for block in machine.blocks for alias, host in block.aliases}
    if name in own:
        return own[name]
    if machine.ssh_commands or machine.ssh is None:
        return ""
    try:
        found = resolved(places, name).get("hostname", ())
    except OnboardError:
        return ""
    return found[0] if found and found[0] != name else ""
