"""Whether ssh can use the key file that is meant for CodeCommit. Pure."""

from collections.abc import Iterator

from onboard.doctor.checks.ssh_edits import by_key, resolved, set_up
from onboard.doctor.checks.ssh_offered import (
    at_iam,
    held,
    in_agent,
    is_for_codecommit,
    meant,
    offers,
    place,
)
from onboard.doctor.finding import FIX, Finding, Mend, Protect, Severity
from onboard.situation.case import Case
from onboard.situation.ssh import IdentityFile, SshView

OTHERS_READ = 0o077


def check(case: Case) -> Iterator[Finding]:
    """A file that is not there, damaged, of a wrong type, or open to others."""
    view = resolved(case)
    file = meant(view) if view is not None else None
    if view is None or file is None or not _counts(case, view, file):
        return
    fix, mend = set_up(case)
    if not file.there:
        why = "ssh then offers no key, or another one that CodeCommit does not know."
        summary = f"The key {file.path} is not there."
        yield _finding(file, "key-file-missing", summary, why, fix, mend)
    elif not file.type and file.problem:
        yield _finding(file, "key-unreadable", file.problem, f"It is {file.path}.", fix, mend)
    elif file.type and file.type != "ssh-rsa":
        summary = f"{file.path} is of type {file.type}, and IAM takes only RSA keys."
        why = "So CodeCommit cannot know its public half."
        yield _finding(file, "key-type-not-accepted", summary, why, fix, mend)
    elif file.mode is not None and file.mode & OTHERS_READ and file.problem:
        summary = f"Others may read the private key {file.path}, so ssh does not use it."
        why = "Who can read it can sign in as you."
        yield _finding(file, "key-permissions", summary, why, FIX, Protect(file.path, 0o600))


def locked(case: Case) -> IdentityFile | None:
    """The key that ssh would only have to ask the passphrase of; nobody is asked here."""
    view = resolved(case)
    file = meant(view) if view is not None else None
    if view is None or file is None or not file.encrypted or in_agent(view, file):
        return None
    found = at_iam(case, view)
    right = held(case) is None or (found is not None and found.body in ("", file.body))
    return file if by_key(view) and right and not file.problem else None


def check_passphrase(case: Case) -> Iterator[Finding]:
    """No alarm: git on a terminal asks for it."""
    file = locked(case)
    if file is not None:
        yield Finding(
            "key-needs-passphrase",
            Severity.NOTE,
            f"{file.path} has a passphrase, and no agent holds it; nobody was asked for it here.",
            place(file),
            "So git could not sign in just now. On a terminal it asks; an IDE may get no answer.",
            f"Give it to an agent once for all: ssh-add '{file.path}'",
        )


def _counts(case: Case, view: SshView, file: IdentityFile) -> bool:
    """Whether it is this file that ssh needs: dotfiles may name one for every host."""
    found = at_iam(case, view)
    if in_agent(view, file) or (found is not None and found.body in offers(view)):
        return False
    return file.named or is_for_codecommit(file) or by_key(view)


def _finding(
    file: IdentityFile, id_: str, summary: str, why: str, fix: str, mend: Mend | None
) -> Finding:
    return Finding(id_, Severity.ERROR, summary, place(file), why, fix, mend)
