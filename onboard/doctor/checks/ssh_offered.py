"""Which keys ssh offers at the address, which is meant for it, and which IAM has. Pure."""

from onboard.doctor.checks.ssh_edits import is_ours_alone, owner
from onboard.situation import SshKey, Unknown
from onboard.situation.case import Case
from onboard.situation.ssh import IdentityFile, SshView


def meant(view: SshView) -> IdentityFile | None:
    """The key file that is meant for CodeCommit: the nearest that somebody named."""
    named = [one for one in view.identity_files if one.said or one.named]
    by_command = [one for one in named if one.named]
    own = [one for one in named if is_for_codecommit(one)]
    return next(iter((*by_command, *own, *named)), None)


def is_for_codecommit(file: IdentityFile) -> bool:
    """Whether the line that names it is for CodeCommit's hosts and no others."""
    return file.said is not None and (file.said.own or is_ours_alone(file.said))


def in_agent(view: SshView, file: IdentityFile) -> bool:
    """Whether the agent holds it, so that ssh needs no file."""
    return bool(file.body) and file.body in view.agent_keys


def names_key(view: SshView) -> bool:
    """Whether the command that git starts says by itself with what, or as whom, to sign in."""
    return any(one in ("-i", "-l") for one in view.given) or any(
        one.lower().startswith(("user=", "user ", "identityfile")) for one in view.given
    )


def offers(view: SshView) -> tuple[str, ...]:
    """The bodies of the keys that ssh offers, in its order: the agent's come first."""
    usable = [one for one in view.identity_files if one.there and one.body and not one.problem]
    files = [one.body for one in usable]
    agent = [one for one in files if one in view.agent_keys]
    if not view.identities_only:
        agent += view.agent_keys
    return tuple(dict.fromkeys((*agent, *files)))


def offered_ids(case: Case, view: SshView) -> tuple[str, ...]:
    """The ids of the keys that ssh would offer, where IAM says so."""
    bodies = offers(view)
    return tuple(one.id for one in held(case) or () if one.body in bodies)


def held(case: Case) -> tuple[SshKey, ...] | None:
    """What IAM has of the account that ssh goes to; None where it is not known."""
    keys, who = case.situation.holdings.ssh_keys, case.situation.identity
    if isinstance(keys, Unknown) or not who.account:
        return None
    return keys if owner(case) in ("", who.account) else None


def at_iam(case: Case, view: SshView) -> SshKey | None:
    """The key whose id is ssh's user."""
    return next((one for one in held(case) or () if one.id == view.user), None)


def place(file: IdentityFile) -> str:
    """Who names the file."""
    return file.said.where if file.said else str(file.path)
