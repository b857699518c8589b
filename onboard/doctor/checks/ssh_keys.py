"""Whether ssh has the key that IAM has: the files, then what IAM says of the id. Pure."""

from collections.abc import Iterator

from onboard.doctor.checks.ssh_edits import (
    FIX,
    block_to_the_top,
    is_ours_alone,
    owner,
    resolved,
    set_up,
)
from onboard.doctor.checks.ssh_program import finding
from onboard.doctor.finding import Enable, Finding, Mend, Protect, Severity
from onboard.situation import Credential, SshKey, Unknown
from onboard.situation.case import Case, IdentityFile, SshView
from onboard.ssh.names import is_key_id

NOT_THERE = "publickey-not-uploaded"
TRIES = 6
"""After which a server hangs up. Source: OpenSSH's default; CodeCommit's own is not documented."""
OTHERS_READ = 0o077


def check_files(case: Case) -> Iterator[Finding]:
    """What is wrong with the file that is meant for CodeCommit."""
    view = resolved(case)
    file = meant(view) if view is not None else None
    if view is None or file is None or _in_agent(view, file):
        return
    fix, mend = set_up(case)
    if not file.there:
        why = "ssh then offers no key, or another one that CodeCommit does not know."
        yield _of_file(
            file, "key-file-missing", f"The key {file.path} is not there.", why, fix, mend
        )
    elif not file.type and file.problem:
        yield _of_file(file, "key-unreadable", file.problem, f"It is {file.path}.", fix, mend)
    elif file.type and file.type != "ssh-rsa":
        summary = f"{file.path} is of type {file.type}, and IAM takes only RSA keys."
        why = "So CodeCommit cannot know its public half."
        yield _of_file(file, "key-type-not-accepted", summary, why, fix, mend)
    elif file.mode is not None and file.mode & OTHERS_READ and file.problem:
        summary = f"Others may read the private key {file.path}, so ssh does not use it."
        why = "Who can read it can sign in as you."
        protect = Protect(file.path, 0o600)
        yield _of_file(file, "key-permissions", summary, why, FIX, protect)


def check_at_iam(case: Case) -> Iterator[Finding]:
    """What IAM says of the id that ssh signs in with, and whether ssh offers that key."""
    view = resolved(case)
    held = _held(case)
    if view is None or held is None or not is_key_id(view.user):
        return
    if any(check_files(case)):
        return
    found = next((one for one in held if one.id == view.user), None)
    if found is None:
        yield _unknown(case, view)
    elif found.status != "Active":
        yield Finding(
            NOT_THERE,
            Severity.ERROR,
            f"The SSH key {found.id} is {found.status} at IAM.",
            f"IAM SSH key {found.id}",
            "CodeCommit refuses it until it is Active again.",
            FIX,
            Enable(Credential.SSH, found.id),
        )
    elif found.body:
        yield from _offered(case, view, found)


def meant(view: SshView) -> IdentityFile | None:
    """The key file that is meant for CodeCommit: the nearest that somebody named."""
    named = [one for one in view.identity_files if one.said or one.named]
    own = [one for one in named if one.said and (one.said.own or is_ours_alone(one.said))]
    by_command = [one for one in named if one.named]
    return next(iter((*by_command, *own, *named)), None)


def names_key(view: SshView) -> bool:
    """Whether the command that git starts says by itself with what, or as whom, to sign in."""
    return any(one in ("-i", "-l") for one in view.given) or any(
        one.lower().startswith(("user=", "user ", "identityfile")) for one in view.given
    )


def offered_ids(case: Case, view: SshView) -> tuple[str, ...]:
    """The ids of the keys that ssh would offer, where IAM says so."""
    bodies = offers(view)
    return tuple(one.id for one in _held(case) or () if one.body in bodies)


