"""Whether pushing is allowed too: asked of the server by a dry run that sends nothing."""

from onboard.git import remote
from onboard.prove.attempt import Attempt, Prover


def check_push(prover: Prover, attempt: Attempt) -> str:
    """`allowed`, `refused`, or `not checked` where there was no repository."""
    if not attempt.url:
        return "not checked"
    with prover.agent() as env:
        done = remote.dry_push(prover.places, attempt.url, env)
    return "allowed" if done.status == 0 else "refused"
