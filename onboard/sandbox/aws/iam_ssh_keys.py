"""IAM: SSH public keys for CodeCommit, five per user."""

import base64

from onboard.sandbox.aws.call import Call, Result
from onboard.sandbox.aws.errors import AwsError, limit, no_such
from onboard.sandbox.aws.iam_users import SLOTS
from onboard.sandbox.aws.ids import new_id, when
from onboard.sandbox.aws.ssh_key_body import as_pem, read_body
from onboard.sandbox.aws.state import SshKey, User


def upload_ssh_public_key(call: Call) -> Result:
    """A new key for the user; the same one twice, or a sixth, is refused."""
    user = call.user("UploadSSHPublicKey")
    body = read_body(call.given["SSHPublicKeyBody"])
    blob = base64.b64encode(body.blob).decode()
    if any(key.blob == blob for key in user.ssh_keys):
        message = "The SSH public key is already associated with the specified IAM user."
        raise AwsError("DuplicateSSHPublicKey", message)
    if len(user.ssh_keys) >= SLOTS["ssh-key"]:
        raise limit("SSHPublicKeysPerUser", SLOTS["ssh-key"])
    key = SshKey(new_id("APKA"), body.line, blob, body.fingerprint, call.now, call.now)
    user.ssh_keys.append(key)
    return {"SSHPublicKey": _whole(key, user.name, key.body)}


def list_ssh_public_keys(call: Call) -> Result:
    """The keys without their bodies."""
    if call.name() is None:
        return {"SSHPublicKeys": [], "IsTruncated": False}
    user = call.user("ListSSHPublicKeys")
    keys = [_shown(key, user.name) for key in user.ssh_keys]
    return {"SSHPublicKeys": keys, "IsTruncated": False}


def get_ssh_public_key(call: Call) -> Result:
    """One key with its body, as the OpenSSH line or as PEM."""
    user, key = _key(call, "GetSSHPublicKey")
    body = as_pem(key.body) if call.given["Encoding"] == "PEM" else key.body
    return {"SSHPublicKey": _whole(key, user.name, body)}


def update_ssh_public_key(call: Call) -> Result:
    """Active or Inactive, at once."""
    _key(call, "UpdateSSHPublicKey")[1].status = call.given["Status"]
    return {}


def delete_ssh_public_key(call: Call) -> Result:
    """Gone for good."""
    user, key = _key(call, "DeleteSSHPublicKey")
    user.ssh_keys.remove(key)
    return {}


def _key(call: Call, action: str) -> tuple[User, SshKey]:
    user = call.user(action)
    wanted = call.given["SSHPublicKeyId"]
    for key in user.ssh_keys:
        if key.id == wanted:
            return user, key
    raise no_such(f"Public Key with id {wanted}")


def _whole(key: SshKey, name: str, body: str) -> Result:
    return {**_shown(key, name), "Fingerprint": key.fingerprint, "SSHPublicKeyBody": body}


def _shown(key: SshKey, name: str) -> Result:
    return {
        "UserName": name,
        "SSHPublicKeyId": key.id,
        "Status": key.status,
        "UploadDate": when(key.created),
    }
