"""Whether the Git user name and password that git sends are still good at IAM. Pure."""

from collections.abc import Iterator
from datetime import timedelta

from onboard.doctor.checks.taking_out import by_hand, taken_out
from onboard.doctor.finding import FIX, Enable, Finding, Mend, Readdress, SetUpAgain, Severity
from onboard.git.config import is_codecommit
from onboard.git.helper_line import read_line
from onboard.git.troubles import named, where
from onboard.situation import (
    SLOTS,
    Credential,
    GitCredential,
    HelperEntry,
    Method,
    Store,
    Unknown,
    VaultEntry,
)
from onboard.situation.case import Case

ID = "git-credential-wrong-or-inactive"
NEW = timedelta(minutes=10)
PULL = "codecommit:GitPull"
RESET = "onboard rotate --method https --reset-password"


def check(case: Case) -> Iterator[Finding]:
    """What is kept here against what IAM has; nothing where IAM may not be asked."""
    target = case.target
    if target.scheme != "https" or target.problems or target.password or case.let_in:
        return
    if case.git.kept:
        kept = case.git.kept[0]
        if case.refused and kept.signed is None:
            yield from _at_iam(case, kept.user, named(kept.helper.value), ours=False)
        return
    line = next((read_line(one.entry.value) for one in case.git.helpers), None)
    if line is None or line.kind != "https":
        return
    kept_here = [one for one in case.situation.machine.vault if one.store is not Store.GIT_HELPER]
    entries = [one for one in kept_here if one.account == line.account]
    setting = case.git.settings.get("credential.username")
    asked = target.user or (setting.value if setting else "")
    if not entries:
        yield _finding(
            f"No password of a Git credential for account {line.account} is kept here.",
            f"what onboard keeps for account {line.account}",
            "git's helper has nothing to answer with, so git asks you.",
            SetUpAgain(Method.HTTPS),
        )
    elif asked and asked not in _names(entries):
        yield _of_another(case, asked, None if target.user else setting)
    elif case.refused:
        yield from _at_iam(case, _answering(entries, asked), "onboard", ours=True)


def _of_another(case: Case, user: str, setting: HelperEntry | None) -> Finding:
    """git asks for a user name that is none of those kept here."""
    why = "git asks its helper for that user alone; the name of an IAM user is none for git."
    if setting is None:
        folder = case.target.folder
        summary = f"The address has the user name {user}, and no password of that name is kept."
        mend: Mend | None = Readdress(folder) if folder else None
        fix = FIX if mend else "Use the address without it: onboard url ADDRESS"
        return Finding(ID, Severity.ERROR, summary, case.target.where, why, fix, mend)
    summary = f"credential.username makes git ask for {user}, and no such password is kept."
    own = is_codecommit(setting.url)  # any other may be what another server needs
    mend = taken_out(case.git.lines, setting) if own else None
    section = f"git config --global credential.https://{case.target.host}.username GIT-USER"
    fix = by_hand(setting, mend) if own else f"Give CodeCommit its own (onboard status): {section}"
    return Finding(ID, Severity.ERROR, summary, where(setting), why, fix, mend)


def _at_iam(case: Case, user: str, holder: str, ours: bool) -> Iterator[Finding]:
    held = case.situation.holdings.git_credentials
    if isinstance(held, Unknown) or not _of_account(case, user):
        return
    found = next((one for one in held if one.user_name == user), None)
    place = f"IAM Git credential {found.id}" if found else f"Git user {user}, kept by {holder}"
    if found is None:
        yield _finding(
            f"The Git credential {user} is not at IAM any more.",
            place,
            "Somebody deleted it, so its password opens nothing.",
            _renewed(held, ours),
        )
    elif found.status != "Active":
        yield _finding(
            f"The Git credential {user} is {found.status} at IAM.",
            place,
            "CodeCommit refuses its password until it is Active again.",
            Enable(Credential.GIT, found.id),
        )
    elif case.repository is False or not _may_pull(case):
        return
    elif _is_new(case):
        yield Finding(
            "403-unspecific",
            Severity.ERROR,
            f"The Git credential {user} was made or changed minutes ago, and the server does not "
            "let it in yet.",
            place,
            "IAM has it Active and allows pulling; it takes a while until all servers know.",
            "Wait a minute, then look again: onboard doctor",
        )
    else:
        yield _finding(
            f"The password of {user} that {holder} keeps is not the one that IAM has.",
            place,
            "IAM has it Active and allows pulling, and the server refuses it: it was reset, "
            "perhaps on another machine, or typed wrongly.",
            _renewed(held, ours),
        )


def _is_new(case: Case) -> bool:
    """Whether the servers may not know it yet; AWS gives no number for how long that takes."""
    changed = case.situation.past.unproven
    return changed is not None and case.situation.now - changed < NEW


def _renewed(held: tuple[GitCredential, ...], ours: bool) -> Mend | None:
    """A new credential: a reset would end what another machine uses. It needs a free slot."""
    free = len(held) < SLOTS[Credential.GIT]
    return SetUpAgain(Method.HTTPS, mend_chain=True, renew=ours) if free else None


def _may_pull(case: Case) -> bool:
    """Whether IAM says so; `unknown` is not enough to blame the password."""
    verdict = case.situation.permissions.get(PULL)
    return verdict is not None and verdict.decision == "allowed" and not verdict.only_with_mfa


def _of_account(case: Case, user: str) -> bool:
    account = case.situation.identity.account
    return bool(account) and user.endswith(f"-at-{account}")


def _names(entries: list[VaultEntry]) -> set[str]:
    return {name for one in entries for name in (one.username, *one.formerly)}


def _answering(entries: list[VaultEntry], asked: str) -> str:
    """Whose password the helper answers with: the newest, or that of the name in the address."""
    fits = [one for one in entries if not asked or asked in (one.username, *one.formerly)]
    return fits[-1].username


def _finding(summary: str, place: str, why: str, mend: Mend | None) -> Finding:
    fix = FIX if mend else RESET
    return Finding(ID, Severity.ERROR, summary, place, why, fix, mend)
