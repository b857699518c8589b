"""How the address is written, and what a setting makes of it. Pure."""

from collections.abc import Iterator

from onboard.address.hosts import is_ours
from onboard.address.parts import parts
from onboard.doctor.checks import grc
from onboard.doctor.checks.taking_out import by_hand, taken_out
from onboard.doctor.finding import Finding, Readdress, Severity
from onboard.git.troubles import where
from onboard.situation.case import Case, Target

REWRITE = "onboard url --rewrite ."


def check(case: Case) -> Iterator[Finding]:
    """A wrong form, a password in it, and a setting that takes git to another server."""
    target = case.target
    yield from _replaced(case, target)
    for words in () if grc.is_region(case) else target.problems:
        if target.scheme == "ssh" and words.startswith(f"{target.user!r} is no SSH user"):
            continue  # `ssh_user` knows more of it
        yield Finding(
            "bad-url",
            Severity.NOTE if case.let_in else Severity.ERROR,
            words,
            target.where,
            "git goes to the address as it is written.",
            f"Give it the right address: {REWRITE}",
            _readdress(target),
        )
    if target.password:
        yield _password(case, target)


def _replaced(case: Case, target: Target) -> Iterator[Finding]:
    setting = target.instead
    if setting is None or (target.repository and case.let_in):
        return
    lines = {(setting.origin, setting.line): target.instead_line or ""}
    own = is_ours(parts(setting.value.partition("://")[2])[1])
    # a prefix that is not CodeCommit's alone may be what other servers need
    mend = taken_out(lines, setting) if own else None
    rule = f'git config --global url."{target.written}".insteadOf {target.written}'
    yield Finding(
        "address-replaced",
        Severity.NOTE if case.let_in else Severity.ERROR,
        f"git does not use {target.written}: a setting makes it {target.url}",
        where(setting),
        f"Every address that begins with {setting.value} is replaced so.",
        by_hand(setting, mend) if own else f"Let this address be as it is: {rule}",
        mend,
    )


def _password(case: Case, target: Target) -> Finding:
    return Finding(
        "password-in-url",
        Severity.WARNING if case.let_in else Severity.ERROR,
        "A password stands in the address.",
        target.where,
        "git shows it in its output, keeps it in plain text, and asks no helper for a newer one."
        if target.folder
        else "It is in your shell's history now, and in git's output.",
        f"{REWRITE} Then treat the password as known to others: onboard rotate --method https"
        if target.folder
        else f"Use {target.url}, and treat the password as known to others: onboard rotate "
        "--method https",
        _readdress(target),
    )


def _readdress(target: Target) -> Readdress | None:
    return Readdress(target.folder) if target.folder else None
