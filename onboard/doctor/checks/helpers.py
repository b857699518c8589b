"""Whether git asks the helper that can sign in at the address, and nobody before it. Pure."""

from collections.abc import Callable, Iterator

from onboard.doctor.checks.taking_out import by_hand, replaced, taken_out
from onboard.doctor.checks.whose import METHODS, asked, conflict, method_of, mine
from onboard.doctor.finding import FIX, Finding, Forget, Mend, Readdress, SetUpAgain, Severity
from onboard.git.chain import in_force
from onboard.git.config import is_codecommit
from onboard.git.helper_line import read_line
from onboard.git.lines import written
from onboard.git.remembered import LIFE
from onboard.git.troubles import named, where
from onboard.git.urlmatch import matches
from onboard.regions import with_user
from onboard.situation import HelperEntry, Method, Unknown
from onboard.situation.case import Case, Kept


def check(case: Case) -> Iterator[Finding]:
    """The one thing in the chain that keeps git out; where it is let in, what will break later."""
    target = case.target
    if target.scheme != "https" or target.problems or target.password:
        return
    if case.let_in:
        yield from _stored(case)
        return
    for look in LOOKS:
        found = next(look(case), None)
        if found:
            yield found
            return


def _answered(case: Case) -> Iterator[Finding]:
    """Another helper answers before the one that could."""
    for kept in case.git.kept:
        ours, signed = mine(case), _is_dead(case, kept)
        if not signed and (not ours or _is_git_user(case, kept.user)):
            return
        what = named(kept.helper.value)
        word = (
            "a signed password that is past its 15 minutes" if signed else "a password of its own"
        )
        summary = f"{what[:1].upper()}{what[1:]} answers git as {kept.user}, with {word}."
        if not ours:
            value = kept.helper.value
            mend: Mend = Forget(case.target.url, kept.user, (value,), case.target.folder)
            why = "CodeCommit refuses it, and git asks nobody else as long as it is there."
            yield _finding("stale-helper-password", summary, kept.helper, why, mend)
            return
        id_ = conflict(kept.helper) or ("stale-helper-password" if signed else "helper-bypassed")
        why = f"So git never asks {named(ours[-1].value)}, which could sign in."
        yield _displaced(case, id_, summary, kept.helper, why)


def _misread(case: Case) -> Iterator[Finding]:
    """A line for AWS's helper that git does not read so."""
    for one in asked(case):
        value = one.entry.value
        bare = value.strip("'\"").removeprefix("!")
        if value[:1] in ("'", '"'):
            problem = "the quotes around it became part of it"
        elif one.program.startswith("git-credential-") and read_line(value).kind == "aws":
            problem = "the ! in front is missing"
        elif one.meant:
            problem = f"the path {one.meant} has a space in it and stands in no quotes"
            bare = f"'{one.meant}'{value.removeprefix('!')[len(one.meant) :]}"
        else:
            continue
        key = f"\thelper = {written(f'!{bare}')}"
        mend = replaced(case.git.lines, one.entry, (key,))
        summary = f"git cannot start its helper as the line is written: {problem}."
        why = "It looks for a program of that whole name, finds none, and asks you instead."
        yield _finding("helper-misconfigured", summary, one.entry, why, mend)


def _not_there(case: Case) -> Iterator[Finding]:
    for one in asked(case):
        if one.found:
            continue
        summary = f"The program of git's helper is not there: {one.program}"
        why = "It was moved or taken off this machine, so git gets no answer and asks you."
        mend = SetUpAgain(method_of(one.entry), mend_chain=True)
        if one.entry.scope in ("local", "worktree", "command"):
            taken = taken_out(case.git.lines, one.entry)
            yield _finding("helper-command-not-found", summary, one.entry, why, taken)
        else:
            yield _finding("helper-command-not-found", summary, one.entry, why, mend)


def _no_path(case: Case) -> Iterator[Finding]:
    """A helper that signs needs the repository's path."""
    signing = [one for one in asked(case) if method_of(one.entry) is Method.HELPER]
    if case.git.http_path or not signing or len(signing) != len(asked(case)):
        return
    said = in_force(case.target.url, case.git.paths)
    why = "git then names only the host, and the helper cannot sign for a repository."
    if said is None:
        summary = "credential.useHttpPath is not on, which AWS's helper needs."
        mend = SetUpAgain(Method.HELPER, mend_chain=True)
        yield _finding("no-usehttppath", summary, signing[0].entry, why, mend)
    else:
        summary = f"credential.useHttpPath = {said.value} outranks what the helper needs."
        yield _displaced(case, "no-usehttppath", summary, said, why)


