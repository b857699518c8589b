"""What IAM says of the key's id that ssh signs in with, and whether ssh offers that key. Pure."""

from collections.abc import Iterator

from onboard.doctor.checks import key_files
from onboard.doctor.checks.key_files import locked
from onboard.doctor.checks.ssh_edits import block_to_the_top, by_key, resolved, set_up
from onboard.doctor.checks.ssh_offered import at_iam, held, meant, names_key, offers, place
from onboard.doctor.checks.ssh_program import finding
from onboard.doctor.finding import FIX, Enable, Finding, Severity
from onboard.situation import Credential, SshKey
from onboard.situation.case import Case
from onboard.situation.ssh import SshView

NOT_THERE = "publickey-not-uploaded"
TRIES = 6
"""After which a server hangs up. Source: OpenSSH's default; CodeCommit's own is not documented."""
DENIED = "permission denied (publickey"


def check(case: Case) -> Iterator[Finding]:
    """What IAM says of the id that ssh signs in with, and whether ssh offers that key."""
    view = resolved(case)
    if view is None or held(case) is None or not by_key(view) or any(key_files.check(case)):
        return
    found = at_iam(case, view)
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


def _offered(case: Case, view: SshView, found: SshKey) -> Iterator[Finding]:
    order = offers(view)
    if found.body not in order:
        yield _another(case, view, found)
    elif order.index(found.body) >= TRIES:
        yield _too_many(case, view, order.index(found.body))
    elif case.attempt and DENIED in case.attempt.said.lower() and not locked(case):
        yield _all_in_order(case, found)


def _another(case: Case, view: SshView, found: SshKey) -> Finding:
    file = meant(view)
    here = f"{file.path} is another key than {found.id}" if file else f"No key here is {found.id}"
    if file and file.named:
        why = f"{view.command_from} names it, and IAM has another key under that id."
        return finding(case, view, NOT_THERE, f"{here}.", why)
    fix, mend = set_up(case)
    why = "CodeCommit wants the private half of the key that IAM has under that id."
    where = place(file) if file else case.target.where
    return Finding(NOT_THERE, Severity.ERROR, f"{here}.", where, why, fix, mend)


def _all_in_order(case: Case, found: SshKey) -> Finding:
    return Finding(
        "publickey-unspecific",
        Severity.ERROR,
        f"IAM has the key {found.id}, Active, and ssh offers it; the server refuses it all the "
        "same.",
        f"IAM SSH key {found.id}",
        "After a change at IAM it takes a moment until CodeCommit's servers know.",
        f"Wait a minute and run onboard doctor again; if it stays so: ssh -v {case.target.host}",
    )


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
        place(file) if file else case.target.where,
        f"The server hangs up after {TRIES} that it does not know; IdentitiesOnly yes keeps "
        "the agent's others out.",
        fix,
        mend,
    )
