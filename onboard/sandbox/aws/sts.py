"""STS: who am I, and the four ways to temporary credentials."""

from typing import Any

from onboard.sandbox.aws import mfa
from onboard.sandbox.aws.call import Call, Result
from onboard.sandbox.aws.errors import AwsError, validation
from onboard.sandbox.aws.ids import mfa_serial, when
from onboard.sandbox.aws.permissions import decide
from onboard.sandbox.aws.policy import problem_of
from onboard.sandbox.aws.sessions import Claims, Session, new_session
from onboard.sandbox.aws.state import Document
from onboard.sandbox.aws.trust import find_trusting_role

_BAD_CODE = "MultiFactorAuthentication failed with invalid MFA one time pass code. "
_BAD_DEVICE = (
    "MultiFactorAuthentication failed, unable to validate MFA code.  "
    "Please verify your MFA serial number is valid and associated with this user."
)


def get_caller_identity(call: Call) -> Result:
    """Needs no permission, as at AWS."""
    who = call.caller
    return {"UserId": who.user_id, "Account": who.account, "Arn": who.arn}


def get_access_key_info(call: Call) -> Result:
    """The account of a long-term key; a temporary one says nothing without its token."""
    call.allow("sts:GetAccessKeyInfo", "*")
    wanted = call.given["AccessKeyId"]
    for account in call.state.accounts.values():
        keys = [key for user in account.users.values() for key in user.access_keys]
        if any(key.id == wanted for key in [*keys, *account.root_keys]):
            return {"Account": account.id}
    raise validation("The provided AccessKeyId is not known")


def get_session_token(call: Call) -> Result:
    """A session of the user or of root itself; needs no permission, but may be denied."""
    who = call.caller
    if who.temporary:
        raise _denied("Cannot call GetSessionToken with session credentials")
    if decide(call.state, who, "sts:GetSessionToken", "*", call.region) == "explicitDeny":
        call.allow("sts:GetSessionToken", "*")
    most = 3600 if who.kind == "root" else 129_600
    seconds = min(int(call.given.get("DurationSeconds", 43_200)), most)
    claims = Claims(who.kind, who.account, who.name, "", call.now + seconds, check_mfa(call))
    return {"Credentials": credentials(new_session(call.state.seal, claims))}


def get_federation_token(call: Call) -> Result:
    """A session under another name, never with more than its `Policy` says."""
    who = call.caller
    if who.temporary:
        raise _denied("Cannot call GetFederationToken with session credentials")
    name = call.given["Name"]
    arn = f"arn:aws:sts::{who.account}:federated-user/{name}"
    call.allow("sts:GetFederationToken", arn)
    policy = _session_policy(call)
    expires = call.now + int(call.given.get("DurationSeconds", 43_200))
    claims = Claims("federated", who.account, who.name, name, expires, False, policy)
    return {
        "Credentials": credentials(new_session(call.state.seal, claims)),
        "FederatedUser": {"FederatedUserId": f"{who.account}:{name}", "Arn": arn},
        "PackedPolicySize": 6,
    }


def assume_role(call: Call) -> Result:
    """A session of a role whose trust policy, and the caller's own policies, allow it."""
    with_mfa = check_mfa(call)
    arn = call.given["RoleArn"]
    account, role = find_trusting_role(call, arn, with_mfa)
    seconds = int(call.given.get("DurationSeconds", 3600))
    if seconds > role.duration:
        raise validation(
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
        )
    label = call.given["RoleSessionName"]
    policy = _session_policy(call)
    claims = Claims("role", account, role.name, label, call.now + seconds, with_mfa, policy)
    return {
        "Credentials": credentials(new_session(call.state.seal, claims)),
        "AssumedRoleUser": {
            "AssumedRoleId": f"{role.id}:{label}",
            "Arn": f"arn:aws:sts::{account}:assumed-role/{role.name}/{label}",
        },
    }


def credentials(session: Session) -> dict[str, Any]:
    """A session as STS writes it."""
    return {
        "AccessKeyId": session.key,
        "SecretAccessKey": session.secret,
        "SessionToken": session.token,
        "Expiration": when(session.expires),
    }


def check_mfa(call: Call) -> bool:
    """Whether a right MFA code came along; AccessDenied for a wrong one."""
    serial, typed = call.given.get("SerialNumber"), call.given.get("TokenCode")
    if serial is None and typed is None:
        return call.caller.mfa
    user = call.account.users.get(call.caller.name) if call.caller.kind == "user" else None
    secret = user.mfa_secret if user else None
    if not secret or serial != mfa_serial(call.account.id, call.caller.name):
        raise _denied(_BAD_DEVICE)
    if not mfa.accepts(secret, typed or "", call.now):
        raise _denied(_BAD_CODE)
    return True


def _session_policy(call: Call) -> Document | None:
    import json

    text = call.given.get("Policy")
    if text is None:
        return None
    try:
        policy: Document = json.loads(text)
    except ValueError:
        policy = {}
    problem = problem_of(policy)
    if problem:
        raise AwsError("MalformedPolicyDocument", problem)
    return policy


def _denied(message: str) -> AwsError:
    return AwsError("AccessDenied", message, 403)
