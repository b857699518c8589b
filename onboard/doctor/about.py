"""What a pasted text is about: CodeCommit, another server, or it does not say. Pure."""

import re
from enum import Enum

NAMES = ("codecommit", "/v1/repos/")
AWS = re.compile(r"(?:[a-z0-9-]{1,63}\.){0,6}(?:amazonaws\.com(?:\.cn)?|api\.aws|awsapps\.com)")
HOST = re.compile(
    r"(?:://(?:[^/@'<>]{1,200}@)?|resolvehost(?:name)?:?|tohost|keyisknownfor|hostkeyfor(?!ipaddress)"
    r"|host='|authenticityofhost'|cachedforthisserver:|addressfor|permanentlyadded')"
    r"(\[?[a-z0-9][a-z0-9.:-]{0,253})"
)
"""Where a compact text names the machine that it is about."""

SIGNED_IN = re.compile(r"@([a-z0-9][a-z0-9.-]{0,253}):(?:permissiondenied|[\w~/.-]{1,200}\.git)")
NEGOTIATED = re.compile(r"unabletonegotiatewith[\w.:]{1,45}port(?!22:)\d")
ELSEWHERE = (
    "github.com", "gitlab.com", "bitbucket.org", "dev.azure.com", "visualstudio.com", "gitee.com",
    "codeberg.org", "git.savannah", "huggingface.co", "heroku.com", "gerrit.", "gitlab.",
)  # fmt: skip
KEY_ID = re.compile(r"apka[a-z0-9]{6,}$")
REFUSED = ":permissiondenied("
MASKED = re.compile(r"[*<>…\[\]$]|x{3}|\.{3}|your|ssh-?key|key-?id")


class Subject(Enum):
    """Whose message it is."""

    CODECOMMIT = "codecommit"
    ELSEWHERE = "elsewhere"
    UNKNOWN = "unknown"


def subject(text: str) -> Subject:
    """Of a compact text (see `normalise`): CodeCommit where it is named at all."""
    if any(name in text for name in NAMES):
        return Subject.CODECOMMIT
    if any(name in text for name in ELSEWHERE) or NEGOTIATED.search(text):
        return Subject.ELSEWHERE
    if SIGNED_IN.search(text) or any(not _neutral(found[1]) for found in HOST.finditer(text)):
        return Subject.ELSEWHERE
    return Subject.UNKNOWN


def _neutral(host: str) -> bool:
    """Whether it is an endpoint of AWS, which any of its tools calls; a rented machine is none."""
    return AWS.match(host) is not None and "compute" not in host


def signs(text: str) -> frozenset[str]:
    """What the refusal tells of the SSH user; a user that was blotted out tells nothing.

    `key-id-refused`: it is a key's id; `wrong-ssh-user`: it is none.
    """
    found = set()
    at = text.find("@git-codecommit")
    while at >= 0:
        if REFUSED in text[at : at + 90]:
            user = text[max(0, at - 40) : at]
            if KEY_ID.search(user):
                found.add("key-id-refused")
            elif not MASKED.search(user[-24:]):
                found.add("wrong-ssh-user")
        at = text.find("@git-codecommit", at + 1)
    return frozenset(found)
