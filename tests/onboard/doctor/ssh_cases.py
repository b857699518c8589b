"""Cases by hand for ssh: what it makes of its configuration, and what the server said."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from onboard.situation import Holdings, Situation, SshKey
from onboard.situation.case import Attempted, Case, GitView, Target
from onboard.situation.ssh import IdentityFile, SshLine, SshView
from tests.onboard.doctor.cases import CLONE, HOST, NOW, SITUATION

ID, OTHER_ID = "APKAEIBAERJR2EXAMPLE", "APKAZZZZZZZZ2EXAMPLE"
SSH_URL = f"ssh://{HOST}/v1/repos/web"
CONFIG = Path("/home/jane/.ssh/config")
KEY = Path("/home/jane/.ssh/codecommit_rsa")
RIGHT, OTHER = "AAAAright", "AAAAother"
PUBLISHED, STALE = "p" * 43, "s" * 43
SECTION = "Host git-codecommit.*.amazonaws.com"
TARGET = Target(
    url=SSH_URL,
    where="remote origin",
    folder=CLONE,
    remote="origin",
    scheme="ssh",
    host=HOST,
    region="eu-west-1",
    repository="web",
)
DENIED = Attempted(
    False, f"git ls-remote {SSH_URL}", f"{ID}@{HOST}: Permission denied (publickey)."
)
LET_IN = Attempted(True, f"git ls-remote {SSH_URL}")
KEY_LINE = SshLine(CONFIG, 3, "identityfile", str(KEY), f"  IdentityFile {KEY}", SECTION)
BLOCK = (
    SshLine(CONFIG, 1, "host", SECTION[5:], SECTION),
    SshLine(CONFIG, 2, "user", ID, f"  User {ID}", SECTION),
    KEY_LINE,
)
FILE = IdentityFile(KEY, True, RIGHT, "ssh-rsa", mode=0o600, said=KEY_LINE)
OPTIONS = {
    "user": (ID,),
    "port": ("22",),
    "hostkeyalgorithms": ("ssh-ed25519,rsa-sha2-512",),
    "pubkeyacceptedalgorithms": ("ssh-ed25519,rsa-sha2-512",),
}
VIEW = SshView(
    user=ID,
    host=HOST,
    identity_files=(FILE,),
    options=OPTIONS,
    program=Path("/usr/bin/ssh"),
    lines=BLOCK,
    config=CONFIG,
    first_line=SECTION,
)


def keys(*rows: tuple[str, str, str]) -> Situation:
    """What IAM has: id, status and body of each key."""
    held = tuple(SshKey(id_, status, NOW, body) for id_, status, body in rows)
    return replace(
        SITUATION,
        holdings=Holdings(ssh_keys=held),
        published_host_keys={HOST: PUBLISHED},
    )


IN_ORDER = keys((ID, "Active", RIGHT))


def case(view: SshView | None = VIEW, attempt: Attempted | None = DENIED, **more: Any) -> Case:
    """The case of that address; what is not said is in order."""
    full: dict[str, Any] = {"situation": IN_ORDER, "target": TARGET, "git": GitView()} | more
    return Case(ssh=view, attempt=attempt, **full)


def seen(lines: Sequence[tuple[str, str, str]] = (), **more: Any) -> SshView:
    """The view with lines of keyword, value and section, which are numbered from 11."""
    said = tuple(
        SshLine(CONFIG, number, keyword, value, f"{keyword} {value}", section)
        for number, (keyword, value, section) in enumerate(lines, 11)
    )
    options = {**OPTIONS, **more.pop("options", {})}
    return replace(VIEW, lines=(*said, *BLOCK), options=options, **more)
