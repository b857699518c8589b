"""Machines whose git is answered, but with a password that opens nothing."""

import time
from typing import TYPE_CHECKING

from onboard.credential.sign import password
from onboard.sandbox.broken.machine import AWS_HELPER, HOST, REPOSITORY, URLS, Broken, Machine
from onboard.sandbox.scenarios.seed import PERSON, REGION

if TYPE_CHECKING:
    from onboard.situation import GitCredential

PATH = f"v1/repos/{REPOSITORY}"
KEEPER = """\
#!/bin/sh
# Stands in for {name}: answers what it was given to store, for CodeCommit's hosts.
asked=$(cat)
case "$1 $asked" in
get*host=git-codecommit*) cat "$0.kept" ;;
store*host=git-codecommit*) printf '%s\\n' "$asked" | grep -E '^(username|password)=' >"$0.kept" ;;
esac
"""


def _manager(machine: Machine) -> None:
    """As `git-credential-manager configure` writes it, long after onboard set up git."""
    program = _keeper(machine, "git-credential-manager", *_stale(machine))
    text = machine.text(".gitconfig")
    machine.write(".gitconfig", f"{text}[credential]\n\thelper = \n\thelper = {program}\n")


def _included_manager(machine: Machine) -> None:
    program = _keeper(machine, "git-credential-manager", *_stale(machine))
    machine.write(".gitconfig-work", f"[credential]\n\thelper = \n\thelper = {program}\n")
    text = machine.text(".gitconfig")
    machine.write(".gitconfig", f"{text}[include]\n\tpath = .gitconfig-work\n")


def _keychain(machine: Machine) -> None:
    """AWS's own guide on a machine whose git comes with a keychain helper."""
    program = _keeper(machine, "git-credential-osxkeychain", *_stale(machine))
    machine.configure("credential.helper", str(program))
    _guide(machine)


def _stale_store(machine: Machine) -> None:
    """The helper was tried once, with git's plain store beside it."""
    machine.configure("credential.helper", "store")
    user, word = _stale(machine)
    machine.write(".git-credentials", f"https://{user}:{word}@{HOST}\n")


def _stale_beside(machine: Machine) -> None:
    """The same, and AWS's helper is still asked, but second."""
    _stale_store(machine)
    machine.replace(".git-credentials", HOST, f"{HOST}/{PATH}")
    _guide(machine)


def _inactive(machine: Machine) -> None:
    machine.ask(
        "iam",
        {
            "do": "set-status",
            "type": "git-credential",
            "id": _credential(machine).id,
            "status": "Inactive",
        },
    )


def _deleted(machine: Machine) -> None:
    from onboard.aws import iam

    iam.delete_git_credential(machine.aws, PERSON, _credential(machine).id)


def _reset(machine: Machine) -> None:
    from onboard.aws import iam

    iam.reset_git_credential(machine.aws, PERSON, _credential(machine).id)


def _lost(machine: Machine) -> None:
    (machine.places.state / "passwords.json").unlink()


def _mistyped(machine: Machine) -> None:
    made = machine.ask("console", {"do": "create-git-credential"})
    machine.configure("credential.helper", "store")
    user = made["user_name"].replace("+", "%2b")
    machine.write(".git-credentials", f"https://{user}:mistyped@{HOST}\n")


def _iam_user_in_address(machine: Machine) -> None:
    machine.git("remote", "set-url", "origin", URLS["https"].replace("://", "://jane@"))


def _user_name(machine: Machine) -> None:
    """Left from the Git credential before."""
    machine.configure(f"credential.https://{HOST}.username", "jane-at-111122223333-old")


def _guide(machine: Machine) -> None:
    """What AWS's guide has people write."""
    machine.configure("credential.helper", AWS_HELPER)
    machine.configure("credential.UseHttpPath", "true")


def _keeper(machine: Machine, name: str, user: str, word: str) -> str:
    program = machine.program(name, KEEPER.format(name=name))
    machine.write(f".local/bin/{name}.kept", f"username={user}\npassword={word}\n")
    return str(program)


def _stale(machine: Machine) -> tuple[str, str]:
    """What a helper that signs gave git an hour ago."""
    keys = machine.text(".aws/credentials")
    id_, secret = (
        keys.partition(f"{name} = ")[2].split()[0]
        for name in ("aws_access_key_id", "aws_secret_access_key")
    )
    return id_, password(secret, REGION, HOST, PATH, time.time() - 3600)


def _credential(machine: Machine) -> "GitCredential":
    from onboard.aws import iam

    return iam.list_git_credentials(machine.aws, PERSON)[-1]


_WRONG = "git-credential-wrong-or-inactive"

MACHINES = (
    Broken(
        "gcm-conflict",
        "Git Credential Manager was configured after onboard, and knows an old password.",
        _manager,
        method="helper",
    ),
    Broken(
        "gcm-conflict",
        "The same, in a file that ~/.gitconfig includes.",
        _included_manager,
        method="https",
        variant="included",
    ),
    Broken(
        "keychain-conflict",
        "The keychain answers with what AWS's helper signed an hour ago.",
        _keychain,
    ),
    Broken(
        "stale-helper-password",
        "git's plain store has a signed password from an hour ago.",
        _stale_store,
    ),
    Broken(
        "stale-helper-password",
        "git's plain store answers in front of AWS's helper.",
        _stale_beside,
        variant="beside",
    ),
    Broken(_WRONG, "The Git credential is Inactive at IAM.", _inactive, method="https"),
    Broken(
        _WRONG,
        "The Git credential was deleted at IAM.",
        _deleted,
        method="https",
        variant="deleted",
    ),
    Broken(
        _WRONG,
        "Its password was reset on another machine.",
        _reset,
        method="https",
        variant="reset",
    ),
    Broken(_WRONG, "The stored password is gone.", _lost, method="https", variant="lost"),
    Broken(
        _WRONG,
        "git's plain store has a password that was typed wrongly.",
        _mistyped,
        variant="mistyped",
    ),
    Broken(
        _WRONG,
        "The address has the name of the IAM user in it.",
        _iam_user_in_address,
        method="https",
        variant="user",
    ),
    Broken(
        _WRONG,
        "A credential.username is left from an earlier Git credential.",
        _user_name,
        method="https",
        variant="username",
    ),
)
