"""What is applied equals what was shown: a plan whose ground has moved is not carried out."""

from collections.abc import Mapping
from typing import Any

from onboard.errors import OnboardError


class Changed(OnboardError):
    """Something that the plan builds on changed after it was shown."""

    code = "changed-meanwhile"


def check_unchanged(what: str, then: object, now: object) -> None:
    """Raise Changed where both were looked at and differ; None was not looked at."""
    if then is not None and then != now:
        raise Changed(
            f"{what} changed after this plan was made, perhaps by another run; nothing was done.",
            "Run it again to see the new plan.",
        )


def check_known(known: tuple[str, ...] | None, there: list[str]) -> None:
    """Raise Changed where IAM holds other credentials than when the plan was made."""
    then = None if known is None else sorted(known)
    check_unchanged("What IAM holds for you", then, sorted(there))


def check_there(id_: str, status: str | None) -> None:
    """Raise Changed where IAM has no such credential any more."""
    if status is None:
        raise Changed(
            f"{id_} is not at IAM any more; nothing was done.", "Run it again to see the new plan."
        )


def created(there: list[str], given: Mapping[str, Any]) -> list[str]:
    """Which of the ids a step created: the one it told, else what was not there before it."""
    ours = {given["id"]} if "id" in given else set(there) - set(given["before"])
    return sorted(ours & set(there))
