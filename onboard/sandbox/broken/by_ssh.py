"""Machines whose ssh is configured wrongly."""

from onboard.sandbox.broken.machine import Broken, Machine


def _open_key(machine: Machine) -> None:
    for key in (machine.home / ".ssh").glob("*.pub"):
        key.with_suffix("").chmod(0o644)


MACHINES = (
    Broken(
        "key-permissions",
        "Everybody may read the private key.",
        _open_key,
        method="ssh",
        remote="ssh",
    ),
)
