"""Prove HTTPS with a Git credential: git asks our helper, gets the new name, and is let in."""

from onboard.git import credential, remote
from onboard.prove.attempt import Attempt, Prover, quoted


def try_https(prover: Prover) -> Attempt:
    """Ask git whom it would sign in as, then let it list the repository."""
    repository = prover.request.repository
    url = prover.address
    filled = credential.fill(prover.places, url)
    if filled is None or filled[0] != prover.user:
        who = f"as {filled[0]}" if filled else "with no credential at all"
        return Attempt(
            False,
            f"git credential fill ({url})",
            said=f"git would sign in {who}, not as {prover.user}.",
            url=url,
        )
    if repository is None:
        return Attempt(
            True,
            f"git credential fill ({url})",
            f"git finds the password of {prover.user}. The server was not asked: "
            "there is no repository to try.",
        )
    done = remote.ls_remote(prover.places, url)
    return Attempt(
        done.status == 0,
        " ".join(done.command),
        f"git signed in as {prover.user} and listed {repository}.",
        quoted(done.err),
        url,
    )
