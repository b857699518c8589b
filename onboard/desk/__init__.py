"""For somebody else: what a help desk does for another IAM user of the account. Values only."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from onboard.errors import BadInput
from onboard.situation import Holdings, Identity, Kind, Method

FOR_USER, BATCH = "for-user", "batch"
"""What the plans of a help desk are called in the journal: nothing of them is set up here."""
OF_DESK = (FOR_USER, BATCH)
_NAME = re.compile(r"[\w+=,.@-]{1,64}", re.ASCII)


class Action(StrEnum):
    """What is done for the user."""

    CREATE = "create"
    RESET = "reset"
    ACTIVATE = "activate"
    DEACTIVATE = "deactivate"
    DELETE = "delete"


class Way(StrEnum):
    """How what the user needs is handed over, once."""

    FILE = "file"
    CLIPBOARD = "clipboard"
    SHOW = "show"
    """On the operator's terminal, and only there."""
    STDOUT = "stdout"


@dataclass(frozen=True)
class Delivery:
    """The way, and for a file the path of the new one."""

    way: Way
    file: Path | None = None


@dataclass(frozen=True)
class Wish:
    """One thing to do for one user."""

    user: str
    action: Action
    method: Method = Method.HTTPS
    """What is created."""
    key: str = ""
    """The line of the user's public key, for ssh."""
    id: str = ""
    """The credential that is meant, for every other action."""
    request: str = ""
    """The nonce of the request that it answers."""

    @property
    def has_secret(self) -> bool:
        """Whether IAM gives a password that is to be handed over."""
        makes = self.action is Action.CREATE and self.method is Method.HTTPS
        return makes or self.action is Action.RESET


@dataclass(frozen=True)
class Operator:
    """Who acts, and with which profile."""

    who: Identity
    profile: str | None
    region: str

    def is_user(self, name: str) -> bool:
        """Whether that is the operator's own IAM user. IAM's names differ not by case alone."""
        own = self.who.kind in (Kind.IAM_USER, Kind.IAM_USER_SESSION)
        return own and self.who.name.lower() == name.lower()


@dataclass(frozen=True)
class Somebody:
    """A user, and what IAM holds for it."""

    name: str
    held: Holdings
    now: datetime


def check_name(name: str) -> str:
    """The name; raises BadInput for what cannot be an IAM user's. Source: IAM API, UserName."""
    if not _NAME.fullmatch(name):
        raise BadInput(
            f"{name!r} cannot be the name of an IAM user: letters, digits and + = , . @ _ - only, "
            "64 at most.",
            "Give the name alone, without a path or an ARN.",
        )
    return name
