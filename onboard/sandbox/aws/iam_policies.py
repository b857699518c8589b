"""IAM: the policies of a user, attached and inline."""

import json
from urllib.parse import quote

from onboard.sandbox.aws.call import Call, Result
from onboard.sandbox.aws.errors import AwsError, no_such
from onboard.sandbox.aws.permissions import managed
from onboard.sandbox.aws.policy import problem_of

_PREFIX = "arn:aws:iam::aws:policy/"


def list_attached_user_policies(call: Call) -> Result:
    """The AWS managed policies attached to a user."""
    user = call.user("ListAttachedUserPolicies")
    found = [{"PolicyName": name, "PolicyArn": _PREFIX + name} for name in user.attached]
    return {"AttachedPolicies": found, "IsTruncated": False}


def attach_user_policy(call: Call) -> Result:
    """Attach an AWS managed policy; attaching twice is no error."""
    user = call.user("AttachUserPolicy")
    name = call.given["PolicyArn"].removeprefix(_PREFIX)
    if managed(name) is None:
        raise AwsError(
            "NoSuchEntity",
            f"Policy {call.given['PolicyArn']} does not exist or is not attachable.",
            404,
        )
    if name not in user.attached:
        user.attached.append(name)
    return {}


def detach_user_policy(call: Call) -> Result:
    """Detach an AWS managed policy."""
    user = call.user("DetachUserPolicy")
    name = call.given["PolicyArn"].removeprefix(_PREFIX)
    if name not in user.attached:
        message = f"Policy {call.given['PolicyArn']} was not found."
        raise AwsError("NoSuchEntity", message, 404)
    user.attached.remove(name)
    return {}


def list_user_policies(call: Call) -> Result:
    """The names of a user's inline policies."""
    return {"PolicyNames": list(call.user("ListUserPolicies").inline), "IsTruncated": False}


def get_user_policy(call: Call) -> Result:
    """An inline policy, its document percent-encoded as IAM gives it."""
    user, name = call.user("GetUserPolicy"), call.given["PolicyName"]
    if name not in user.inline:
        raise no_such(f"user policy with name {name}")
    document = quote(json.dumps(user.inline[name]))
    return {"UserName": user.name, "PolicyName": name, "PolicyDocument": document}


def put_user_policy(call: Call) -> Result:
    """Add or replace an inline policy."""
    user = call.user("PutUserPolicy")
    try:
        document = json.loads(call.given["PolicyDocument"])
    except ValueError:
        document = None
    problem = problem_of(document)
    if problem:
        raise AwsError("MalformedPolicyDocument", problem)
    user.inline[call.given["PolicyName"]] = document
    return {}


def delete_user_policy(call: Call) -> Result:
    """Take an inline policy away."""
    user, name = call.user("DeleteUserPolicy"), call.given["PolicyName"]
    if name not in user.inline:
        raise no_such(f"user policy with name {name}")
    del user.inline[name]
    return {}
