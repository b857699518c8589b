"""Prove a set-up with git and ssh themselves, waiting while IAM propagates, saying why when not."""

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from onboard.places import Places
from onboard.prove.attempt import Attempt, Prover
from onboard.prove.diagnose import Cause, diagnose
from onboard.prove.git_credential import try_https
from onboard.prove.helper_chain import in_the_way
from onboard.prove.push import check_push
from onboard.prove.signed import try_grc, try_helper
from onboard.prove.ssh_key import try_ssh
from onboard.situation import Method
from onboard.work import (
    Materials,
    Progress,
    Proof,
    ProofRequest,
    Ref,
    Report,
    Run,
    Stop,
    Text,
    never,
    silent,
)

if TYPE_CHECKING:
    from onboard.aws.session import Connection

ATTEMPTS: Mapping[Method, Callable[[Prover], Attempt]] = {
    Method.HTTPS: try_https,
    Method.SSH: try_ssh,
    Method.HELPER: try_helper,
    Method.GRC: try_grc,
}
PAUSE = 2.0
"""Seconds between two tries while IAM propagates."""
PROPAGATES = "invalid-token"
"""What a new access key gets until all of AWS knows it."""
SETTLED = 4.0
"""Seconds to go on trying where nothing new was created, so nothing propagates."""
BROUGHT = 30.0
"""Seconds for a credential from the AWS console: it may be new, and IAM cannot be asked."""


def prove(
    request: ProofRequest,
    run: Run | None,
    places: Places,
    connection: "Connection | None",
    materials: Materials | None = None,
    report: Report = silent,
    stop: Stop = never,
    limit: float = 120,
) -> Proof:
    """Try until git has signed in, a cause is certain, or `limit` seconds have passed.

    AWS gives no number for IAM's propagation, so a refusal without a certain cause is "not yet"
    while a credential is new. Source: IAM user guide, "Changes that I make are not always
    immediately visible".
    """
    prover = _prover(request, run, places, materials or Materials())
    fresh = run is not None and any(done.values for done in run.done)
    end = time.monotonic() + patience(run, connection is not None, limit)
    report(Progress("prove", "Asking git to sign in"))
    while True:
        attempt = ATTEMPTS[request.method](prover)
        if attempt.ok:
            return _proved(prover, attempt, in_the_way(request, run, places), report)
        cause = diagnose(prover, attempt, connection)
        left = end - time.monotonic()
        not_yet = fresh and cause.symptom == PROPAGATES
        if (cause.certain and not not_yet) or left <= 0 or stop():
            others = in_the_way(request, run, places)
            return _refused(prover, attempt, cause, others, report)
        report(
            Progress(
                "prove",
                "Not yet: new credentials need a few seconds until git may use them",
                "waiting",
                seconds=left,
            )
        )
        time.sleep(min(PAUSE, max(left, 0.1)))


def patience(run: Run | None, signed_in: bool, limit: float) -> float:
    """How many seconds to go on trying, given what may still propagate."""
    if run is not None and any(done.values for done in run.done):
        return limit
    brought = run is not None and bool(run.done) and not signed_in
    return min(limit, BROUGHT if brought else SETTLED)


def _prover(request: ProofRequest, run: Run | None, places: Places, materials: Materials) -> Prover:
    def value(text: Text) -> str:
        return run.value(text) if run is not None and isinstance(text, Ref) else str(text)

    user, credential, url_user = map(value, (request.user, request.credential, request.url_user))
    return Prover(request, places, user, credential, materials, url_user)


def _proved(prover: Prover, attempt: Attempt, others: tuple[str, ...], report: Report) -> Proof:
    push = check_push(prover, attempt)
    words = {
        "allowed": " Pushing is allowed too.",
        "refused": " Pulling works; pushing is refused: you lack codecommit:GitPush.",
    }
    report(Progress("prove", attempt.detail, "done"))
    return Proof(
        ok=True,
        method=prover.request.method,
        command=attempt.command,
        detail=" ".join((attempt.detail + words.get(push, ""), *others)),
        push=push,
        credential=prover.credential,
    )


def _refused(
    prover: Prover,
    attempt: Attempt,
    cause: Cause,
    others: tuple[str, ...],
    report: Report,
) -> Proof:
    report(Progress("prove", cause.means, "failed"))
    return Proof(
        ok=False,
        method=prover.request.method,
        command=attempt.command,
        detail=" ".join((cause.means, *others)),
        cause=cause.symptom,
        hint=cause.hint,
        said=attempt.said,
        push="not checked",
        credential=prover.credential,
    )
