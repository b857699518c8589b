"""Why git was refused: the server never says, so the words, IAM's state and its policies must."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onboard.aws import codecommit, iam, permissions, sts
from onboard.errors import AccessDenied, MfaNeeded, NotSignedIn, OnboardError, RefusedByAws
from onboard.prove.attempt import Attempt, Prover
from onboard.situation import Method

if TYPE_CHECKING:
    from onboard.aws.session import Connection

PULL = "codecommit:GitPull"
UNSPECIFIC = {Method.SSH: "publickey-unspecific"}
REFUSED = re.compile(r"40[13]|denied|authentication failed|could not read (user|pass)")


@dataclass(frozen=True)
class Cause:
    """One cause: the symptom's id, what it means, the next thing to do, and if it is certain."""

    symptom: str
    means: str
    hint: str
    certain: bool = True


TELLING = frozenset(
    {
        *("proxy-or-dns", "tls-interception", "hostkey-changed", "hostkey-unknown"),
        *("repo-not-found", "no-grc"),
    }
)
"""What git's and ssh's own words tell for certain; all else IAM knows better."""
BYPASSED = Cause(
    "helper-bypassed",
    "git does not ask the helper that was written for this host.",
    "Look for another credential helper or user name: git config --show-origin "
    "--get-regexp ^credential",
)


def diagnose(prover: Prover, attempt: Attempt, connection: "Connection | None") -> Cause:
    """The first cause that is certain, else what a bare refusal may be."""
    text = attempt.said.lower()
    if "not authorized to perform" in text and "gitpull" in text:
        return _no_pull(prover)
    if re.search(r"would sign in|got no credential", text):  # the prover's own words
        return BYPASSED
    if told := _told(attempt):
        return told
    if connection is not None:
        for look in (_caller, _credential, _repository, _permission):
            found = _tried(look, prover, connection)
            if found:
                return found
    if not REFUSED.search(text):
        return _own_words(attempt)
    return _not_asked(prover) if connection is None else _unspecific(prover)


def _told(attempt: Attempt) -> Cause | None:
    from onboard.doctor.explain import explain

    matches = explain(f"{attempt.command}\n{attempt.said}")
    found = next((one for one in matches if one.symptom in TELLING), None)
    return Cause(found.symptom, found.cause, found.next) if found else None


def _own_words(attempt: Attempt) -> Cause:
    """No server has refused anything: git or ssh failed by itself, and its own words say why."""
    lines = attempt.said.strip().splitlines() or ["it said nothing"]
    return Cause(
        "unknown",
        f"git or ssh failed before the server could decide: {lines[-1].strip()}",
        "Mend what it complains of; onboard setup, with the same choices, repeats the proof.",
        certain=False,
    )


def _tried(
    look: "Callable[[Prover, Connection], Cause | None]", prover: Prover, connection: "Connection"
) -> Cause | None:
    try:
        return look(prover, connection)
    except OnboardError:  # what we may not see is no cause; the next look may tell
        return None


def _caller(prover: Prover, connection: "Connection") -> Cause | None:
    try:
        sts.caller(connection)
    except (NotSignedIn, RefusedByAws, AccessDenied, MfaNeeded) as error:
        return _key_refused(error)
    return None


def _key_refused(error: OnboardError) -> Cause:
    text = f"{getattr(error, 'aws_code', '')} {error.message}".lower()
    for words, symptom in (
        ("expired", "expired-session"),
        ("signaturedoesnotmatch", "wrong-secret-key"),
        ("tooskewed", "clock-skew"),
    ):
        if words in text:
            return Cause(symptom, error.message, error.hint)
    return Cause(
        "invalid-token",
        "AWS does not accept the access key any more: it is Inactive or deleted.",
        error.hint or "Ask who manages your access keys, or sign in again.",
    )


def _credential(prover: Prover, connection: "Connection") -> Cause | None:
    request = prover.request
    if request.method is Method.HTTPS and prover.credential:
        held = iam.list_git_credentials(connection, request.user_name)
        status = next((one.status for one in held if one.id == prover.credential), "deleted")
        what, symptom = "Git credential", "git-credential-wrong-or-inactive"
    elif request.method is Method.SSH:
        keys = iam.list_ssh_keys(connection, request.user_name, bodies=False)
        status = next((one.status for one in keys if one.id == prover.credential), "deleted")
        what, symptom = "SSH key", "publickey-not-uploaded"
    else:
        return None
    if status == "Active":
        return None
    return Cause(
        symptom,
        f"The {what} {prover.credential} is {status} at IAM.",
        f"Run onboard setup --method {request.method} again."
        if status == "deleted"
        else f"Make it Active again in the IAM console, or run onboard setup --method "
        f"{request.method} again.",
    )


def _repository(prover: Prover, connection: "Connection") -> Cause | None:
    name = prover.request.repository
    if name is None:
        return None
    try:
        codecommit.get_repository(connection, prover.request.region, name)
    except RefusedByAws as error:
        if error.aws_code == "RepositoryDoesNotExistException":
            return Cause(
                "repo-not-found",
                f"There is no repository {name} in {prover.request.region} of this account.",
                "Check the name, its case, and the Region.",
            )
    return None


def _permission(prover: Prover, connection: "Connection") -> Cause | None:
    request = prover.request
    if request.repository is None:
        return None
    resource = (
        f"arn:{prover.region.partition}:codecommit:{request.region}:{request.account}"
        f":{request.repository}"
    )
    carries = None if request.method in (Method.HELPER, Method.GRC) else False
    verdicts = permissions.simulate(connection, request.arn, (PULL,), resource, mfa=carries)
    verdict = verdicts.get(PULL)
    if verdict is None or verdict.decision != "denied":
        return None
    if verdict.with_mfa:
        return Cause(
            "explicit-deny-mfa",
            "Your organisation's policy lets git in only with MFA, and this way in carries none.",
            "Use the credential helper over a session with MFA: onboard setup --method helper",
        )
    return _no_pull(prover)


def _no_pull(prover: Prover) -> Cause:
    name = prover.request.repository
    named = f" --repository {name} --region {prover.request.region}" if name else ""
    return Cause(
        "no-permission-pull",
        f"The credential is right, but IAM does not allow {PULL} on {name or 'the repository'}.",
        f"Ask an administrator for {PULL} (and codecommit:GitPush to push), for example by the "
        f"AWS managed policy AWSCodeCommitPowerUser. What to send: onboard policy {PULL}{named}",
    )


def _unspecific(prover: Prover) -> Cause:
    return Cause(
        UNSPECIFIC.get(prover.request.method, "403-unspecific"),
        "The server refused and gave no reason; nothing at IAM explains it. IAM may need longer "
        "than usual until a new credential works everywhere.",
        "Wait a minute and try again: onboard setup, with the same choices, repeats the proof.",
        certain=False,
    )


def _not_asked(prover: Prover) -> Cause:
    """Nobody is signed in to AWS, as on the console path."""
    ssh = prover.request.method is Method.SSH
    what = "key id is not that of this key" if ssh else "user name and password do not match"
    return Cause(
        UNSPECIFIC.get(prover.request.method, "403-unspecific"),
        "The server refused and gave no reason, and without AWS credentials IAM cannot be asked. "
        f"Either the {what}, it is not Active, or it is so new that IAM needs longer.",
        f"Compare {prover.user} with what the IAM console shows; then onboard setup, with the "
        "same choices, repeats the proof.",
        certain=False,
    )
