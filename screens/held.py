"""What the Status page lists: set-ups, what IAM holds, slots, and what rotations retired. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from screens.signs import DONE, LOOK
from screens.text import middle, sign

if TYPE_CHECKING:
    from onboard.rotate.in_use import Old
    from onboard.situation import ExistingSetup, Situation

SHORT = {"https": "HTTPS", "ssh": "SSH", "helper": "Helper", "grc": "grc"}
"""The methods, short enough for a table."""
TYPES = {"git-credential": "HTTPS", "ssh-key": "SSH", "access-key": "Access"}
NEEDED = 44
"""Columns that a row takes besides the name."""
WIDEST_NAME = 25


def set_up(situation: Situation) -> Iterator[Content]:
    """The methods of this machine, with the addresses of a further account."""
    several = len({one.account for one in situation.setups}) > 1
    for setup in situation.setups:
        proved = (sign(DONE), " proved") if setup.proved else (sign(LOOK), " never proved")
        name = SHORT[setup.method]
        account = f"  {setup.account}" if several and setup.account else ""
        user = f"{middle(setup.user, 30):<31}"
        yield Content.assemble(f"{name:<7}", user, *proved, account)
        for address in _addresses(setup):
            yield Content(f"       its addresses begin with {middle(address, 50)}")


def credentials(situation: Situation, room: int) -> Iterator[Content]:
    """What IAM holds, oldest first, with what is due."""
    from onboard.audit import MAX_AGE, is_due
    from onboard.rotate import held, overdue
    from onboard.situation import Credential

    ended = {one.id for one in overdue(situation)}
    for type_ in Credential:
        for one in held(situation, type_):
            age = max((situation.now - one.created).days, 0)
            due = one.id in ended or is_due(one.status, age, MAX_AGE)
            yield _row(one, age, min(max(room - NEEDED, 10), WIDEST_NAME), due=due)


def slots(situation: Situation) -> str:
    """How many of IAM's slots are taken."""
    from onboard.situation import CALLED, SLOTS, Credential

    holdings = situation.holdings
    held = (holdings.git_credentials, holdings.ssh_keys, holdings.access_keys)
    return ", ".join(
        f"{len(have)} of {SLOTS[type_]} {CALLED[type_]}s"
        if isinstance(have, tuple)
        else f"{CALLED[type_]}s: not allowed to look"
        for have, type_ in zip(held, Credential, strict=True)
    )


def retired(situation: Situation) -> Iterator[tuple[str, str]]:
    """What earlier rotations left at IAM, and the command that deletes it once it may go."""
    from onboard.rotate import held, overdue
    from onboard.situation import Credential

    ended = {one.id for one in overdue(situation)}
    there = {one.id for type_ in Credential for one in held(situation, type_)}
    for one in situation.past.retired:
        if one.id in ended:
            yield "Its grace is over: ", f"onboard rotate --delete {one.id}"
        elif one.id in there:
            yield f"{one.id} may go from {one.delete_on} on", ""


def _addresses(setup: ExistingSetup) -> tuple[str, ...]:
    """How the addresses of a further account begin; nothing for the plain ones."""
    if setup.method == "ssh":
        aliases = (one for one in setup.hosts if not one.startswith("git-codecommit."))
        return tuple(f"ssh://{one}/" for one in aliases)
    return (f"https://{setup.url_user}@",) if setup.url_user else ()


def _row(old: Old, age: int, room: int, *, due: bool) -> Content:
    name = old.name if old.type == "git-credential" else old.id
    where = "here" if old.here else "elsewhere"
    text = f"{TYPES[old.type]:<7}{middle(name, room):<{room}} {old.status:<9}{age:>4} days  "
    if not due:
        return Content(text + where)
    return Content.assemble(text, f"{where:<11}", sign(LOOK), " due")
