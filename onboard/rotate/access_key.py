"""The access key behind the helper, where it lies in `~/.aws/credentials`: pure."""

from onboard.errors import BadInput
from onboard.places import Places
from onboard.rotate.in_use import Old, profile_in_force
from onboard.situation import Situation
from onboard.steps.access_key import (
    ACCESS_KEY_ID,
    CreateAccessKey,
    DropFormerKey,
    ExchangeAccessKey,
)
from onboard.steps.step import Step
from onboard.work import Ref

SOURCE = "shared-credentials-file"


def new_key(situation: Situation, old: Old, places: Places) -> list[Step]:
    """Create the new one and put it into the old one's place; raises BadInput elsewhere."""
    profile = profile_in_force(situation)
    if situation.identity.source != SOURCE or profile is None or profile.key_id != old.id:
        raise BadInput(
            f"The access key {old.id} does not lie in {places.aws_credentials}, so it cannot be "
            "exchanged here.",
            "Rotate it where it lies, or use a profile whose key is in that file: --profile NAME",
        )
    return [
        CreateAccessKey(old.user),
        ExchangeAccessKey(places.aws_credentials, profile.name, old.id, Ref(1, ACCESS_KEY_ID)),
    ]


def drop_former(situation: Situation, old: Old, places: Places) -> list[Step]:
    """Take the deleted key out of the file."""
    profile = profile_in_force(situation)
    if profile is None:
        return []
    return [DropFormerKey(places.aws_credentials, profile.name, old.id)]
