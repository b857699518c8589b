"""What the app rotates or proves again, from what is set up here. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.text import short_home

if TYPE_CHECKING:
    from onboard.remove import Removal
    from onboard.situation import Method, Rotation, Setup, Situation, Store

LONGEST_GRACE = 3650


def methods(situation: Situation) -> tuple[Method, ...]:
    """The methods that are set up here for the account in force."""
    accounts = ("", situation.identity.account)
    return tuple(dict.fromkeys(o.method for o in situation.setups if o.account in accounts))


def same_setup(situation: Situation, method: Method) -> Setup:
    """The choices that lead to what is set up here already."""
    from onboard.situation import Setup

    seen = situation.repositories
    return Setup(
        method=method,
        region=situation.region.name or "",
        profile=situation.profile,
        store=_store(situation),
        repository=seen[0] if isinstance(seen, tuple) and seen else None,
    )


def grace_of(text: str) -> int:
    """The days that were typed; raises BadInput."""
    from onboard.errors import BadInput

    days = int(text) if text.isascii() and text.isdigit() else -1
    if not 0 <= days <= LONGEST_GRACE:
        raise BadInput("The grace is a number of days.", "For example 7; 0 deletes at once.")
    return days


def nothing(situation: Situation) -> str:
    """Why nothing can be rotated here; empty where something can."""
    from onboard.rotate.words import nothing_to_rotate

    if situation.identity.temporary:
        return nothing_to_rotate(situation)
    if methods(situation):
        return ""
    return "Nothing to rotate: what is set up here belongs to another account or profile."


def removal_words(shown: Removal) -> str:
    """What would be taken out, and what is left."""
    going = [
        f"{number}  {one.shown.where:<5} {short_home(one.shown.target)}: {one.shown.summary}"
        for number, one in enumerate(shown.pieces, 1)
    ]
    return "\n".join([*going, *(f"! {text}" for text in (*shown.left, *shown.beyond))])


def old_words(situation: Situation, method: Method, wanted: Rotation) -> str:
    """Which one would be replaced, and that other machines may use it."""
    from onboard.rotate import in_use
    from onboard.rotate.words import elsewhere, nothing_to_rotate

    old = in_use(situation, method)
    return elsewhere(situation, old, wanted) if old else nothing_to_rotate(situation, method)


def _store(situation: Situation) -> Store:
    """Where the password rests now, else the first place that would be proposed."""
    from onboard.lacking import existing
    from onboard.situation import Method, Store
    from screens import wishes

    serving = existing(situation, Method.HTTPS)
    kept = (one.store for one in situation.machine.vault if one.credential_id in serving)
    return next(kept, Store(wishes.store(situation) or "keyring"))
