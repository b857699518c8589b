"""What credential helpers other than ours remember for the CodeCommit hosts, and forgetting it."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from onboard.git import config, credential
from onboard.git.chain import signs
from onboard.places import Places
from onboard.secret import Secret

_SIGNED = re.compile(r"(?:AKIA|ASIA)[A-Z0-9]{12,}(?:%.*)?", re.DOTALL)
"""An access key id as user name: its password was a signature, valid for 15 minutes."""
_STAMP = re.compile(r"(\d{8}T\d{6})Z[0-9a-f]{64}")
"""A signed password: when it was made, and the signature. Source: the AWS CLI's codecommit.py."""
LIFE = timedelta(minutes=15)
"""For how long CodeCommit takes one. Source: AWS's guide to the credential helper."""
_MOST = 8


def signed_at(password: Secret) -> datetime | None:
    """When a password was signed, for one that is a signature."""
    found = _STAMP.fullmatch(password.reveal())
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None
    except ValueError:
        return None


def bare_name(user: str) -> str:
    """The user name without the session token that is part of it beside a signed password."""
    return user.partition("%")[0] if _SIGNED.fullmatch(user) else user


def others(places: Places) -> tuple[str, ...]:
    """The helpers that git asks for every host, less those that sign and keep nothing."""
    found: list[str] = []
    for entry in config.helpers(places):
        if not entry.url:
            found = [*found, entry.value] if entry.value else []
    return tuple(one for one in found if not signs(one))


def remembered(
    places: Places, using: Sequence[str], host: str, ours: Sequence[str], signed: bool
) -> tuple[str, ...]:
    """Which user names those helpers have: of ours, and of a signed password where asked for.

    A helper shows the first that it has, so what stands behind another's is not seen.
    """
    found = [_first(places, using, host, name) for name in (*ours, *((None,) if signed else ()))]
    kept = (one for one in found if one and (one in ours or _SIGNED.fullmatch(one)))
    return tuple(dict.fromkeys(kept))


def forget(
    places: Places, using: Sequence[str], host: str, ours: Sequence[str], signed: bool
) -> None:
    """Let them forget all of that, also what shows only when the first is gone."""
    for _ in range(_MOST):
        names = remembered(places, using, host, ours, signed)
        for name in names:
            credential.reject(places, f"https://{host}", name, using)
        if not names:
            return


def _first(places: Places, using: Sequence[str], host: str, name: str | None) -> str | None:
    answer = credential.fill(places, f"https://{host}", username=name, using=using)
    return answer[0] if answer else None
