"""Machines whose known_hosts does not say what the server shows."""

from onboard.sandbox.broken.machine import HOST, Broken, Machine
from onboard.sandbox.broken.ssh_parts import KNOWN, another_key


def _unknown(machine: Machine) -> None:
    (machine.home / KNOWN).unlink()


def _stale(machine: Machine) -> None:
    """A line from a test long ago, with the address that the host had then."""
    machine.write(KNOWN, f"example.com {_key(machine)}\n{HOST},192.0.2.7 {_key(machine)}\n")


def _hashed(machine: Machine) -> None:
    from subprocess import run

    _stale(machine)
    machine.write(KNOWN, f"{HOST} {_key(machine)}\n")
    file = str(machine.home / KNOWN)
    run(("ssh-keygen", "-q", "-H", "-f", file), check=True, capture_output=True)
    (machine.home / f"{KNOWN}.old").unlink()


def _impostor(machine: Machine) -> None:
    machine.ask("fault", {"name": "wrong-host-key", "value": True})


def _impostor_first(machine: Machine) -> None:
    _unknown(machine)
    _impostor(machine)


def _key(machine: Machine) -> str:
    private = another_key(machine, "made_up")
    public = private.with_name(f"{private.name}.pub")
    text = " ".join(public.read_text("utf-8").split()[:2])
    private.unlink()
    public.unlink()
    return text


MACHINES = (
    Broken(
        "hostkey-unknown",
        "known_hosts was deleted.",
        _unknown,
        method="ssh",
        remote="ssh",
    ),
    Broken(
        "hostkey-changed",
        "known_hosts has an old key for the host.",
        _stale,
        method="ssh",
        remote="ssh",
    ),
    Broken(
        "hostkey-changed",
        "The same, with hashed names.",
        _hashed,
        method="ssh",
        remote="ssh",
        variant="hashed",
    ),
    Broken(
        "hostkey-changed",
        "Somebody on the way answers in place of CodeCommit.",
        _impostor,
        method="ssh",
        remote="ssh",
        mendable=False,
        variant="impostor",
    ),
    Broken(
        "hostkey-changed",
        "The same, to somebody who was never there before.",
        _impostor_first,
        method="ssh",
        remote="ssh",
        mendable=False,
        variant="impostor-first",
    ),
)
