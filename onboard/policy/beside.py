"""The packet beside a refusal that is on the screen: the words that were said, and who is there."""

from dataclasses import replace

from onboard.errors import BadInput
from onboard.identity import identify
from onboard.policy import Packet
from onboard.policy.read import read
from onboard.policy.write import packet
from onboard.situation import Kind, Situation


def beside(text: str, situation: Situation) -> Packet:
    """All that an administrator needs to allow what the text says was refused.

    Raises BadInput where the text names nothing, or nobody knows to whom it was refused.
    """
    refusal, who = read(text), situation.identity
    if refusal.principal:
        who = identify(refusal.principal, "", "", False, None, (), {}, None)
    if who.kind is Kind.NONE or not who.account:
        raise BadInput(
            "Nobody is signed in to AWS here, so it is not known whom it was refused to.",
            "Sign in first; or name the user: onboard policy --user ARN.",
        )
    if refusal.repository and not refusal.region:
        refusal = replace(refusal, region=situation.region.name or "")
    return packet(refusal, who)
