"""Machines that are in order, but whose AWS says no."""

from onboard.sandbox.broken.machine import Broken, Machine


def _inactive(machine: Machine) -> None:
    key = machine.text(".aws/credentials").partition("aws_access_key_id = ")[2].split()[0]
    machine.ask("iam", {"do": "set-status", "type": "access-key", "id": key, "status": "Inactive"})


MACHINES = (
    Broken(
        "invalid-token",
        "Somebody made the access key Inactive.",
        _inactive,
        method="helper",
        mendable=False,
    ),
)
