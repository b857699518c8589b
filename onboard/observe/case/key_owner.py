"""Whose key ssh takes to an address, where the machine has several accounts. Pure."""

from onboard.situation import Situation
from onboard.situation.case import Target
from onboard.ssh.alias import account_at


def owner_profile(target: Target, situation: Situation) -> str | None:
    """The profile of that account, where another one is in force; None where none is known."""
    if target.scheme != "ssh":
        return None
    account = target.account or account_at(situation.machine.blocks, target.host)
    if account in ("", situation.identity.account):
        return None
    known = situation.past.accounts.items()
    return next((name for name, one in known if name and one == account), None)
