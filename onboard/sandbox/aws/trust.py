"""May this caller become that role: the role's trust policy and the caller's own policies."""

from dataclasses import replace

from onboard.sandbox.aws.call import Call
from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.identity import Principal
from onboard.sandbox.aws.ids import role_arn
from onboard.sandbox.aws.permissions import context_of, decide
from onboard.sandbox.aws.policy import conditions_hold, listed
from onboard.sandbox.aws.state import Document, Role, State

ACTION = "sts:AssumeRole"


def find_trusting_role(call: Call, arn: str, mfa: bool) -> tuple[str, Role]:
    """The account and role of an ARN that the caller may assume; AccessDenied otherwise.

    AWS says the same whether the role is missing or the permission.
    """
    if call.caller.kind == "root":
        raise AwsError("AccessDenied", "Roles may not be assumed by root accounts.", 403)
    found = _role(call.state, arn)
    if found and _may(call, found[0], found[1], arn, mfa):
        return found
    sentence = f"User: {call.caller.arn} is not authorized to perform: {ACTION} on resource: {arn}"
    raise AwsError("AccessDenied", sentence, 403)


def _role(state: State, arn: str) -> tuple[str, Role] | None:
    for account in state.accounts.values():
        for role in account.roles.values():
            if role_arn(account.id, role.path, role.name) == arn:
                return account.id, role
    return None


def _may(call: Call, account: str, role: Role, arn: str, mfa: bool) -> bool:
    caller = replace(call.caller, mfa=mfa)
    context = context_of(caller, call.region)
    if "ExternalId" in call.given:
        context["sts:externalid"] = call.given["ExternalId"]
    context["sts:rolesessionname"] = call.given["RoleSessionName"]
    named = [
        _names(statement, caller)
        for statement in listed(role.trust.get("Statement"))
        if statement.get("Effect") == "Allow" and conditions_hold(statement, context)
    ]
    if not any(named):
        return False
    decision = decide(call.state, caller, ACTION, arn, call.region)
    itself = "itself" in named and account == caller.account
    return decision == "allowed" or (itself and decision == "implicitDeny")


def _names(statement: Document, caller: Principal) -> str:
    """`itself`, `account` or nothing: how the statement's principals name the caller."""
    principals = [str(one) for one in listed(statement.get("Principal", {}).get("AWS"))]
    if {caller.arn, caller.entity} & set(principals):
        return "itself"
    accounts = {"*", caller.account, f"arn:aws:iam::{caller.account}:root"}
    return "account" if accounts & set(principals) else ""
