"""A request as its administrator sees it: what to do, and what else the user needs. Pure."""

from onboard.desk import Action, Operator, Wish
from onboard.errors import BadInput
from onboard.request import Request


def wish_of(request: Request) -> Wish:
    """What the request asks for."""
    return Wish(request.user, Action.CREATE, request.method, request.key, request=request.nonce)


def check_account(request: Request, operator: Operator) -> None:
    """Raise BadInput where it is meant for another account."""
    if request.account and request.account != operator.who.account:
        raise BadInput(
            f"The request of {request.user} is for account {request.account}, and you are signed "
            f"in to {operator.who.account}.",
            "Sign in to that account, with --profile NAME.",
        )


def needs(request: Request) -> tuple[str, ...]:
    """What to know before it is done."""
    words = []
    if request.key:
        words.append(
            f"Whoever has the private half of this key gets in as {request.user}: compare its "
            "fingerprint with them."
        )
    if request.repository:
        words.append(
            f"To pull and push, {request.user} needs a policy too: onboard policy --action "
            "codecommit:GitPull --action codecommit:GitPush "
            f"--repository {request.repository} --region {request.region} --user {request.user}"
        )
    return tuple(words)
