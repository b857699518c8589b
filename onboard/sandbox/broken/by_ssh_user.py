"""Machines on which ssh signs in as somebody that CodeCommit does not know."""

from onboard.sandbox.broken.machine import Broken, Machine
from onboard.sandbox.broken.ssh_parts import (
    CONFIG,
    address,
    another_key,
    by_hand,
    key_id,
    uploaded,
)

USER_ID = "AIDACKCEVSQ6C2EXAMPLE"
_WRONG = "publickey-wrong-user"


def _no_user(machine: Machine) -> None:
    by_hand(machine, "")


def _iam_name(machine: Machine) -> None:
    by_hand(machine, "jane")


def _as_elsewhere(machine: Machine) -> None:
    by_hand(machine, "git")


def _user_id(machine: Machine) -> None:
    by_hand(machine, USER_ID)


def _in_address(machine: Machine) -> None:
    address(machine, "git")


def _of_another_key(machine: Machine) -> None:
    other = another_key(machine, "old_laptop")
    address(machine, uploaded(machine, other))
    other.unlink()


def _above(machine: Machine) -> None:
    text = machine.text(CONFIG)
    machine.write(CONFIG, f"# every server of ours\nHost *\n  User deploy\n\n{text}")


def _included(machine: Machine) -> None:
    machine.write(".ssh/work.conf", "User deploy\n")
    machine.write(CONFIG, f'Include "{machine.home}/.ssh/work.conf"\n{machine.text(CONFIG)}')


def _above_by_hand(machine: Machine) -> None:
    by_hand(machine, key_id(machine))
    machine.write(CONFIG, f"Match host git-*\n  User git\n\n{machine.text(CONFIG)}")


MACHINES = (
    Broken(
        _WRONG,
        "The person's own lines for CodeCommit have no User.",
        _no_user,
        method="ssh",
        remote="ssh",
    ),
    Broken(
        _WRONG,
        "User is the name of the IAM user.",
        _iam_name,
        method="ssh",
        remote="ssh",
        variant="iam-name",
    ),
    Broken(
        _WRONG,
        "User is git, as at other servers.",
        _as_elsewhere,
        method="ssh",
        remote="ssh",
        variant="git",
    ),
    Broken(
        _WRONG,
        "User is the id of the IAM user, and not of the key.",
        _user_id,
        method="ssh",
        remote="ssh",
        variant="user-id",
    ),
    Broken(
        _WRONG,
        "The remote's address has git@ in it.",
        _in_address,
        method="ssh",
        remote="ssh",
        variant="address",
    ),
    Broken(
        _WRONG,
        "The remote's address has git@ in it, and nothing is set up.",
        _in_address,
        remote="ssh",
        variant="fresh",
    ),
    Broken(
        _WRONG,
        "The remote's address has the id of a key that is on another machine.",
        _of_another_key,
        method="ssh",
        remote="ssh",
        variant="other-key",
    ),
    Broken(
        _WRONG,
        "A Host * with a User stands above the block of onboard.",
        _above,
        method="ssh",
        remote="ssh",
        variant="above",
    ),
    Broken(
        _WRONG,
        "A file that is included above the block of onboard sets a User.",
        _included,
        method="ssh",
        remote="ssh",
        variant="included",
    ),
    Broken(
        _WRONG,
        "A Match section with a User stands above the person's own lines for CodeCommit.",
        _above_by_hand,
        method="ssh",
        remote="ssh",
        variant="match",
    ),
)
