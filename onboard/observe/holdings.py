"""What IAM holds for the caller, where the caller is an IAM user."""

from onboard.aws import iam
from onboard.observe.reading import Reads
from onboard.observe.sign_in import SignedIn
from onboard.situation import GitCredential, Holdings, Kind, SshKey, Unknown

SECONDS = 25.0
USERS = (Kind.IAM_USER, Kind.IAM_USER_SESSION)


def holdings(reads: Reads, caller: SignedIn) -> Holdings:
    """The user's Git credentials, SSH keys, access keys and MFA devices, read side by side."""
    connection, user = caller.connection, caller.identity.name
    if connection is None or caller.identity.kind not in USERS:
        return Holdings()
    git = reads.begin(
        "Your Git credentials at IAM",
        lambda: iam.list_git_credentials(connection, user),
        SECONDS,
        lambda found: _counted(found, "Git credential"),
    )
    ssh = reads.begin(
        "Your SSH keys at IAM",
        lambda: iam.list_ssh_keys(connection, user, bodies=True),
        SECONDS,
        lambda found: _counted(found, "SSH key"),
    )
    access = reads.begin(
        "Your access keys", lambda: iam.list_access_keys(connection, user), SECONDS
    )
    devices = reads.begin(
        "Your MFA devices", lambda: iam.list_mfa_serials(connection, user), SECONDS
    )
    return Holdings(git.fact(), ssh.fact(), access.fact(), devices.fact())


def _counted(found: tuple[GitCredential, ...] | tuple[SshKey, ...], what: str) -> str:
    active = sum(one.status == "Active" for one in found)
    idle = f", {len(found) - active} inactive" if active < len(found) else ""
    return f"IAM has {len(found) or 'no'} {what}{'' if len(found) == 1 else 's'} of yours{idle}"


def refused(found: object) -> Unknown | None:
    """The read's failure, where AWS refused it for want of a permission."""
    return found if isinstance(found, Unknown) and found.code == "access-denied" else None
