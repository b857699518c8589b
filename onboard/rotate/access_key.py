"""The access key behind the helper, in `~/.aws/credentials` or in our vault: pure."""

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
from onboard.steps.kept_key import ForgetKey, KeepNewKey, NameNewKey
from onboard.steps.step import Step
from onboard.work import Ref

FILE, PROCESS = "shared-credentials-file", "custom-process"


def new_key(situation: Situation, old: Old, places: Places) -> list[Step]:
    """Create the new one and put it where the old one is; raises BadInput elsewhere."""
    profile, source = profile_in_force(situation), situation.identity.source
    file, new = places.aws_credentials, Ref(1, ACCESS_KEY_ID)
    create = CreateAccessKey(old.user)
    if profile is not None and profile.key_id == old.id:
        if source == PROCESS and old.entry is not None:
            named = NameNewKey(file, profile.name, old.id, new)
            return [create, KeepNewKey(new, old.entry.store), named]
        if source == FILE:
            return [create, ExchangeAccessKey(file, profile.name, old.id, new)]
    raise BadInput(
        f"The access key {old.id} does not lie in {file}, so it cannot be exchanged here.",
        "Rotate it where it lies, or use a profile whose key is in that file: --profile NAME",
    )


def drop_former(situation: Situation, old: Old, places: Places) -> list[Step]:
    """Take the deleted key out of where it is kept."""
    if old.entry is not None:
        return [ForgetKey(old.id, old.entry.store)]
    profile = profile_in_force(situation)
    if profile is None:
        return []
    return [DropFormerKey(places.aws_credentials, profile.name, old.id)]
