"""Prove the methods that sign: the credential helper and git-remote-codecommit."""

from onboard.git import credential, remote
from onboard.prove.attempt import Attempt, Prover, quoted
from onboard.regions import grc_url

KEY_PREFIXES = ("AKIA", "ASIA")


def try_helper(prover: Prover) -> Attempt:
    """See that git gets a signed password, then let it list the repository."""
    repository = prover.request.repository
    url = prover.address
    filled = credential.fill(prover.places, url)
    key = filled[0].partition("%")[0] if filled else ""
    if not key.startswith(KEY_PREFIXES):
        said = f"git would sign in as {filled[0]}" if filled else "git got no credential"
        return Attempt(
            False, f"git credential fill ({url})", said=f"{said}, not with AWS keys.", url=url
        )
    if prover.credential and key != prover.credential:
        said = f"git would sign in with the access key {key}, not with {prover.credential}."
        return Attempt(False, f"git credential fill ({url})", said=said, url=url)
    if repository is None:
        return _unproven(prover, f"git credential fill ({url})", key)
    done = remote.ls_remote(prover.places, url)
    return Attempt(
        done.status == 0,
        " ".join(done.command),
        f"git signed in with the access key {key} and listed {repository}.",
        quoted(done.err),
        url,
    )


def try_grc(prover: Prover) -> Attempt:
    """Let git list the repository through git-remote-codecommit."""
    request = prover.request
    if request.repository is None:
        return _unproven(prover, "git-remote-codecommit", "of the profile")
    url = grc_url(prover.region, request.repository, request.profile)
    done = remote.ls_remote(prover.places, url)
    return Attempt(
        done.status == 0,
        " ".join(done.command),
        f"git signed in through git-remote-codecommit and listed {request.repository}.",
        quoted(done.err),
        url,
    )


def _unproven(prover: Prover, command: str, key: str) -> Attempt:
    return Attempt(
        True,
        command,
        f"git signs with the access key {key}. The server was not asked: "
        "there is no repository to try.",
    )
