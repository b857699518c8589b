"""Machines on which git starts something else than ssh, or ssh with something else."""

from pathlib import Path

from onboard.sandbox.broken.machine import Broken, Machine
from onboard.sandbox.broken.ssh_parts import CONFIG, address, another_key, key_id, uploaded
from onboard.sandbox.folder import Folder
from onboard.sandbox.git.client import ssh_command
from onboard.sandbox.scenarios.seed import PERSON

PLINK = """\
#!/bin/sh
# Says what PuTTY's plink says where Pageant has no key for the server.
echo "FATAL ERROR: No supported authentication methods available (server sent: publickey)" >&2
exit 1
"""
_NAMED = "publickey-not-uploaded"


def _plink(machine: Machine) -> None:
    machine.program("plink", PLINK)


def _plink_set(machine: Machine) -> None:
    _plink(machine)
    machine.configure("core.sshCommand", str(machine.home / ".local/bin/plink"))


def _path_of_plink(home: Path, _: str) -> str:
    return str(home / ".local/bin/plink")


def _with_another_key(home: Path, _: str) -> str:
    return f"{ssh_command(Folder(home.parent).ssh_config)} -i '{home}/.ssh/github'"


def _moved(machine: Machine) -> None:
    machine.configure("core.sshCommand", "/opt/openssh-9.1/bin/ssh")


def _other_key(machine: Machine) -> None:
    """An address with the key's id, and a terminal that names another key."""
    another_key(machine, "github")
    address(machine, key_id(machine))
    (machine.home / CONFIG).unlink()


def _other_key_set(machine: Machine) -> None:
    """What somebody wrote into the clone for a key that is gone at IAM by now."""
    from onboard.aws import iam

    private = another_key(machine, "old_key")
    old = uploaded(machine, private)
    iam.delete_ssh_key(machine.aws, PERSON, old)
    config = machine.places.sandbox.ssh_config if machine.places.sandbox else machine.home
    command = f"{ssh_command(config)} -i '{private}' -l {old}"
    machine.configure("core.sshCommand", command, "--local")


MACHINES = (
    Broken(
        "putty",
        "GIT_SSH is plink, which knows nothing of keys in ~/.ssh.",
        _plink,
        method="ssh",
        remote="ssh",
        env={"GIT_SSH": _path_of_plink, "GIT_CONFIG_NOSYSTEM": "1"},
        mendable=False,
    ),
    Broken(
        "putty",
        "core.sshCommand is plink.",
        _plink_set,
        method="ssh",
        remote="ssh",
        variant="setting",
    ),
    Broken(
        "ssh-program-missing",
        "core.sshCommand names a program that is gone.",
        _moved,
        method="ssh",
        remote="ssh",
    ),
    Broken(
        _NAMED,
        "GIT_SSH_COMMAND names another key than the one whose id is in the address.",
        _other_key,
        method="ssh",
        remote="ssh",
        env={"GIT_SSH_COMMAND": _with_another_key},
        mendable=False,
        variant="command",
    ),
    Broken(
        _NAMED,
        "The clone's core.sshCommand names a key that IAM has no more.",
        _other_key_set,
        method="ssh",
        remote="ssh",
        variant="setting",
    ),
)
