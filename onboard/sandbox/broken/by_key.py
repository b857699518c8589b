"""Machines whose SSH key is not the one that IAM has, or cannot be used."""

import tempfile
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen, run

from onboard.sandbox.broken.machine import Broken, Machine
from onboard.sandbox.broken.ssh_parts import CONFIG, another_key, by_hand, key, key_id
from onboard.sandbox.scenarios.seed import PERSON

PPK = """\
PuTTY-User-Key-File-3: ssh-rsa
Encryption: none
Comment: imported
Public-Lines: 1
AAAAB3NzaC1yc2EAAAADAQABAAABAQ
Private-Lines: 1
AAABAQ
Private-MAC: 0
"""
KEYS_IN_AGENT = 7
AGENT = """\
ssh-add -q "$1"/customer_?
echo ready
at=0
while [ -e "$2" ] && [ $at -lt 900 ]; do sleep 1; at=$((at+1)); done
kill "$SSH_AGENT_PID"
rm -rf "$1"
"""
"""An agent lives as long as this: until the machine is put away, and no longer than a while."""


def _deleted(machine: Machine) -> None:
    from onboard.aws import iam

    iam.delete_ssh_key(machine.aws, PERSON, key_id(machine))


def _inactive(machine: Machine) -> None:
    asked = {"do": "set-status", "type": "ssh-key", "id": key_id(machine), "status": "Inactive"}
    machine.ask("iam", asked)


def _another(machine: Machine) -> None:
    by_hand(machine, key_id(machine), another_key(machine, "id_rsa"))


def _nothing(machine: Machine) -> None:
    """A fresh clone address and nothing else."""


def _lost(machine: Machine) -> None:
    private = key(machine)
    private.unlink()
    private.with_name(f"{private.name}.pub").unlink()


def _typo(machine: Machine) -> None:
    by_hand(machine, key_id(machine), machine.home / ".ssh" / "codecomit_rsa")


def _damaged(machine: Machine) -> None:
    private = key(machine)
    text = private.read_text("utf-8")
    private.write_text(text[: len(text) // 2], "utf-8")


def _putty(machine: Machine) -> None:
    by_hand(machine, key_id(machine), machine.write(".ssh/codecommit.ppk", PPK))


def _open(machine: Machine) -> None:
    key(machine).chmod(0o644)


def _ed25519(machine: Machine) -> None:
    by_hand(machine, "jane", _made(machine.home / ".ssh", "id_ed25519"))


def _many(machine: Machine) -> None:
    """Lines of AWS's guide, without IdentitiesOnly."""
    by_hand(machine, key_id(machine))
    socket = agent(machine)
    machine.write(CONFIG, f"{machine.text(CONFIG)}\nHost *\n  IdentityAgent {socket}\n")


def agent(machine: Machine) -> Path:
    """The socket of an agent that has a key for each customer."""
    folder = Path(tempfile.mkdtemp(prefix="onboard-agent-"))
    for number in range(KEYS_IN_AGENT):
        _made(folder, f"customer_{number}")
    mark = machine.write(".ssh/agent", "An agent is running as long as this file is here.\n")
    socket = folder / "agent"
    words = ("ssh-agent", "-a", str(socket), "sh", "-c", AGENT, "agent", str(folder), str(mark))
    begun = Popen(words, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, start_new_session=True)
    with begun.stdout as said:  # type: ignore[union-attr]
        said.readline()
    return socket


def _made(folder: Path, name: str) -> Path:
    """An Ed25519 key by ssh-keygen: no two of it take as long as one RSA key."""
    path = folder / name
    run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)), check=True)
    return path


_NOT = "publickey-not-uploaded"

MACHINES = (
    Broken(_NOT, "The key was deleted at IAM.", _deleted, method="ssh", remote="ssh"),
    Broken(
        _NOT,
        "The key is Inactive at IAM.",
        _inactive,
        method="ssh",
        remote="ssh",
        variant="inactive",
    ),
    Broken(
        _NOT,
        "IdentityFile is another key than the one with that id.",
        _another,
        method="ssh",
        remote="ssh",
        variant="another",
    ),
    Broken(_NOT, "An ssh remote, and nothing is set up.", _nothing, remote="ssh", variant="fresh"),
    Broken("key-file-missing", "Somebody tidied up ~/.ssh.", _lost, method="ssh", remote="ssh"),
    Broken(
        "key-file-missing",
        "The path of the key is misspelt in the person's own lines.",
        _typo,
        method="ssh",
        remote="ssh",
        variant="typo",
    ),
    Broken(
        "key-unreadable", "Half of the private key is gone.", _damaged, method="ssh", remote="ssh"
    ),
    Broken(
        "key-unreadable",
        "The private key is PuTTY's.",
        _putty,
        method="ssh",
        remote="ssh",
        variant="ppk",
    ),
    Broken(
        "key-permissions", "Everybody may read the private key.", _open, method="ssh", remote="ssh"
    ),
    Broken(
        "key-type-not-accepted",
        "The key is of a type that IAM does not take.",
        _ed25519,
        method="ssh",
        remote="ssh",
    ),
    Broken(
        "too-many-auth-failures",
        "The agent offers seven other keys first.",
        _many,
        method="ssh",
        remote="ssh",
    ),
)
