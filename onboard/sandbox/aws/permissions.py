"""Who may do what: the policies of a caller, put to the evaluator."""

import json
from functools import cache
from pathlib import Path

from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.identity import Principal
from onboard.sandbox.aws.policy import Decision, evaluate
from onboard.sandbox.aws.state import Document, State

_FOLDER = Path(__file__).with_name("policies")


@cache
def managed(name: str) -> Document | None:
    """The AWS managed policy of that name, or None."""
    known = {path.stem: path for path in _FOLDER.glob("*.json")}
    if name not in known:
        return None
    document: Document = json.loads(known[name].read_text(encoding="utf-8"))
    return document


def documents(state: State, account: str, kind: str, name: str) -> list[Document]:
    """The identity-based policies of a user, a role or root."""
    if kind == "root":
        return [{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}]
    holder = state.accounts[account]
    entity = holder.roles.get(name) if kind == "role" else holder.users.get(name)
    if entity is None:
        return []
    attached = [managed(policy) for policy in entity.attached]
    return [*(one for one in attached if one), *entity.inline.values()]


def context_of(caller: Principal, region: str = "") -> dict[str, str]:
    """The condition keys of a caller's request."""
    context = {
        "aws:principalarn": caller.arn,
        "aws:principalaccount": caller.account,
        "aws:userid": caller.user_id,
        "aws:sourceip": "127.0.0.1",
        "aws:securetransport": "true",
        "aws:requestedregion": region,
    }
    if caller.kind == "user":
        context["aws:username"] = caller.name
    if caller.temporary or caller.mfa:
        context["aws:multifactorauthpresent"] = "true" if caller.mfa else "false"
    return context


def decide(state: State, caller: Principal, action: str, resource: str, region: str) -> Decision:
    """Whether IAM lets the caller do that now."""
    context = context_of(caller, region)
    decision = evaluate(
        documents(state, caller.account, caller.kind, caller.name), action, resource, context
    )
    if decision == "allowed" and is_withheld(state, caller, action):
        decision = "implicitDeny"
    if decision == "allowed" and (caller.policy or caller.kind == "federated"):
        decision = evaluate([caller.policy or {}], action, resource, context)
    return decision


def is_withheld(state: State, caller: Principal, action: str) -> bool:
    """Whether a control verb took the action away from the scenario's person."""
    return caller.entity == state.person and action.lower() in map(str.lower, state.withheld)


def refusal(
    state: State, caller: Principal, action: str, resource: str, region: str, shown: str = ""
) -> str | None:
    """None when allowed, else AWS's sentence; `shown` is what IAM calls the resource in it."""
    decision = decide(state, caller, action, resource, region)
    if decision == "allowed":
        return None
    why = (
        "with an explicit deny in an identity-based policy"
        if decision == "explicitDeny"
        else f"because no {_lacking(state, caller, action, resource, region)} policy "
        f"allows the {action} action"
    )
    return (
        f"User: {caller.arn} is not authorized to perform: {action} "
        f"on resource: {shown or resource} {why}"
    )


def require(
    state: State, caller: Principal, action: str, resource: str, region: str, shown: str = ""
) -> None:
    """Raise AccessDenied unless IAM allows it."""
    sentence = refusal(state, caller, action, resource, region, shown)
    if sentence:
        raise AwsError("AccessDenied", sentence, 403)


def _lacking(state: State, caller: Principal, action: str, resource: str, region: str) -> str:
    if not (caller.policy or caller.kind == "federated"):
        return "identity-based"
    found = documents(state, caller.account, caller.kind, caller.name)
    own = evaluate(found, action, resource, context_of(caller, region))
    return "session" if own == "allowed" else "identity-based"
