"""What gives another user a new way in, each with its hand-over: pure."""

from pathlib import Path

from onboard.desk import Delivery, Operator, Somebody, Way, Wish
from onboard.desk.words import cannot_see, full, once, others
from onboard.errors import BadInput
from onboard.lacking import key_problem
from onboard.situation import SLOTS, Credential, GitCredential, LocalKey, SshKey, Unknown
from onboard.ssh.wire import public_half
from onboard.steps.git_credential import CREDENTIAL_ID, USER_NAME, CreateGitCredential
from onboard.steps.hand_over import HandOver
from onboard.steps.reset_password import ResetPassword
from onboard.steps.step import Step
from onboard.steps.upload_key import KEY_ID, UploadKey
from onboard.work import Ref, Text

Parts = tuple[list[Step], list[str]]
"""The steps, and what to know before they are taken."""
FILE_OF_KEY = Path("the user's public key")


def git_credential(
    operator: Operator, user: Somebody, wish: Wish, delivery: Delivery, first: bool
) -> Parts:
    """A new Git credential; `first` where no step comes before it."""
    held = user.held.git_credentials
    if isinstance(held, Unknown):
        raise cannot_see(held, operator, user.name)
    if len(held) >= SLOTS[Credential.GIT]:
        raise full(Credential.GIT, user.name, held)
    known = tuple(one.id for one in held) if first else None
    name, id_ = Ref(1, USER_NAME), Ref(1, CREDENTIAL_ID)
    steps: list[Step] = [
        CreateGitCredential(user.name, known),
        _hand_over(operator, wish, delivery, name, id_),
    ]
    return steps, [once(delivery), *others(user.name, held)]


def ssh_key(
    operator: Operator, user: Somebody, wish: Wish, delivery: Delivery | None, first: bool
) -> Parts:
    """The user's public key; only its id, which is no secret, where IAM has it already."""
    line, body = _key(wish)
    held = user.held.ssh_keys
    if isinstance(held, Unknown):
        raise cannot_see(held, operator, user.name)
    filed = delivery if delivery and delivery.way is Way.FILE else None
    there = next((one for one in held if one.body == body), None)
    if there is None and len(held) >= SLOTS[Credential.SSH]:
        raise full(Credential.SSH, user.name, held)
    id_: Text = there.id if there else Ref(1, KEY_ID)
    handed = [_hand_over(operator, wish, filed, id_, id_)] if filed else []
    if there:
        return [*handed], [_known_already(user.name, there)]
    known = tuple(one.id for one in held) if first else None
    return [UploadKey(user.name, FILE_OF_KEY, known, line), *handed], []


def reset(operator: Operator, user: Somebody, wish: Wish, delivery: Delivery) -> Parts:
    """A new password in place."""
    held = user.held.git_credentials
    rows: tuple[GitCredential, ...] = () if isinstance(held, Unknown) else held
    one = next((row for row in rows if row.id == wish.id), None)
    if one is None:
        raise BadInput(
            f"{wish.id} is no Git credential, and only those have a password to reset.",
            f"See: onboard status --user {user.name}",
        )
    again = f"onboard rotate --user {user.name} --reset-password {one.id}"
    dies = (
        f"The present password of {one.user_name} dies at once, on every machine that uses it; "
        "this cannot be undone."
    )
    given = _hand_over(operator, wish, delivery, one.user_name, one.id)
    return [ResetPassword(user.name, one.id, again), given], [dies, once(delivery)]


def _hand_over(
    operator: Operator, wish: Wish, delivery: Delivery, name: Text, id_: Text
) -> HandOver:
    return HandOver(
        delivery.way,
        delivery.file,
        wish.user,
        operator.who.account,
        name,
        id_,
        wish.has_secret,
        wish.request,
    )


def _key(wish: Wish) -> tuple[str, str]:
    """The user's public line as IAM takes it, and its body; raises BadInput."""
    half = public_half(wish.key)
    problem = key_problem(LocalKey(FILE_OF_KEY, half.type, half.bits, half.body, has_private=True))
    if problem:
        raise BadInput(f"The key of {wish.user} cannot be used: {problem}", "Ask for an RSA key.")
    return f"{half.type} {half.body} {half.comment}".rstrip(), half.body


def _known_already(user: str, one: SshKey) -> str:
    words = f"IAM has this key of {user} already: its id is {one.id}, and it is {one.status}."
    if one.status == "Active":
        return words
    return f"{words} To let it in again: onboard rotate --user {user} --activate {one.id}"
