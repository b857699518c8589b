"""Prove SSH: ssh resolves to the new key and id, the server greets it, git lists the repository."""

from pathlib import Path

from onboard.git import remote
from onboard.prove.attempt import Attempt, Prover, quoted
from onboard.regions import ssh_url
from onboard.ssh import command

GREETING = "successfully authenticated over ssh"
"""What the server says to a key that it knows. Source: transcripts, matched without case."""


def try_ssh(prover: Prover) -> Attempt:
    """Say hello with ssh itself, then let git list the repository."""
    host = prover.request.alias or prover.region.host
    user = _resolved_user(prover, host)
    if user != prover.user:
        said = f"ssh would sign in to {host} as {user or 'nobody'}, not as {prover.user}."
        return Attempt(False, f"ssh -G {host}", said=said)
    with prover.agent() as env:
        hello = command.greeting(
            prover.places, host, prover.user, Path(prover.request.identity_file), env
        )
        if GREETING not in hello.err.lower() + hello.out.lower():
            return Attempt(False, " ".join(hello.command), said=quoted(hello.err))
        repository = prover.request.repository
        if repository is None:
            return Attempt(
                True,
                " ".join(hello.command),
                f"the server greeted the key {prover.user}. Reading was not tried: "
                "there is no repository.",
            )
        url = ssh_url(prover.region, repository, prover.request.alias)
        done = remote.ls_remote(prover.places, url, env)
    return Attempt(
        done.status == 0,
        " ".join(done.command),
        f"git signed in with the key {prover.user} and listed {repository}.",
        quoted(done.err),
        url,
    )


def _resolved_user(prover: Prover, host: str) -> str:
    values = command.resolved(prover.places, host).get("user", ())
    return values[0] if values else ""
