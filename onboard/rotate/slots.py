"""Whether IAM has a free slot for the new credential, and what could go where it has none: pure."""

from collections.abc import Sequence
from dataclasses import replace

from onboard.errors import LimitReached
from onboard.rotate.in_use import Old, held, in_use
from onboard.rotate.words import described
from onboard.situation import CALLED, SLOTS, Credential, Method, Situation, Unknown
from onboard.steps.step import Step

METHODS = {Credential.GIT: "https", Credential.SSH: "ssh", Credential.ACCESS: "helper"}


def spared(situation: Situation, method: Method, old: Old, typed: Sequence[str]) -> Old:
    """The one that is rotated: another one, where that was typed to make room and is not here."""
    full = len(held(situation, old.type)) >= SLOTS[old.type]
    if not full or old.here or old.id not in typed:
        return old
    return in_use(without(situation, frozenset(typed)), method) or old


def check_slot(
    situation: Situation, old: Old, going: Sequence[Sequence[Step]], typed: Sequence[str] = ()
) -> None:
    """Raise LimitReached, with what could go, where no slot is free and none is being freed."""
    rows = held(situation, old.type)
    if len(rows) - len(going) < SLOTS[old.type]:
        return
    others = [one for one in rows if one.id != old.id]
    names = "; ".join(described(situation, one) for one in rows)
    raise LimitReached(
        f"All {SLOTS[old.type]} slots that IAM has for your {CALLED[old.type]}s are taken, so "
        f"there is no room for a new one. They are: {names}.",
        _hint(old, others, typed),
    )


def could_go(others: Sequence[Old]) -> Old | None:
    """The one to delete first: an inactive one before all, then one not here, then the oldest."""
    ordered = sorted(others, key=lambda one: (one.status == "Active", one.here, one.created))
    return next(iter(ordered), None)


def without(situation: Situation, ids: frozenset[str]) -> Situation:
    """What there will be once those are deleted."""
    holdings = situation.holdings
    git, ssh, access = holdings.git_credentials, holdings.ssh_keys, holdings.access_keys
    if not isinstance(git, Unknown):
        git = tuple(one for one in git if one.id not in ids)
    if not isinstance(ssh, Unknown):
        ssh = tuple(one for one in ssh if one.id not in ids)
    if not isinstance(access, Unknown):
        access = tuple(one for one in access if one.id not in ids)
    held_then = replace(holdings, git_credentials=git, ssh_keys=ssh, access_keys=access)
    return replace(situation, holdings=held_then)


def _hint(old: Old, others: Sequence[Old], typed: Sequence[str]) -> str:
    method, going = METHODS[old.type], could_go(others)
    parts = []
    if old.id in typed:
        parts.append(f"{old.id} is the one in use, so it goes only after the proof")
    if going is not None:
        parts.append(f"Delete one, for example {going.id}, {_why(going, others)}: "
                     f"onboard rotate --method {method} --delete {going.id}")  # fmt: skip
    if old.type is Credential.GIT:
        parts.append(
            f"Or give {old.id} a new password in place; the old one then dies at once on every "
            "machine: onboard rotate --method https --reset-password"
        )
    return ". ".join(parts)


def _why(going: Old, others: Sequence[Old]) -> str:
    if going.status != "Active":
        return "which is inactive"
    if len(others) == 1:
        return "if nothing uses it any more"
    which = "of the others" if going.here else "that is not on this machine"
    return f"the oldest {which}, if nothing uses it any more"
