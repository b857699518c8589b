"""Machines whose git is configured wrongly for HTTPS."""

from onboard.sandbox.broken.machine import HOST, Broken, Machine


def _no_helper(machine: Machine) -> None:
    """A fresh clone address and nothing else."""


def _case(machine: Machine) -> None:
    machine.git("remote", "set-url", "origin", f"https://{HOST}/v1/repos/Web")


MACHINES = (
    Broken("helper-not-configured", "Nobody told git how to sign in at CodeCommit.", _no_helper),
    Broken(
        "repo-not-found",
        "The remote has a capital letter that the repository has not.",
        _case,
        method="https",
        mendable=False,
    ),
)
