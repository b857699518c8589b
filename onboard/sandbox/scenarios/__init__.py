"""The prepared states of the sandbox: what IAM holds, and what the person's machine has of AWS."""

import time
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.sandbox.scenarios.machine import environment, write_files

if TYPE_CHECKING:
    from onboard.sandbox.aws.cloud import Cloud

NAMES = (
    "iam-user",
    "iam-user-session",
    "root",
    "identity-center",
    "federated-user",
    "cross-account-role",
    "instance-role",
    "service-role",
    "role",
    "none",
    "expired",
    "console-only",
    "no-permission",
    "read-only",
    "mfa-required",
    "slots-full",
    "stale",
    "several-accounts",
)
"""Every scenario but the doctor's broken machines; the first is the default."""


def prepare(scenario: str, cloud: "Cloud", home: Path, endpoint: str) -> dict[str, str]:
    """Give the sandbox's home its `~/.aws`, unless it has one; the AWS environment it needs.

    The folder is left alone once it is there: the person may have changed it.
    """
    if not (home / ".aws").exists():
        write_files(scenario, cloud, home, time.time())
    return environment(scenario, cloud, endpoint)
