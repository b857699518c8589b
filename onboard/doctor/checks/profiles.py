"""Whether there is the AWS profile that git is told to sign with."""

from collections.abc import Iterator

from onboard.doctor.finding import FIX, Finding, Mend, Readdress, SetUpAgain, Severity
from onboard.situation import Kind, Method
from onboard.situation.case import Case, Signer


def check(case: Case) -> Iterator[Finding]:
    """A helper line, an address or a variable that names a profile which is not there."""
    if case.signer is None or not is_missing(case):
        return
    there = ", ".join(one.name for one in case.situation.profiles)
    says = f"The profiles here are: {there}." if there else "There is no profile here at all."
    mend = _mend(case, case.signer)
    of_address = case.method is Method.GRC and case.signer.named
    yield Finding(
        "grc-bad-profile" if of_address else "aws-profile-missing",
        Severity.WARNING if case.let_in else Severity.ERROR,
        f"There is no AWS profile called {case.signer.profile}. {says}",
        case.signer.where,
        "git signs in with that profile there.",
        FIX if mend else _fix(case, case.signer),
        mend,
    )


def is_missing(case: Case) -> bool:
    """Whether git is told to sign with a profile that is not there."""
    return case.signer is not None and not case.signer.known


def _fix(case: Case, signer: Signer) -> str:
    if not signer.named:
        return f"Name one that is there, or take the variable away: unset {signer.where}"
    if case.method is Method.GRC:
        return (
            "Name one that is there in the address, as codecommit::REGION://PROFILE@NAME; this "
            f"writes it: onboard url {case.target.url} --profile PROFILE"
        )
    return "Name one that is there: onboard setup --method helper --profile PROFILE"


def _mend(case: Case, signer: Signer) -> Mend | None:
    """Another profile in its place, where it is the only one that can be meant."""
    situation = case.situation
    if not signer.named or situation.identity.kind is Kind.NONE or not situation.profile:
        return None
    account, was = situation.identity.account, situation.past.accounts.get(signer.profile or "")
    if situation.profile != signer.instead or was not in (None, account):
        return None
    if case.method is not Method.GRC:
        return SetUpAgain(Method.HELPER, mend_chain=True) if was else None
    if case.target.folder:
        return Readdress(case.target.folder)
    return None
