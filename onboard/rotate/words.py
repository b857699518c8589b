"""What a person should know before something is retired: pure."""

from onboard.rotate.in_use import Old
from onboard.situation import CALLED, Method, Rotation, Situation


def elsewhere(situation: Situation, old: Old, wanted: Rotation) -> str:
    """That it may be in use on other machines, and what is known of it."""
    known = described(situation, old)
    ours = old.id in {*situation.past.made, *wanted.delete}
    ending = "It is made Inactive after the proof"
    if wanted.grace == 0:
        ending = (
            "It is deleted after the proof"
            if ours
            else f"{ending}, and not deleted: onboard did not create it, so that takes "
            f"--delete {old.id}"
        )
    return (
        f"The old {CALLED[old.type]} is {known}. IAM does not tell whether another machine uses "
        f"it too; if one does, it is shut out. {ending}."
    )


def deleted_now(situation: Situation, one: Old) -> str:
    """That this one goes before anything else, and what that means."""
    known = described(situation, one)
    if one.status != "Active":
        return f"{known} is deleted; that cannot be undone."
    used = "git on this machine and " if one.here else ""
    return (
        f"{known} is deleted although it is Active: {used}whatever else uses it is shut out at "
        "once, and that cannot be undone."
    )


def described(situation: Situation, old: Old) -> str:
    """One credential in a few words."""
    age = max((situation.now - old.created).days, 0)
    where = "on this machine" if old.here else "not on this machine"
    comment = f", “{old.key.comment}”" if old.key and old.key.comment else ""
    return f"{old.id} ({old.status}, {age} days old, {where}{comment})"


def nothing_to_rotate(situation: Situation, method: Method | None = None) -> str:
    """Why there is nothing to rotate."""
    if situation.identity.temporary:
        return (
            "Nothing to rotate: your AWS credentials are temporary and are renewed by themselves."
        )
    if method in (Method.HELPER, Method.GRC) and situation.identity.source == "env":
        return (
            "Nothing to rotate here: the access key that signs is in the environment, where it "
            "cannot be exchanged. Rotate it where it is kept, or name a profile: --profile NAME"
        )
    return "Nothing to rotate: IAM holds no Active credential of yours for this method."
