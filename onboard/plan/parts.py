"""What the plans of all methods have in common: the frame, and the request for a proof."""

from collections.abc import Sequence

from onboard.situation import Setup, Situation
from onboard.steps.step import Step
from onboard.work import Plan, ProofRequest, Text


def frame(
    situation: Situation,
    setup: Setup,
    steps: Sequence[Step],
    *,
    url: str,
    proof: ProofRequest | None = None,
    waiting: str | None = None,
    warning: str = "",
    notes: Sequence[str] = (),
    account: str = "",
) -> Plan:
    """A set-up plan around its steps; `url` is for the repository that was chosen, if any."""
    return Plan(
        command="setup",
        method=setup.method,
        account=account or situation.identity.account,
        profile=proof.profile if proof else situation.profile,
        region=setup.region,
        steps=tuple(steps),
        proof=proof,
        waiting=waiting,
        notes=(*((warning,) if warning else ()), *notes),
        clone_url=url if setup.repository else "",
    )


def request(
    situation: Situation,
    setup: Setup,
    user: Text,
    *,
    credential: Text = "",
    identity_file: str = "",
    encrypted: bool = False,
    profile: str | None = None,
    url_user: Text = "",
    alias: str = "",
) -> ProofRequest:
    """What git is to prove: that it signed in as that user, with that credential."""
    identity = situation.identity
    return ProofRequest(
        method=setup.method,
        account=identity.account,
        profile=profile or situation.profile,
        region=setup.region,
        repository=setup.repository,
        user=user,
        credential=credential,
        user_name=setup.user or identity.name,
        arn=identity.arn,
        identity_file=identity_file,
        encrypted=encrypted,
        url_user=url_user,
        alias=alias,
    )
