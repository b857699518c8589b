"""The optional step that takes a plain-text access key off the disk: pure."""

from onboard.errors import BadInput, no_keyring
from onboard.git.config import quote_command
from onboard.lacking import profile_of
from onboard.places import Places
from onboard.situation import Setup, Situation, Store
from onboard.steps.off_disk import KeepAccessKey, TakeKeyOffDisk
from onboard.steps.step import Step

SOURCE = "shared-credentials-file"


def off_disk(situation: Situation, setup: Setup, places: Places) -> tuple[Step, ...]:
    """The steps where they were asked for; raises BadInput where no such key lies there."""
    if not setup.off_disk:
        return ()
    profile, file = profile_of(situation), places.aws_credentials
    if situation.identity.source != SOURCE or profile is None or profile.key_id is None:
        raise BadInput(
            f"No long-term access key of yours lies in {file}, so there is none to move.",
            "Leave --access-key out.",
        )
    store = Store.SANDBOX if setup.store is Store.SANDBOX else Store.KEYRING
    keyring = situation.machine.keyring
    if store is Store.KEYRING and not keyring.usable and situation.sandbox is None:
        raise no_keyring(keyring.reason)
    words = (*places.launcher, "credential-process", "--key", profile.key_id)
    command = quote_command(words).removeprefix("!")
    return (
        KeepAccessKey(file, profile.name, profile.key_id, store),
        TakeKeyOffDisk(file, profile.name, profile.key_id, store, command),
    )
