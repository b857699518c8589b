"""From a refusal to the least policy that allows exactly that, and whom to ask; all of it pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from onboard.situation import Identity

Document = Mapping[str, Any]
"""An IAM policy as JSON has it."""


class Layer(StrEnum):
    """The kind of policy that refused."""

    IDENTITY = "identity-based policy"
    BOUNDARY = "permissions boundary"
    SESSION = "session policy"
    SCP = "service control policy"
    RCP = "resource control policy"
    ENDPOINT = "VPC endpoint policy"
    RESOURCE = "resource-based policy"
    TRUST = "role trust policy"


@dataclass(frozen=True)
class Refusal:
    """What was refused to whom, as far as it is known."""

    asked: tuple[tuple[str, str], ...]
    """Each action, as `codecommit:GitPull`, and on what, as AWS named that: an ARN, or `user jane`;
    empty where it is not said."""
    principal: str = ""
    """The caller's ARN; of a role, its session's."""
    layer: Layer | None = None
    """None where the refusal does not say."""
    explicit: bool = False
    """Whether a policy denies it, so that no Allow helps."""
    culprit: str = ""
    """The ARN of the policy that denies it, where AWS named it."""
    region: str = ""
    repository: str = ""
    guess: bool = False
    """Whether the text gave no reason, as git's bare 403: then the permission is one of several."""

    @property
    def actions(self) -> tuple[str, ...]:
        """Each action once."""
        return tuple(dict.fromkeys(action for action, _ in self.asked))


def asking(actions: Iterable[str], resource: str = "") -> tuple[tuple[str, str], ...]:
    """All of them on the same resource."""
    return tuple((one, resource) for one in dict.fromkeys(actions))


@dataclass(frozen=True)
class Statement:
    """Actions that are allowed on the same resources."""

    actions: tuple[str, ...]
    resource: str


@dataclass(frozen=True)
class Managed:
    """An AWS managed policy that would do, and for which of the actions."""

    name: str
    arn: str
    covers: tuple[str, ...]


@dataclass(frozen=True)
class Packet:
    """All that an administrator needs."""

    refusal: Refusal
    who: Identity
    statements: tuple[Statement, ...]
    policy: Document | None
    """None where no Allow helps."""
    mfa_policy: Document | None
    managed: tuple[Managed, ...]
    notes: tuple[str, ...] = ()
    """What to know before it is attached, a sentence each."""
