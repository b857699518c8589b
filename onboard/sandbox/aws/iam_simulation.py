"""IAM: SimulatePrincipalPolicy, the same evaluator asked in advance."""

import re

from onboard.sandbox.aws.call import Call, Result
from onboard.sandbox.aws.errors import AwsError, no_such
from onboard.sandbox.aws.identity import Principal, of_user
from onboard.sandbox.aws.permissions import context_of, documents, is_withheld
from onboard.sandbox.aws.policy import condition_keys, evaluate

_ARN = re.compile(r"arn:aws:iam::(?P<account>\d{12}):(?P<kind>user|role)/(?:.*/)?(?P<name>[^/]+)")
_ACTION = re.compile(r"[\w-]+:[\w*]+")


def simulate_principal_policy(call: Call) -> Result:
    """What the policies of a user or role say to each action on each resource."""
    arn = call.given["PolicySourceArn"]
    who = _subject(call, arn)
    call.allow("iam:SimulatePrincipalPolicy", arn)
    if who is None:
        raise no_such(f"entity {arn}")
    context = context_of(who, call.region) | _entries(call)
    results = [
        _result(call, who, action, resource, context)
        for action in call.given["ActionNames"]
        for resource in call.given.get("ResourceArns") or ["*"]
    ]
    return {"EvaluationResults": results, "IsTruncated": False}


def _subject(call: Call, arn: str) -> Principal | None:
    found = _ARN.fullmatch(arn)
    if not found or found["account"] != call.account.id:
        raise AwsError(
            "InvalidInput",
            f"Invalid Entity Arn: {arn} does not clearly define entity type and name.",
        )
    name = found["name"]
    if found["kind"] == "user":
        user = call.account.users.get(name)
        return of_user(call.account, user) if user else None
    role = call.account.roles.get(name)
    if role is None:
        return None
    return Principal("role", arn, call.account.id, role.id, name, arn)


def _entries(call: Call) -> dict[str, str]:
    return {
        str(entry.get("ContextKeyName", "")).lower(): str(value)
        for entry in call.given.get("ContextEntries", [])
        for value in entry.get("ContextKeyValues", [])[:1]
    }


def _result(
    call: Call, who: Principal, action: str, resource: str, context: dict[str, str]
) -> Result:
    if not _ACTION.fullmatch(action):
        raise AwsError("InvalidInput", f"Invalid Action: {action}")
    found = documents(call.state, who.account, who.kind, who.name)
    decision = evaluate(found, action, resource, context)
    if decision == "allowed" and is_withheld(call.state, who, action):
        decision = "implicitDeny"
    missing = sorted(key for key in condition_keys(found) if key.lower() not in context)
    return {
        "EvalActionName": action,
        "EvalResourceName": resource,
        "EvalDecision": decision,
        "MatchedStatements": [],
        "MissingContextValues": missing,
    }
