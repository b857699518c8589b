"""What the bundle tells of AWS: who asks, and what IAM holds, without a name or an id."""

from typing import Any

from onboard.audit import age_days
from onboard.bundle.mask import Mask
from onboard.situation import AccessKey, GitCredential, Situation, SshKey, Unknown

Rows = list[dict[str, Any]]


def identity(situation: Situation, mask: Mask) -> dict[str, Any]:
    """The kind of caller; the profiles by what they are made of."""
    who = situation.identity
    return {
        "kind": str(who.kind),
        "partition": who.partition,
        "account": mask.id("account", who.account) or None,
        "user": mask.name("user", who.name) or None,
        "source": who.source or None,
        "temporary": who.temporary,
        "mfa": who.mfa,
        "problem": who.problem_code or None,
        "profile": mask.name("profile", situation.profile or "") or None,
        "profiles": sorted(one.source or "nothing" for one in situation.profiles),
        "region": situation.region.name,
        "region from": situation.region.source or None,
    }


def credentials(situation: Situation, mask: Mask) -> dict[str, Any]:
    """What IAM holds, with age and state; or why that could not be read, by its code."""
    held = situation.holdings
    return {
        "git-credential": _rows(held.git_credentials, situation, mask),
        "ssh-key": _rows(held.ssh_keys, situation, mask),
        "access-key": _rows(held.access_keys, situation, mask),
    }


def _rows(
    found: tuple[GitCredential | SshKey | AccessKey, ...] | Unknown,
    situation: Situation,
    mask: Mask,
) -> Rows | str:
    if isinstance(found, Unknown):
        return f"not read: {found.code or 'unknown'}"
    return [
        {
            "id": mask.id("key", one.id),
            "status": one.status,
            "age_days": age_days(one.created, situation.now),
        }
        for one in found
    ]
