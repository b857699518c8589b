"""Situations for tests of pure decisions: an ordinary machine and user, changed as needed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onboard.places import Places
from onboard.regions import published_fingerprints
from onboard.situation import (
    GitCredential,
    Holdings,
    Identity,
    KeyringFact,
    Kind,
    LocalKey,
    Machine,
    ProfileFact,
    RegionFact,
    Situation,
    SshKey,
    Tool,
)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ACCOUNT = "111122223333"
HOME = Path("/home/jane")
BODY = "AAAAB3NzaC1yc2EAAAADAQABAAABAQDexample"

JANE = Identity(
    kind=Kind.IAM_USER,
    arn=f"arn:aws:iam::{ACCOUNT}:user/jane",
    account=ACCOUNT,
    name="jane",
    source="shared-credentials-file",
)
ROLE = Identity(
    kind=Kind.ROLE,
    arn=f"arn:aws:sts::{ACCOUNT}:assumed-role/build/session",
    account=ACCOUNT,
    name="build",
    session="session",
    temporary=True,
)
TOOL = Tool(Path("/usr/bin/tool"), "2.39.5")
MACHINE = Machine(
    git=TOOL,
    ssh=TOOL,
    aws=Tool(Path("/usr/bin/aws"), "1.46.3"),
    grc=Tool(Path("/usr/bin/git-remote-codecommit"), "1.17"),
    keyring=KeyringFact(True, "GNOME Keyring"),
)
PLACES = Places(
    platform="linux",
    env={},
    home=HOME,
    ssh_home=HOME,
    state=HOME / ".local/state/onboard",
    cache=HOME / ".cache/onboard",
    launcher=("/opt/onboard/bin/onboard",),
)


def situation(identity: Identity = JANE, machine: Machine = MACHINE, **more: Any) -> Situation:
    """Jane on an ordinary machine, with what the case changes."""
    facts: dict[str, Any] = {
        "profile": "work",
        "profiles": (ProfileFact("work", "eu-west-1", "keys"),),
        "region": RegionFact("eu-west-1", "profile"),
        "repositories": ("api", "web"),
        "published_host_keys": published_fingerprints(),
    }
    return Situation(now=NOW, identity=identity, machine=machine, **(facts | more))


def machine(**changes: Any) -> Machine:
    """The ordinary machine, changed."""
    return replace(MACHINE, **changes)


def git_credential(number: int, status: str = "Active", year: int = 2025) -> GitCredential:
    """One Git credential of jane's."""
    name = "jane" if number == 1 else f"jane+{number - 1}"
    made = datetime(year, 1, number, tzinfo=UTC)
    return GitCredential(f"ACCA{number:016}", f"{name}-at-{ACCOUNT}", status, made)


def ssh_key(number: int, body: str = "", status: str = "Active") -> SshKey:
    """One SSH key of jane's at IAM."""
    return SshKey(f"APKA{number:016}", status, datetime(2025, 1, number, tzinfo=UTC), body)


def local_key(name: str = "id_rsa", **changes: Any) -> LocalKey:
    """An RSA key of this machine."""
    facts: dict[str, Any] = {"type": "ssh-rsa", "bits": 3072, "body": BODY}
    return LocalKey(HOME / ".ssh" / name, **(facts | changes))


def holdings(**changes: Any) -> Holdings:
    """What IAM holds for jane."""
    return Holdings(**changes)
