"""Who is signed in, said to the person in a sentence or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.text import account_number

if TYPE_CHECKING:
    from onboard.situation import Identity

_WHO = {
    "root": "You are the root user of account {account}.",
    "federated-user": "You are the federated user {name} in account {account}.",
    "iam-user": "You are the IAM user {name} in account {account}.",
    "iam-user-session": "You are the IAM user {name} in account {account}, in a session.",
    "identity-center": "You are signed in through IAM Identity Center as {session}, with the "
    "permission set {name} in account {account}.",
    "cross-account-role": "You are using the role {name} of another account, {account}.",
    "instance-role": "This EC2 instance is using its role {name} in account {account}.",
    "service-role": "This service is using its role {name} in account {account}.",
    "role": "You are using the role {name} in account {account}.",
    "none": "AWS does not know yet who you are.",
}

_TEMPORARY = (
    "Such sign-ins are temporary, so git signs in with them: keys and passwords of its own "
    "belong to IAM users."
)

_MEANS = {
    "root": "The root user may do everything, so nothing should hang on it.",
    "iam-user": "That is the kind CodeCommit is made for: every way in is open to you.",
    "iam-user-session": "Sessions end; what you set up for git by a key or password stays.",
    "none": "Two ways lead on through the AWS console, in your browser.",
}


def introduction(identity: Identity, *, all_open: bool) -> str:
    """Who this is, and what it means for git."""
    who = _WHO[identity.kind].format(
        name=identity.name or "?",
        session=identity.session or identity.name,
        account=account_number(identity.account),
    )
    means = _MEANS.get(identity.kind, _TEMPORARY)
    if identity.kind == "iam-user" and not all_open:
        means = "Not every way in is open to you; each says why."
    return f"{who} {means}"
