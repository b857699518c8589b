"""IAM: long-term access keys, two per user."""

from onboard.sandbox.aws.call import Call, Result
from onboard.sandbox.aws.errors import limit, no_such
from onboard.sandbox.aws.iam_users import SLOTS
from onboard.sandbox.aws.ids import new_id, new_secret, user_arn, when
from onboard.sandbox.aws.state import AccessKey, User


def create_access_key(call: Call) -> Result:
    """A new key; its secret is in this answer only."""
    user = call.user("CreateAccessKey")
    if len(user.access_keys) >= SLOTS["access-key"]:
        raise limit("AccessKeysPerUser", SLOTS["access-key"])
    key = AccessKey(new_id("AKIA"), new_secret(), call.now)
    user.access_keys.append(key)
    return {"AccessKey": {**_shown(key, user.name), "SecretAccessKey": key.secret}}


def list_access_keys(call: Call) -> Result:
    """The keys of a user, or of root when root asks."""
    if call.name() is None:
        keys, name = call.account.root_keys, "root"
    else:
        user = call.user("ListAccessKeys")
        keys, name = user.access_keys, user.name
    return {"AccessKeyMetadata": [_shown(key, name) for key in keys], "IsTruncated": False}


def update_access_key(call: Call) -> Result:
    """Active or Inactive, at once."""
    key = _key(call.user("UpdateAccessKey"), call.given["AccessKeyId"])
    key.status = call.given["Status"]
    return {}


def delete_access_key(call: Call) -> Result:
    """Gone for good."""
    user = call.user("DeleteAccessKey")
    user.access_keys.remove(_key(user, call.given["AccessKeyId"]))
    return {}


def get_access_key_last_used(call: Call) -> Result:
    """When the key last signed a request; `N/A` where it never did."""
    wanted = call.given["AccessKeyId"]
    for user in call.account.users.values():
        for key in user.access_keys:
            if key.id == wanted:
                resource = user_arn(call.account.id, user.path, user.name)
                call.allow("iam:GetAccessKeyLastUsed", resource, f"user {user.name}")
                return {"UserName": user.name, "AccessKeyLastUsed": _used(call, key)}
    call.allow("iam:GetAccessKeyLastUsed", "*")
    raise no_such(f"Access Key with id {wanted}")


def _used(call: Call, key: AccessKey) -> Result:
    if key.used is None:
        return {"ServiceName": "N/A", "Region": "N/A"}
    return {"ServiceName": "iam", "Region": call.region, "LastUsedDate": when(key.used)}


def _key(user: User, wanted: str) -> AccessKey:
    for key in user.access_keys:
        if key.id == wanted:
            return key
    raise no_such(f"Access Key with id {wanted}")


def _shown(key: AccessKey, name: str) -> Result:
    return {
        "UserName": name,
        "AccessKeyId": key.id,
        "Status": key.status,
        "CreateDate": when(key.created),
    }
