"""IAM: service-specific credentials for CodeCommit, two per user, inactive ones counted."""

import base64
import hashlib
import itertools
import secrets

from onboard.sandbox.aws.call import Call, Result, page
from onboard.sandbox.aws.errors import AwsError, limit, no_such, validation
from onboard.sandbox.aws.iam_users import SLOTS
from onboard.sandbox.aws.ids import new_id, when
from onboard.sandbox.aws.state import Account, GitCredential, User

SERVICE = "codecommit.amazonaws.com"


def create_service_specific_credential(call: Call) -> Result:
    """A new user name and password; the password is in this answer only."""
    user = call.user("CreateServiceSpecificCredential")
    _check_service(call)
    if len(user.git_credentials) >= SLOTS["git-credential"]:
        raise limit("ServiceSpecificCredentialsPerUser", SLOTS["git-credential"])
    password = _new_password()
    one = GitCredential(
        new_id("ACCA"), _free_name(call.account, user), digest(password), call.now, call.now
    )
    user.git_credentials.append(one)
    return _with_password(one, user.name, password)


def list_service_specific_credentials(call: Call) -> Result:
    """Everything but the passwords."""
    _check_service(call)
    if call.given.get("AllUsers"):
        return _of_everybody(call)
    if call.name() is None:
        return {"ServiceSpecificCredentials": []}
    user = call.user("ListServiceSpecificCredentials")
    return {"ServiceSpecificCredentials": [_shown(one, user.name) for one in user.git_credentials]}


def update_service_specific_credential(call: Call) -> Result:
    """Active or Inactive, at once."""
    _credential(call, "UpdateServiceSpecificCredential")[1].status = call.given["Status"]
    return {}


def reset_service_specific_credential(call: Call) -> Result:
    """A new password in the same slot; the old one is dead at once."""
    user, one = _credential(call, "ResetServiceSpecificCredential")
    password = _new_password()
    one.digest, one.since = digest(password), call.now
    return _with_password(one, user.name, password)


def delete_service_specific_credential(call: Call) -> Result:
    """Gone for good."""
    user, one = _credential(call, "DeleteServiceSpecificCredential")
    user.git_credentials.remove(one)
    return {}


def digest(password: str) -> str:
    """What is kept of a password: it is random, so a plain hash is enough."""
    return hashlib.sha256(password.encode("utf-8", "surrogateescape")).hexdigest()


def _of_everybody(call: Call) -> Result:
    """Page by page; source: IAM API, ListServiceSpecificCredentials."""
    if "UserName" in call.given:
        raise validation("UserName and AllUsers cannot be specified together")
    call.allow("iam:ListServiceSpecificCredentials", f"arn:aws:iam::{call.account.id}:user/*")
    users = call.account.users.values()
    found = [_shown(one, user.name) for user in users for one in user.git_credentials]
    items, ending = page(call.given, found)
    return {"ServiceSpecificCredentials": items, **ending}


def _check_service(call: Call) -> None:
    if call.given.get("ServiceName", SERVICE) != SERVICE:
        message = f"No such service {call.given['ServiceName']} supports this credential."
        raise AwsError("NotSupportedService", message, 404)


def _free_name(account: Account, user: User) -> str:
    taken = {one.user_name for other in account.users.values() for one in other.git_credentials}
    for number in itertools.count():
        extra = f"+{number}" if number else ""
        name = f"{user.name}{extra}-at-{account.id}"
        if name not in taken:
            return name
    raise AssertionError("itertools.count ended")


def _new_password() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _credential(call: Call, action: str) -> tuple[User, GitCredential]:
    user = call.user(action)
    wanted = call.given["ServiceSpecificCredentialId"]
    for one in user.git_credentials:
        if one.id == wanted:
            return user, one
    raise no_such(f"Service Specific Credential with id {wanted}")


def _with_password(one: GitCredential, name: str, password: str) -> Result:
    return {"ServiceSpecificCredential": {**_shown(one, name), "ServicePassword": password}}


def _shown(one: GitCredential, name: str) -> Result:
    return {
        "CreateDate": when(one.created),
        "ServiceName": SERVICE,
        "ServiceUserName": one.user_name,
        "ServiceSpecificCredentialId": one.id,
        "UserName": name,
        "Status": one.status,
    }
