"""The request as one text: for the administrator who reads it, and for the one who has onboard."""

import json
import re
import shlex
from typing import Any

from onboard.desk import check_name
from onboard.errors import BadInput
from onboard.policy import Refusal, asking
from onboard.policy.resources import statements
from onboard.policy.ticket import as_text
from onboard.policy.write import document
from onboard.regions import find_region
from onboard.request import Request
from onboard.situation import Identity, Kind, Method
from onboard.ssh.keys import body_of, sha256_of

VERSION = 1
GIT = ("codecommit:GitPull", "codecommit:GitPush")
_BEGIN = re.compile(r'\{\s*"onboard-request"')
_REPOSITORY = re.compile(r"[\w.-]{1,100}", re.ASCII)
_NONCE = re.compile(r"[0-9a-f]{16,64}")
_WIDTH = 64
"""Letters of the key a line: mail must not wrap it."""
CLICKS = {
    Method.SSH: (
        "In the AWS console: IAM, Users, {user}, tab Security credentials, section “SSH public\n"
        "keys for AWS CodeCommit”, Upload SSH public key. Paste this one line:\n\n{key}\n\n"
        "Then send me the SSH key ID that it shows, APKA…; it is no secret."
    ),
    Method.HTTPS: (
        "In the AWS console: IAM, Users, {user}, tab Security credentials, section “HTTPS Git\n"
        "credentials for AWS CodeCommit”, Generate credentials, Download credentials.\n"
        "Then give me that file by a way that only I can read: it holds a password."
    ),
}
WANTS = {
    Method.SSH: "to sign in to git with an SSH key; the private half stays on my machine",
    Method.HTTPS: "to sign in to git with a user name and password made for git",
}


def to_text(request: Request, file: str) -> str:
    """The whole file, which was given that name."""
    whose = f"{request.user}, account {request.account or 'as you know it'}"
    rows = [
        "A request for access to AWS CodeCommit, made with onboard. It holds no secret.",
        "",
        f"IAM user:    {whose}",
        f"Repository:  {request.repository or 'not named'}, Region {request.region}",
        f"What for:    {WANTS[request.method]}",
        *_fingerprint(request),
        "",
        "1. With onboard, signed in as an administrator (it shows what it will do, and asks):",
        "",
        f"  onboard setup --from-request {shlex.quote(file)}",
        "",
        "   It writes an answer into a file; give me that.",
        "",
        "2. Or by hand:",
        "",
        CLICKS[request.method].format(user=request.user, key=request.key),
        "",
        *_policy(request),
        "For onboard:",
        json.dumps(_to_json(request), indent=1),
    ]
    return "\n".join(rows) + "\n"


def is_request(text: str) -> bool:
    """Whether it is such a file."""
    return _BEGIN.search(_unquoted(text)) is not None


def read_request(text: str, name: str) -> Request:
    """The request in the file of that name; raises BadInput for anything else."""
    plain = _unquoted(text)
    begin = _BEGIN.search(plain)
    try:
        data, _ = json.JSONDecoder().raw_decode(plain, begin.start() if begin else 0)
        return _checked(data)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadInput(
            f"{name} is no request that onboard made, or a part of it is missing.",
            "Ask for the file itself, as an attachment: mail may have changed its text.",
        ) from None


def _checked(data: Any) -> Request:
    """What a stranger wrote, as far as it can be used."""
    if data["onboard-request"] != VERSION:
        raise BadInput(
            "A newer onboard made this request.", "Use that version, or go by its second part."
        )
    repository, account = data["repository"], str(data["account"])
    method, key = Method(data["method"]), "".join(map(str, data["key"]))
    if not _NONCE.fullmatch(data["nonce"]) or not re.fullmatch(r"(\d{12})?", account):
        raise ValueError(account)
    if method not in CLICKS or bool(key) != (method is Method.SSH):
        raise ValueError(method)
    region = find_region(str(data["region"])).name
    named = None if repository is None else str(repository)
    if named is not None and not _REPOSITORY.fullmatch(named):
        raise ValueError(named)
    return Request(data["nonce"], check_name(data["user"]), method, region, named, account, key)


def _to_json(request: Request) -> dict[str, Any]:
    key = request.key
    return {
        "onboard-request": VERSION,
        "nonce": request.nonce,
        "user": request.user,
        "method": request.method,
        "region": request.region,
        "repository": request.repository,
        "account": request.account,
        "key": [key[at : at + _WIDTH] for at in range(0, len(key), _WIDTH)],
    }


def _fingerprint(request: Request) -> list[str]:
    if not request.key:
        return []
    return [f"Key:         SHA256:{sha256_of(body_of(request.key))}"]


def _policy(request: Request) -> list[str]:
    """What the user needs besides: the least that lets git pull and push there."""
    if request.repository is None:
        return []
    account = request.account or "ACCOUNT"
    partition = find_region(request.region).partition
    arn = f"arn:{partition}:iam::{account}:user/{request.user}"
    who = Identity(Kind.IAM_USER, arn, account, partition, request.user)
    refusal = Refusal(asking(GIT), region=request.region, repository=request.repository)
    least = as_text(document(statements(refusal, who)))
    stands = "" if request.account else " (ACCOUNT stands for the account's 12 digits)"
    return [f"3. The user needs this policy, if nothing else allows it{stands}:", "", least, ""]


def _unquoted(text: str) -> str:
    """Without the marks that a mail puts before quoted lines."""
    return re.sub(r"(?m)^(?:> ?)+", "", text)
