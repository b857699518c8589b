"""The way into AWS: from a profile's name to a connection that is signed in."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from onboard.aws.connection import Connection
from onboard.aws.explained import UnknownProfile, explained
from onboard.aws.loading import frozen, load_session
from onboard.aws.mfa import sign_in_with_mfa
from onboard.aws.profiles import profile_facts, profile_in_force
from onboard.background import within
from onboard.errors import Unreachable
from onboard.places import Places
from onboard.situation import ProfileFact

if TYPE_CHECKING:
    import boto3

    from onboard.credential.keys import Keys

__all__ = ["Connection", "UnknownProfile", "connect", "sign_in_with_mfa"]

LIMIT = 30.0
"""Seconds for credentials to arrive, a credential process and several calls included."""
MACHINE = ("env", "container-role", "iam-role", "ec2-credentials-file", "boto-config")
"""botocore's names of the sources that no profile is needed for."""


def connect(places: Places, profile: str | None, region: str | None) -> Connection:
    """Sign in with the profile, or as the AWS tools would without one.

    A session kept from an MFA code comes first. Raises NotSignedIn, MfaNeeded, BadInput,
    FileRefused, Unreachable.
    """
    try:
        return within(LIMIT, lambda: _connect(places, profile, region))
    except TimeoutError as error:
        raise Unreachable(
            f"No AWS credentials arrived within {LIMIT:.0f} seconds.",
            "Check the network and the profile's credential source, then try again.",
        ) from error


def _connect(places: Places, asked: str | None, region: str | None) -> Connection:
    with explained(places, asked):
        session = load_session(places, asked, region=region)
        profiles = _profiles(session)
        name = profile_in_force(places, asked, profiles)
        kept = _kept(places, name, profile_facts(profiles))
        if kept:
            session._session.set_credentials(kept.access_key, kept.secret_key, kept.token)
        keys, found = frozen(session), session.get_credentials()
    source = _source(kept is not None, found.method if found else "", profiles.get(name or "", {}))
    return Connection(
        session,
        profile=asked if asked or source in MACHINE else name,
        region=region or _own_region(places, session, profiles, name),
        source=source,
        temporary=bool(keys.token),
        expires=_time(kept.expires) if kept else getattr(found, "_expiry_time", None),
        mfa=kept is not None,
        home_region=session.region_name,
    )


def _profiles(session: "boto3.Session") -> Mapping[str, Mapping[str, Any]]:
    found: Mapping[str, Mapping[str, Any]] = session._session.full_config["profiles"]
    return found


def _kept(places: Places, name: str | None, facts: tuple[ProfileFact, ...]) -> "Keys | None":
    """The session that an MFA code gave, where the profile is of the kind that needs one.

    Other profiles may have entries of the helper's own in the same cache.
    """
    from onboard.credential import cache

    fact = next((one for one in facts if one.name == name), ProfileFact(""))
    if not fact.mfa_serial and fact.source not in ("keys", "session-keys"):
        return None
    return cache.look_up(places.env, name, time.time(), places.platform)


def _source(kept: bool, method: str, settings: Mapping[str, Any]) -> str:
    if not kept:
        return method
    return "assume-role" if "role_arn" in settings else "mfa-session"


def _own_region(
    places: Places,
    session: "boto3.Session",
    profiles: Mapping[str, Mapping[str, Any]],
    name: str | None,
) -> str | None:
    around = places.env.get("AWS_REGION") or places.env.get("AWS_DEFAULT_REGION")
    return around or profiles.get(name or "default", {}).get("region")


def _time(epoch: float | None) -> datetime | None:
    return datetime.fromtimestamp(epoch, UTC) if epoch else None
