"""The end of an old credential, step by step: pure."""

from datetime import timedelta

from onboard.places import Places
from onboard.rotate.access_key import drop_former
from onboard.rotate.in_use import Old
from onboard.situation import Credential, Rotation, Situation
from onboard.steps.deactivate import Deactivate
from onboard.steps.delete import Delete
from onboard.steps.drop_key_pair import DropKeyPair
from onboard.steps.drop_password import DropPassword
from onboard.steps.step import Step


def retired(situation: Situation, old: Old, wanted: Rotation, places: Places) -> list[Step]:
    """Make it Inactive; delete it too where no grace is wanted and this tool made it."""
    ours = old.id in situation.past.made or old.id in wanted.delete
    at_once = wanted.grace == 0 and ours
    day = "" if at_once else _day(situation, wanted.grace)
    first = Deactivate(old.type, old.user, old.id, day, old.name)
    return [first, *(deleted(situation, old, places) if at_once else ())]


def deleted(situation: Situation, old: Old, places: Places) -> list[Step]:
    """Delete it at IAM, and then what here belongs to it."""
    steps: list[Step] = [Delete(old.type, old.user, old.id)]
    if old.type is Credential.GIT and old.entry is not None:
        entry = old.entry
        steps.append(DropPassword(entry.store, entry.account, entry.username, old.url))
    if old.key is not None and _only_ours(situation, old):
        steps.append(DropKeyPair(old.key.path, old.key.body))
    if old.type is Credential.ACCESS:
        steps += drop_former(situation, old, places)
    return steps


def _only_ours(situation: Situation, old: Old) -> bool:
    """Whether this tool made the key's files and nothing else here names them."""
    if old.key is None or old.key.path not in situation.past.key_files:
        return False
    uses = [one for one in situation.machine.blocks if one.identity_file == old.key.path]
    return all(one.user == old.id for one in uses)


def _day(situation: Situation, grace: int) -> str:
    return (situation.now + timedelta(days=grace)).date().isoformat()
