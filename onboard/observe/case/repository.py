"""Whether AWS has the repository of an address."""

from onboard.errors import OnboardError, RefusedByAws
from onboard.places import Places
from onboard.situation import Kind, Situation
from onboard.situation.case import Target

MISSING = "RepositoryDoesNotExistException"


def exists(places: Places, situation: Situation, target: Target) -> bool | None:
    """None where we may not look, or where the address is another account's."""
    from onboard.aws.codecommit import get_repository
    from onboard.aws.session import connect

    if not target.repository or not target.region or situation.identity.kind is Kind.NONE:
        return None
    if target.account and target.account != situation.identity.account:
        return None
    listed = situation.repositories
    if isinstance(listed, tuple) and target.region == situation.region.name:
        return target.repository in listed
    try:
        get_repository(
            connect(places, situation.profile, target.region), target.region, target.repository
        )
    except RefusedByAws as error:
        return False if error.aws_code == MISSING else None
    except OnboardError:
        return None
    return True
