"""What ssh makes of a host's name in an address."""

from onboard.errors import OnboardError
from onboard.places import Places
from onboard.situation import Machine
from onboard.ssh.command import resolved


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
