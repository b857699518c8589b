"""Whether ssh signs in as a key's id, which is the only user that CodeCommit knows. Pure."""

from collections.abc import Iterator

from onboard.doctor.checks.ssh_edits import block_to_the_top, first, resolved, set_up
from onboard.doctor.checks.ssh_offered import names_key, offered_ids
from onboard.doctor.checks.ssh_program import finding
from onboard.doctor.finding import FIX, Finding, Mend, Readdress, Severity
from onboard.situation import Method
from onboard.situation.case import Case
from onboard.situation.ssh import SshLine, SshView
from onboard.ssh.names import is_key_id, is_other_id

ID = "publickey-wrong-user"
WHY = "At CodeCommit the SSH user is the id of the key at IAM, which begins with APKA."


def check(case: Case) -> Iterator[Finding]:
    """One error where the user is none, or another key's."""
    view = resolved(case)
    if view is None:
        return
    user = view.user
    if case.target.user:
        yield from _in_address(case, view)
    elif is_key_id(user):
        return
    elif names_key(view):
        what = _what(user)
        yield finding(case, view, ID, f"The command that git starts says {what} as user.", WHY)
    else:
        line = first(view, "user", user)
        yield _said(case, view, line) if line else _unsaid(case, view)


def _in_address(case: Case, view: SshView) -> Iterator[Finding]:
    """It outranks what ssh's configuration says."""
    user, ids = case.target.user, offered_ids(case, view)
    if is_key_id(user):
        if not ids or user in ids:
            return
        summary = f"The address has the key id {user}, and the key here is {ids[0]}."
        why = "CodeCommit wants the key that belongs to the id, and the address outranks ~/.ssh."
    else:
        summary, why = f"The address has {_what(user)} as user.", WHY
    fix, mend = _readdressed(case)
    yield Finding(ID, Severity.ERROR, summary, case.target.where, why, fix, mend)


def _readdressed(case: Case) -> tuple[str, Mend | None]:
    """Without the user, once something here gives ssh the right one."""
    folder, machine = case.target.folder, case.situation.machine
    ours = any(one.method is Method.SSH for one in case.situation.setups)
    theirs = any(is_key_id(one.user) and one.hosts for one in machine.hand_written)
    if not (ours or theirs):
        return set_up(case)
    if folder is None:
        return "Leave the user out of the address: onboard url ADDRESS", None
    return FIX, Readdress(folder)


def _said(case: Case, view: SshView, line: SshLine) -> Finding:
    """A line of the configuration names the user."""
    summary, why = f"ssh signs in at CodeCommit as {_what(line.value)}.", WHY
    fix, mend = set_up(case)
    if view.block and not line.own:
        why = f"That line comes before the block of onboard, and ssh takes the first. {WHY}"
        moved = block_to_the_top(view)
        fix, mend = (FIX, moved) if moved else (f"Move the block of onboard above it. {fix}", None)
    return Finding(ID, Severity.ERROR, summary, line.where, why, fix, mend)


def _unsaid(case: Case, view: SshView) -> Finding:
    """No line names one, so ssh takes the name of whoever is logged in."""
    meant = next((one for one in view.lines if _is_for_codecommit(one)), None)
    fix, mend = set_up(case)
    if meant is None:
        return Finding(
            "publickey-not-uploaded",
            Severity.ERROR,
            "Nothing here tells ssh which key to use at CodeCommit, and as which user.",
            case.target.where,
            WHY,
            fix,
            mend,
        )
    summary = f"Your lines for CodeCommit have no User, so ssh signs in as {view.user}."
    return Finding(ID, Severity.ERROR, summary, meant.where, WHY, fix, mend)


def _is_for_codecommit(line: SshLine) -> bool:
    here = line.value if line.keyword in ("host", "match") else line.section
    return "codecommit" in here.lower()


def _what(user: str) -> str:
    if is_other_id(user):
        return f"{user}, which is no key's id,"
    return f"{user!r}"
