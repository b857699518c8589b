"""What is set up on this machine, seen without asking AWS: quick, and without a network."""

from dataclasses import replace
from datetime import UTC, datetime

from onboard.errors import BadInput, OnboardError
from onboard.identity import ROLE_ARN
from onboard.observe.machine import begin_machine, machine
from onboard.observe.past import past, proofs
from onboard.observe.reading import Reads
from onboard.observe.region import region_in_force
from onboard.observe.setups import setups
from onboard.places import Places
from onboard.regions import find_region
from onboard.situation import Identity, Kind, ProfileFact, RegionFact, Situation
from onboard.work import silent

NOT_ASKED = Identity(Kind.NONE, problem="AWS was not asked.")


def here(places: Places, asked: str | None, region: str | None) -> Situation:
    """The machine, the profile and the Region in force; whose the profile is, the journal tells.

    Raises BadInput for a profile or a Region that was asked for and cannot be.
    """
    if region:
        find_region(region)
    reads = Reads(silent)
    try:
        under_way = begin_machine(reads, places, keyring=False)
        profiles = _profiles(places)
        profile = _in_force(places, asked, profiles)
        where = region_in_force(places, region, profile, profiles, NOT_ASKED)
        seen = machine(under_way, reads, places, (asked, region), RegionFact(where.name or "-"))
    finally:
        reads.close()
    before = past(places)
    before = replace(before, accounts=_of_profiles(profiles) | dict(before.accounts))
    account = before.accounts.get(profile or "", "")
    identity = replace(NOT_ASKED, account=account)
    return Situation(
        now=datetime.now(UTC),
        identity=identity,
        profile=profile,
        profiles=profiles,
        region=where,
        machine=seen,
        setups=setups(seen, identity, profile, proofs(places), before.accounts),
        past=before,
        sandbox=places.sandbox.scenario if places.sandbox else None,
        platform=places.platform,
    )


def _profiles(places: Places) -> tuple[ProfileFact, ...]:
    from onboard.aws.profiles import read_profiles

    try:
        return read_profiles(places)
    except OnboardError:  # an address can be told without them
        return ()


def _of_profiles(profiles: tuple[ProfileFact, ...]) -> dict[str, str]:
    """Profile → account, where the profile itself names it."""
    roles = {one.name: ROLE_ARN.fullmatch(one.role_arn or "") for one in profiles}
    named = {name: found["a"] for name, found in roles.items() if found}
    return {one.name: one.sso_account for one in profiles if one.sso_account} | named


def _in_force(places: Places, asked: str | None, profiles: tuple[ProfileFact, ...]) -> str | None:
    from onboard.aws.profiles import profile_in_force

    names = {one.name: dict[str, str]() for one in profiles}
    if asked and asked not in names:
        raise BadInput(
            f"There is no AWS profile called {asked!r}.",
            f"Your profiles are: {', '.join(names)}." if names else "Make one: aws configure",
        )
    return profile_in_force(places, asked, names)
