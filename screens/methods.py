"""The four ways in as cards: name, remark, and what the chosen one says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.cards import Card
from screens.text import short_home

if TYPE_CHECKING:
    from onboard.situation import Offer, Situation

NAMES = {
    "https": "HTTPS with Git credentials",
    "ssh": "SSH key",
    "helper": "Credential helper",
    "grc": "git-remote-codecommit",
}

CURE = {"git-remote-codecommit": "Install it with: pipx install git-remote-codecommit"}
"""What mends a need that has one command."""


def method_cards(situation: Situation, offers: tuple[Offer, ...]) -> list[Card]:
    """A card per method, in the order of the offers."""
    return [_card(situation, offer) for offer in offers]


def blocked(offer: Offer) -> bool:
    """Whether IAM stands in the way: a permission or a slot is missing."""
    return any(need.startswith("iam:") or "slot" in need for need in offer.needs)


def grouped(cards: list[Card]) -> list[Card]:
    """The same with refused cards of one reason on one line, for small screens."""
    groups: dict[str, list[Card]] = {}
    for card in cards:
        groups.setdefault(card.refused or card.key, []).append(card)
    return [
        group[0]
        if len(group) == 1
        else Card(group[0].key, " and ".join(c.name for c in group), refused=group[0].refused)
        for group in groups.values()
    ]


def _card(situation: Situation, offer: Offer) -> Card:
    name = NAMES[offer.method]
    if not offer.available:
        return Card(offer.method, name, refused=offer.reason)
    needs = [CURE.get(need, f"Needs {need}.") for need in offer.needs]
    # the Root page has given its warning already
    warning = "" if situation.identity.kind == "root" else offer.warning
    lines = tuple(line for line in (offer.reason, *needs, warning) if line)
    return Card(offer.method, name, _remark(situation, offer), lines)


def _remark(situation: Situation, offer: Offer) -> str:
    if offer.recommended:
        return "recommended"
    if offer.via == "console":
        return "through the AWS console"
    if offer.needs:
        missing = "not installed yet" if offer.needs[0] in CURE else f"needs {offer.needs[0]}"
        return missing
    return _EXTRA[offer.method](situation, offer)


def _ssh(situation: Situation, offer: Offer) -> str:
    from onboard.offer import key_problem

    fit = [key for key in situation.machine.keys if not key_problem(key)]
    if offer.exists:
        return f"IAM has your key already: {offer.exists[0]}"
    return f"you have one that fits: {short_home(str(fit[0].path))}" if fit else "a new one is made"


def _https(situation: Situation, offer: Offer) -> str:
    return "you have one already" if offer.exists else ""


def _helper(situation: Situation, offer: Offer) -> str:
    if situation.profile:
        return f"signs with the profile {situation.profile}"
    return "signs with this machine's credentials"


def _grc(situation: Situation, offer: Offer) -> str:
    return "" if situation.identity.kind == "iam-user" else "recommended by AWS"


_EXTRA = {"https": _https, "ssh": _ssh, "helper": _helper, "grc": _grc}
