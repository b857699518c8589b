"""IAM: users, roles and the account itself."""

from onboard.sandbox.aws.call import Call, Result, page
from onboard.sandbox.aws.errors import AwsError, no_such
from onboard.sandbox.aws.ids import mfa_serial, new_id, role_arn, user_arn, when
from onboard.sandbox.aws.state import User

SLOTS = {"access-key": 2, "git-credential": 2, "ssh-key": 5}


def get_user(call: Call) -> Result:
    """The user named, else the caller; root gets itself."""
    if call.name() is None:
        arn = f"arn:aws:iam::{call.account.id}:root"
        return {"User": {"UserId": call.account.id, "Arn": arn, "CreateDate": when(0)}}
    return {"User": _user(call, call.user("GetUser"))}


def list_users(call: Call) -> Result:
    """Every user of the account."""
    _allow_listing(call, "ListUsers", "user/")
    prefix = call.given.get("PathPrefix", "/")
    users = [one for one in call.account.users.values() if one.path.startswith(prefix)]
    items, ending = page(call.given, [_user(call, one) for one in users])
    return {"Users": items, **ending}


def create_user(call: Call) -> Result:
    """A new user without any permission."""
    name, path = call.given["UserName"], call.given.get("Path", "/")
    call.allow("iam:CreateUser", user_arn(call.account.id, path, name), f"user {name}")
    if name.lower() in map(str.lower, call.account.users):
        raise AwsError("EntityAlreadyExists", f"User with name {name} already exists.", 409)
    user = User(name, new_id("AIDA"), call.now, path)
    call.account.users[name] = user
    return {"User": _user(call, user)}


def delete_user(call: Call) -> Result:
    """Take away a user that holds nothing any more."""
    user = call.user("DeleteUser")
    held = [user.access_keys, user.git_credentials, user.ssh_keys, user.attached, user.inline]
    if any(held) or user.console:
        raise AwsError(
            "DeleteConflict", "Cannot delete entity, must remove referenced objects first.", 409
        )
    del call.account.users[user.name]
    return {}


def get_role(call: Call) -> Result:
    """A role with its path, which the ARN of its sessions does not show."""
    import json
    from urllib.parse import quote

    name = call.given["RoleName"]
    role = call.account.roles.get(name)
    arn = role_arn(call.account.id, role.path if role else "/", name)
    call.allow("iam:GetRole", arn, f"role {name}")
    if role is None:
        raise no_such(f"role with name {name}")
    return {
        "Role": {
            "Path": role.path,
            "RoleName": role.name,
            "RoleId": role.id,
            "Arn": arn,
            "CreateDate": when(role.created),
            "AssumeRolePolicyDocument": quote(json.dumps(role.trust)),
            "MaxSessionDuration": role.duration,
        }
    }


def get_login_profile(call: Call) -> Result:
    """Whether the user may sign in to the console."""
    user = call.user("GetLoginProfile")
    if not user.console:
        raise AwsError("NoSuchEntity", f"Login Profile for User {user.name} cannot be found.", 404)
    return {"LoginProfile": {"UserName": user.name, "CreateDate": when(user.created)}}


def list_mfa_devices(call: Call) -> Result:
    """The user's virtual MFA device, if any."""
    if call.name() is None:
        return {"MFADevices": [], "IsTruncated": False}
    user = call.user("ListMFADevices")
    device = {
        "UserName": user.name,
        "SerialNumber": mfa_serial(call.account.id, user.name),
        "EnableDate": when(user.created),
    }
    return {"MFADevices": [device] if user.mfa_secret else [], "IsTruncated": False}


def list_groups_for_user(call: Call) -> Result:
    """The sandbox has no groups."""
    call.user("ListGroupsForUser")
    return {"Groups": [], "IsTruncated": False}


def list_account_aliases(call: Call) -> Result:
    """The account's alias, if it has one."""
    call.allow("iam:ListAccountAliases", "*")
    alias = call.account.alias
    return {"AccountAliases": [alias] if alias else [], "IsTruncated": False}


def get_account_summary(call: Call) -> Result:
    """The counts and quotas that matter here."""
    call.allow("iam:GetAccountSummary", "*")
    users = call.account.users.values()
    counts = {
        "Users": len(users),
        "UsersQuota": 5000,
        "Roles": len(call.account.roles),
        "Groups": 0,
        "MFADevices": sum(1 for one in users if one.mfa_secret),
        "AccountMFAEnabled": 0,
        "AccountAccessKeysPresent": int(bool(call.account.root_keys)),
        "AccessKeysPerUserQuota": SLOTS["access-key"],
    }
    return {"SummaryMap": counts}


def _allow_listing(call: Call, action: str, what: str) -> None:
    call.allow(f"iam:{action}", f"arn:aws:iam::{call.account.id}:{what}")


def _user(call: Call, user: User) -> Result:
    return {
        "Path": user.path,
        "UserName": user.name,
        "UserId": user.id,
        "Arn": user_arn(call.account.id, user.path, user.name),
        "CreateDate": when(user.created),
    }