def _reset(case: Case) -> Iterator[Finding]:
    """Ours is configured, and a later empty line makes git forget it."""
    ours = mine(case)
    if not ours or asked(case):
        return
    rows = case.git.entries
    after = rows[rows.index(ours[-1]) + 1 :]
    fits = [one for one in after if matches(one.url, case.target.url)]
    by = next((one for one in reversed(fits) if not one.value), None)
    if by is None:
        return
    others = [one.entry for one in case.git.helpers]
    id_ = next((conflict(one) for one in others if conflict(one)), "") or "helper-bypassed"
    summary = f"An empty helper line makes git forget {named(ours[-1].value)}."
    said = f"only {named(others[0].value)}" if others else "nobody"
    yield _displaced(case, id_, summary, by, f"So git asks {said}, and cannot sign in.")


def _not_for_user(case: Case) -> Iterator[Finding]:
    """A section of ours that speaks for another user name than the address has."""
    target = case.target
    if mine(case) or case.git.kept:
        return
    for one in case.git.entries:
        user, at, host = one.url.partition("://")[2].rpartition("@")
        if not at or not is_codecommit(one.url) or not matches(f"https://{host}", target.url):
            continue
        said = f"{target.user} is" if target.user else "none is"
        meant = with_user(target.url.replace(f"://{target.user}@", "://"), user)
        yield Finding(
            "helper-bypassed",
            Severity.ERROR,
            f"git's helper here is for addresses with {user}@ in front, and {said} in this one.",
            where(one),
            "git takes a section that names a user for that user's addresses only.",
            FIX if target.folder else f"Use {meant}",
            Readdress(target.folder) if target.folder else None,
        )


def _nobody(case: Case) -> Iterator[Finding]:
    if mine(case) or case.git.kept:
        return
    target, others = case.target, [named(one.entry.value) for one in case.git.helpers]
    idle = f" {others[0][:1].upper()}{others[0][1:]} is asked and knows nothing." if others else ""
    asking = case.git.settings.get("core.askpass")
    more = f" core.askPass ({where(asking)}) asks you instead." if asking else ""
    elsewhere = [
        one for one in case.git.entries if one.url and is_codecommit(one.url) and one.value
    ]
    only = f" There is one for {elsewhere[0].url} only." if elsewhere else ""
    yield Finding(
        "helper-not-configured",
        Severity.ERROR,
        f"git has no credential helper that can sign in at {target.host}.{only}{idle}{more}",
        where(elsewhere[0]) if elsewhere else target.where,
        "Without one git asks for a user name and a password, and fails where it cannot ask.",
        "onboard setup, or onboard doctor --fix, which does the same for this address.",
        SetUpAgain(METHODS.get(read_line(elsewhere[0].value).kind) if elsewhere else None),
    )


def _stored(case: Case) -> Iterator[Finding]:
    """Let in now, but what signs is handed to a helper that keeps it longer than it lives."""
    ours = [one.entry for one in asked(case)]
    others = [one.entry for one in case.git.helpers if one.found and one.entry not in ours]
    if not others or not ours or any(method_of(one) is Method.HTTPS for one in ours):
        return
    keeper = others[0]
    mend = SetUpAgain(Method.HELPER, mend_chain=True)
    yield Finding(
        conflict(keeper) or "stale-helper-password",
        Severity.WARNING,
        f"git gives {named(keeper.value)} each signed password to store.",
        where(keeper),
        "It dies after 15 minutes, and is answered later in place of a new one: then comes 403.",
        FIX,
        mend if keeper.scope in ("global", "system") else taken_out(case.git.lines, keeper),
    )


Look = Callable[[Case], Iterator[Finding]]
LOOKS: tuple[Look, ...] = (
    *(_answered, _misread, _not_there, _no_path, _reset, _not_for_user, _nobody),
)


def _displaced(case: Case, id_: str, summary: str, by: HelperEntry, why: str) -> Finding:
    """Something outranks our lines: they come last, or it goes where they cannot."""
    if by.scope in ("global", "system"):
        method = method_of(mine(case)[-1])
        return _finding(id_, summary, by, why, SetUpAgain(method, mend_chain=True))
    return _finding(id_, summary, by, why, taken_out(case.git.lines, by))


def _finding(id_: str, summary: str, entry: HelperEntry, why: str, mend: Mend | None) -> Finding:
    fix = by_hand(entry, mend)
    return Finding(id_, Severity.ERROR, summary, where(entry), why, fix, mend)


def _is_dead(case: Case, kept: Kept) -> bool:
    return kept.signed is not None and case.situation.now - kept.signed > LIFE


def _is_git_user(case: Case, name: str) -> bool:
    held = case.situation.holdings.git_credentials
    return not isinstance(held, Unknown) and any(one.user_name == name for one in held)
