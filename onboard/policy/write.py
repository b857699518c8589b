"""The packet: the least policy, its MFA variant, and what to know before it is attached."""

import re

from onboard.policy import Document, Layer, Packet, Refusal, Statement
from onboard.policy.actions import is_of_user
from onboard.policy.managed import managed
from onboard.policy.resources import statements
from onboard.situation import Identity, Kind

VERSION = "2012-10-17"
MFA = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
USERS = (Kind.IAM_USER, Kind.IAM_USER_SESSION)
_ALLOW_HELPS = (None, Layer.IDENTITY, Layer.BOUNDARY, Layer.SESSION, Layer.SCP)
"""Where the same statement, put into that policy, allows it."""


def packet(refusal: Refusal, who: Identity, target: str = "") -> Packet:
    """All that an administrator needs; raises BadInput where too little is known."""
    found = statements(refusal, who, target)
    helps = not refusal.explicit and refusal.layer in _ALLOW_HELPS and who.kind is not Kind.ROOT
    identity_based = helps and refusal.layer in (None, Layer.IDENTITY)
    return Packet(
        refusal=refusal,
        who=who,
        statements=found,
        policy=document(found) if helps else None,
        mfa_policy=document(found, mfa=True) if identity_based else None,
        managed=managed(found, who) if identity_based else (),
        notes=_notes(refusal, who, found) + (_mfa_note(found) if identity_based else ()),
    )


def document(found: tuple[Statement, ...], mfa: bool = False) -> Document:
    """The policy that allows these and nothing else; with `mfa`, only in a session with MFA."""
    condition = {"Condition": MFA} if mfa else {}
    rows = [
        {
            "Sid": f"Onboard{number}",
            "Effect": "Allow",
            "Action": list(one.actions),
            "Resource": literal(one.resource),
            **condition,
        }
        for number, one in enumerate(found, 1)
    ]
    return {"Version": VERSION, "Statement": rows}


def literal(resource: str) -> str:
    """The ARN as a policy must write it so that no sign in it stands for others."""
    if resource == "*":
        return resource
    return re.sub(r"\$\{|[*?]", lambda found: f"${{{found[0][0]}}}" + found[0][1:], resource)


def _notes(refusal: Refusal, who: Identity, found: tuple[Statement, ...]) -> tuple[str, ...]:
    actions = [action for one in found for action in one.actions]
    notes: list[str] = []
    if refusal.guess:
        notes.append(
            "The text gives no reason, and a missing permission is one of several: make sure of "
            "it first, with onboard doctor."
        )
    if who.kind in USERS and who.path != "/" and any(map(is_of_user, actions)):
        notes.append(
            f"The user has a path ({who.path}), so policies that say user/${{aws:username}}, as "
            "AWS's managed ones, do not reach it; this one names its whole ARN."
        )
    if who.kind not in USERS and any(map(is_of_user, actions)):
        notes.append(
            "Git credentials and SSH keys belong to IAM users: this lets the role manage those of "
            "the user named here, and gives the role none of its own."
        )
    notes += [
        f"If the user {one.resource.rpartition('/')[2]} has a path, put it into the ARN."
        for one in found
        if any(map(is_of_user, one.actions)) and one.resource not in (who.arn, "*")
        and one.resource.count("/") == 1 and one.resource not in {said for _, said in refusal.asked}
    ]  # fmt: skip
    return tuple(notes)


def _mfa_note(found: tuple[Statement, ...]) -> tuple[str, ...]:
    actions = [action for one in found for action in one.actions]
    if not any(one.startswith("codecommit:Git") for one in actions):
        return ()
    return (
        "The MFA variant lets git in only by the credential helper or codecommit:: over a "
        "session with MFA: Git credentials and SSH keys carry none.",
    )


def attach_to(who: Identity) -> str:
    """What the policy is attached to, in words."""
    if who.kind in USERS:
        return f"the IAM user {who.name}"
    if who.kind is Kind.IDENTITY_CENTER:
        return f"the permission set {who.name} in IAM Identity Center"
    if who.kind is Kind.FEDERATED_USER:
        return f"the policy of the federated session {who.name}, and its IAM user"
    return f"the role {who.name}"
