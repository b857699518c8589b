"""How much a fault of the AWS side matters: whether git stands or falls with it there."""

from onboard.doctor.finding import Severity
from onboard.situation import Kind, Method, ProfileFact
from onboard.situation.case import Case

PEOPLE = frozenset(Kind) - {Kind.INSTANCE_ROLE, Kind.SERVICE_ROLE}
"""A machine that only reads is as it should be."""


def of_signing(case: Case) -> Severity:
    """An error where git signs with AWS credentials and is refused, or has nothing else to use."""
    if case.signer is None:
        lost = case.method is None and case.target.scheme == "https" and not case.let_in
        return Severity.ERROR if lost else Severity.NOTE
    if not case.let_in:
        return Severity.ERROR
    return Severity.WARNING if _will_end(case) else Severity.NOTE


def profile_of(case: Case) -> ProfileFact | None:
    """The settings of the profile in force."""
    name = case.situation.profile
    return next((one for one in case.situation.profiles if one.name == name), None)


def _will_end(case: Case) -> bool:
    """Whether git was let in by what AWS will have to give anew, and cannot.

    What signs may have an addition to botocore that this program lacks.
    """
    fact, cause = profile_of(case), case.situation.identity.cause
    return cause != "login-needs-crt" and (fact is None or fact.source != "keys")


def signs_as_seen(case: Case) -> bool:
    """Whether what IAM says of the caller decides on git's requests, too."""
    return case.signer is not None or case.situation.identity.kind in (
        Kind.IAM_USER,
        Kind.IAM_USER_SESSION,
    )


def carries_mfa(case: Case) -> bool:
    """Whether git's requests could carry MFA at all: stored passwords and keys cannot."""
    return case.method in (Method.HELPER, Method.GRC)
