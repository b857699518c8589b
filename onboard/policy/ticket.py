"""The packet in words: what to ask for, whom, and how it is done."""

import json
import shlex

from onboard.errors import BadInput
from onboard.policy import Layer, Packet
from onboard.policy.write import USERS, attach_to
from onboard.printable import clean
from onboard.situation import Kind

NAME = "OnboardLeast"
"""What the commands call the policy."""
DENIED = {
    Layer.IDENTITY: (
        "A policy attached to the caller, or to a group of it, denies this outright.",
        "Please find that Deny and except this from it. If it is there to force MFA (a condition "
        "on aws:MultiFactorAuthPresent), either I sign in with MFA, or its NotAction list must "
        "name what git asks for: codecommit:GitPull and codecommit:GitPush.",
    ),
    Layer.BOUNDARY: (
        "The caller's permissions boundary denies this outright.",
        "Please take that Deny out of the boundary, or except this from it.",
    ),
    Layer.SESSION: (
        "The policy that was given to this session denies it.",
        "Please take it out of the policy that is passed where the session is made.",
    ),
    Layer.SCP: (
        "A service control policy of the organisation denies this; nobody in the account can "
        "allow it.",
        "Please ask who manages AWS Organizations to except this from that policy, or say which "
        "account it is meant to be done in.",
    ),
    Layer.RCP: (
        "A resource control policy of the organisation denies this; nobody in the account can "
        "allow it.",
        "Please ask who manages AWS Organizations to except this from that policy.",
    ),
    Layer.ENDPOINT: (
        "The policy of the VPC endpoint that the request went through does not let it pass.",
        "Please allow it in the endpoint's policy (of the endpoint git-codecommit for git, of "
        "codecommit for the API), or let me reach CodeCommit another way.",
    ),
    Layer.RESOURCE: (
        "The policy of the resource itself does not allow this.",
        "Please change the policy of that resource; CodeCommit's repositories have none.",
    ),
    Layer.TRUST: (
        "The role's trust policy does not let the caller in.",
        "Please add the caller to the role's trust policy.",
    ),
}
LIMITS = {
    Layer.BOUNDARY: "Please add these statements to the permissions boundary of the caller; it "
    "limits what other policies allow, and allows nothing by itself.",
    Layer.SESSION: "Please add these statements to the policy that is passed where the session "
    "is made; it limits what the role allows.",
    Layer.SCP: "Please ask who manages AWS Organizations to allow this in the service control "
    "policies of the account; nothing inside the account can.",
}


def ticket(packet: Packet) -> str:
    """The whole text to send to an administrator."""
    refusal, who = packet.refusal, packet.who
    rows = [f"Subject: AWS permission for {_subject(packet)}", ""]
    rows += [f"Who:     {who.arn or refusal.principal}"]
    rows += [f"Refused: {', '.join(one.actions)}\n     on: {one.resource}" for one in
             packet.statements]  # fmt: skip
    rows += ["", *_why(packet), ""]
    if packet.policy is not None:
        rows += _request(packet)
    if packet.notes:
        rows += ["To know:", *(f"- {one}" for one in packet.notes), ""]
    return "\n".join(rows).rstrip() + "\n"


def as_text(document: object) -> str:
    """A policy as people read it."""
    return json.dumps(document, indent=2, ensure_ascii=True)


def file_text(packet: Packet, name: str) -> str:
    """A file named `….json` gets the policy alone, as `file://` wants it; any other the ticket."""
    if not name.endswith(".json"):
        return clean(ticket(packet))
    if packet.policy is None:
        raise BadInput(
            "There is no policy to write: what was refused is denied, and no Allow helps.",
            "Save it under a name that does not end in .json, and read what to ask for.",
        )
    return as_text(packet.policy) + "\n"


def helps(packet: Packet) -> bool:
    """Whether a policy that an administrator of the account can attach would allow it."""
    return packet.policy is not None


def _subject(packet: Packet) -> str:
    actions = ", ".join(packet.refusal.actions[:3])
    more = len(packet.refusal.actions) - 3
    return f"{packet.who.name or 'a user'}: {actions}{f' and {more} more' if more > 0 else ''}"


def _why(packet: Packet) -> list[str]:
    refusal, who = packet.refusal, packet.who
    if who.kind is Kind.ROOT:
        return [
            "The root user is limited by no policy of the account: only by the organisation's.",
            DENIED[Layer.SCP][1],
        ]
    layer = refusal.layer or Layer.IDENTITY
    if refusal.explicit or packet.policy is None:
        why, ask = DENIED[layer]
        named = [f"AWS names the policy: {refusal.culprit}"] if refusal.culprit else []
        return [why, *named, "Another Allow would not help.", ask]
    if layer in LIMITS:
        return [f"No {layer} allows this.", LIMITS[layer]]
    if refusal.guess:
        return ["The server gave no reason. If it is the permission, it needs the policy below."]
    return ["No policy of the caller allows this. It needs exactly the policy below."]


def _request(packet: Packet) -> list[str]:
    rows = []
    own = packet.refusal.layer in (None, Layer.IDENTITY)
    if own:
        rows += [f"Please attach this to {attach_to(packet.who)}:", ""]
    rows += [as_text(packet.policy), ""]
    if own:
        rows += [*_command(packet), ""]
    if packet.mfa_policy is not None:
        rows += ["The same, only for sessions with MFA:", "", as_text(packet.mfa_policy), ""]
    for one in packet.managed:
        covers = ", ".join(one.covers)
        rows += [f"AWS's managed policy {one.name} would do for {covers}, and allows more:"]
        rows += [f"  {one.arn}", ""]
    return rows


def _command(packet: Packet) -> list[str]:
    who = packet.who
    if who.kind is Kind.IDENTITY_CENTER:
        return [
            "In IAM Identity Center: Permission sets, that one, Inline policy, Edit; then\n"
            "provision it to the account again. Its role cannot be edited in IAM."
        ]
    if who.kind is Kind.FEDERATED_USER:
        return []
    kind = "user" if who.kind in USERS else "role"
    return [
        f"As a command, with the policy in policy.json:\n  aws iam put-{kind}-policy "
        f"--{kind}-name {shlex.quote(who.name)} --policy-name {NAME} "
        "--policy-document file://policy.json"
    ]