def offers(view: SshView) -> tuple[str, ...]:
    """The bodies of the keys that ssh offers, in its order: the agent's come first."""
    usable = [one for one in view.identity_files if one.there and one.body and not one.problem]
    files = [one.body for one in usable]
    agent = [one for one in files if one in view.agent_keys]
    if not view.identities_only:
        agent += view.agent_keys
    return tuple(dict.fromkeys((*agent, *files)))


def locked(case: Case) -> IdentityFile | None:
    """The key that ssh would only have to ask the passphrase of; nobody is asked here."""
    view = resolved(case)
    file = meant(view) if view is not None else None
    if view is None or file is None or not file.encrypted or _in_agent(view, file):
        return None
    held = _held(case)
    found = next((one for one in held or () if one.id == view.user), None)
    right = held is None or (found is not None and found.body in ("", file.body))
    return file if is_key_id(view.user) and right and not file.problem else None


def check_passphrase(case: Case) -> Iterator[Finding]:
    """No alarm: git on a terminal asks for it."""
    file = locked(case)
    if file is not None:
        yield Finding(
            "key-needs-passphrase",
            Severity.NOTE,
            f"{file.path} has a passphrase, and no agent holds it, so git was not tried through.",
            _where(file),
            "On a terminal git asks for it; a program without one, as an IDE, gets no answer.",
            f"Give it to an agent once for all: ssh-add '{file.path}'",
        )


def _offered(case: Case, view: SshView, found: SshKey) -> Iterator[Finding]:
    order = offers(view)
    if found.body not in order:
        yield _another(case, view, found)
    elif order.index(found.body) >= TRIES:
        yield _too_many(case, view, order.index(found.body))


def _another(case: Case, view: SshView, found: SshKey) -> Finding:
    file = meant(view)
    here = f"{file.path} is another key than {found.id}" if file else f"No key here is {found.id}"
    if file and file.named:
        why = f"{view.command_from} names it, and IAM has another key under that id."
        return finding(case, view, NOT_THERE, f"{here}.", why)
    fix, mend = set_up(case)
    why = "CodeCommit wants the private half of the key that IAM has under that id."
    place = _where(file) if file else case.target.where
    return Finding(NOT_THERE, Severity.ERROR, f"{here}.", place, why, fix, mend)


def _unknown(case: Case, view: SshView) -> Finding:
    who = case.situation.identity.name
    summary = f"The IAM user {who} has no SSH key {view.user}."
    why = "It was deleted, or it is another user's, so CodeCommit refuses whoever comes with it."
    if names_key(view) and not case.target.user:
        return finding(case, view, NOT_THERE, summary, why)
    fix, mend = set_up(case)
    return Finding(NOT_THERE, Severity.ERROR, summary, f"IAM SSH key {view.user}", why, fix, mend)


def _too_many(case: Case, view: SshView, before: int) -> Finding:
    moved = block_to_the_top(view)
    fix, mend = (FIX, moved) if moved else set_up(case)
    file = meant(view)
    return Finding(
        "too-many-auth-failures",
        Severity.ERROR,
        f"ssh offers {before} other keys before the one for CodeCommit.",
        _where(file) if file else case.target.where,
        f"The server hangs up after {TRIES} that it does not know; IdentitiesOnly yes keeps "
        "the agent's others out.",
        fix,
        mend,
    )


def _held(case: Case) -> tuple[SshKey, ...] | None:
    """What IAM has of the account that ssh goes to; None where it is not known."""
    held, who = case.situation.holdings.ssh_keys, case.situation.identity
    if isinstance(held, Unknown) or not who.account:
        return None
    return held if owner(case) in ("", who.account) else None


def _in_agent(view: SshView, file: IdentityFile) -> bool:
    return bool(file.body) and file.body in view.agent_keys


def _of_file(
    file: IdentityFile, id_: str, summary: str, why: str, fix: str, mend: Mend | None
) -> Finding:
    return Finding(id_, Severity.ERROR, summary, _where(file), why, fix, mend)


def _where(file: IdentityFile) -> str:
    return file.said.where if file.said else str(file.path)
