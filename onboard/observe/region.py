"""The Region in force and who named it."""

from onboard.errors import BadInput
from onboard.places import Places
from onboard.regions import find_region
from onboard.situation import Identity, Kind, ProfileFact, RegionFact


def region_in_force(
    places: Places,
    asked: str | None,
    profile: str | None,
    profiles: tuple[ProfileFact, ...],
    identity: Identity,
) -> RegionFact:
    """The Region of the flag, else of the environment, else of the profile, as for AWS's tools.

    Raises BadInput for one on the command line that cannot be used; another that cannot be used
    is passed over: the fact then has no name, and its source says who named it.
    """
    partition = None if identity.kind is Kind.NONE else identity.partition
    if asked:
        return RegionFact(find_region(asked, partition).name, "flag")
    around = places.env.get("AWS_REGION") or places.env.get("AWS_DEFAULT_REGION")
    if around:
        return _checked(around, "environment", partition)
    fact = next((one for one in profiles if one.name == (profile or "default")), None)
    if fact and fact.region:
        return _checked(fact.region, "profile", partition)
    return RegionFact()


def said(found: RegionFact) -> str:
    """The Region in one short sentence."""
    if found.name:
        return {
            "flag": f"The Region is {found.name}",
            "environment": f"The Region is {found.name}, from the environment",
            "profile": f"The Region is {found.name}, from your profile",
        }[found.source]
    if found.source:
        return f"The Region that your {found.source} names has no CodeCommit for you"
    return "No Region is named yet"


def _checked(name: str, source: str, partition: str | None) -> RegionFact:
    try:
        return RegionFact(find_region(name, partition).name, source)
    except BadInput:
        return RegionFact(None, source)
