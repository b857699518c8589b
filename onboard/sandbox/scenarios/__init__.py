"""The prepared states of the sandbox: what IAM holds, and what the person's machine has of AWS."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.errors import BadInput
from onboard.sandbox.scenarios.machine import environment, write_files

if TYPE_CHECKING:
    from onboard.sandbox.aws.cloud import Cloud
    from onboard.sandbox.broken.machine import Broken

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
    "help-desk",
)
"""Every scenario but the doctor's broken machines; the first is the default."""
BROKEN = "broken:"
"""Stands before the name of a broken machine."""


def check_name(scenario: str) -> None:
    """Raise BadInput for a name that is none."""
    from onboard.sandbox.broken import MACHINES

    if scenario in NAMES or (scenario.removeprefix(BROKEN) in MACHINES and BROKEN in scenario):
        return
    if scenario.startswith(BROKEN):
        raise BadInput(
            f"There is no broken machine called {scenario.removeprefix(BROKEN)!r}.",
            f"Use one of: {', '.join(MACHINES)}.",
        )
    raise BadInput(
        f"There is no sandbox scenario called {scenario!r}.",
        f"Use one of: {', '.join(NAMES)}; or {BROKEN}SYMPTOM, as {BROKEN}{next(iter(MACHINES))}.",
    )


def base_of(scenario: str) -> str:
    """The scenario that a broken machine begins as."""
    broken = _broken(scenario)
    return broken.scenario if broken else scenario


def more_of(scenario: str, home: Path, around: Mapping[str, str]) -> dict[str, str]:
    """What a broken machine's environment has besides."""
    broken = _broken(scenario)
    return broken.environment(home, around) if broken else {}


def _broken(scenario: str) -> "Broken | None":
    if not scenario.startswith(BROKEN):
        return None
    from onboard.sandbox.broken import MACHINES

    return MACHINES[scenario.removeprefix(BROKEN)]


def prepare(scenario: str, cloud: "Cloud", home: Path, endpoint: str) -> dict[str, str]:
    """Give the sandbox's home its `~/.aws`, unless it has one; the AWS environment it needs.

    The folder is left alone once it is there: the person may have changed it.
    """
    if not (home / ".aws").exists():
        write_files(scenario, cloud, home, time.time())
    return environment(scenario, cloud, endpoint)
