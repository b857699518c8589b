"""Whether one Git request may go on, asked of IAM's live state, and in which repository."""

import re
from dataclasses import dataclass
from pathlib import Path

from onboard.sandbox.authority import PULL, PUSH, Authority, Caller

UPLOAD, RECEIVE = "git-upload-pack", "git-receive-pack"
ACTIONS = {UPLOAD: PULL, RECEIVE: PUSH}
_PATH = re.compile(r"/v1/repos/([\w.-]{1,100})")


@dataclass(frozen=True)
class Refused:
    """IAM says no; the sentence is AWS's."""

    sentence: str


class Absent:
    """There is no repository of that name for this caller in this Region."""


def repository_name(path: str) -> str | None:
    """The repository that a path `/v1/repos/NAME` names."""
    match = _PATH.fullmatch(path)
    return match[1] if match else None


def admit(
    authority: Authority, caller: Caller, service: str, region: str, name: str
) -> Path | Refused | Absent:
    """The bare repository to serve, or why not."""
    sentence = authority.refusal(caller, ACTIONS[service], region, name)
    if sentence is not None:
        return Refused(sentence)
    return authority.repository(caller, region, name) or Absent()
