"""On what each refused action is to be allowed: exactly that, and by its ARN."""

import re

from onboard.errors import BadInput
from onboard.policy import Refusal, Statement
from onboard.policy.actions import (
    OF_ROLE,
    is_for_everything,
    is_of_user,
    name_of,
    service_of,
)
from onboard.situation import Identity, Kind

_NAMED = re.compile(r"(?P<kind>user|role|group|policy) (?P<name>[\w+=,.@/-]+)")


def statements(refusal: Refusal, who: Identity, target: str = "") -> tuple[Statement, ...]:
    """One for each resource; `target` is the IAM user whom an action of IAM is about.

    Raises BadInput where the resource is not known.
    """
    by_resource: dict[str, list[str]] = {}
    for action, said in refusal.asked:
        by_resource.setdefault(resource_of(action, said, refusal, who, target), []).append(action)
    return tuple(Statement(tuple(actions), one) for one, actions in by_resource.items())


def resource_of(action: str, said: str, refusal: Refusal, who: Identity, target: str = "") -> str:
    """The ARN that the action is allowed on, or `*` where there is no other."""
    named = _NAMED.fullmatch(said)
    if is_for_everything(action):
        return "*"
    if said.startswith("arn:") and _is_of(said, action):
        return said
    if service_of(action) == "codecommit":
        return _repository(refusal, who)
    if is_of_user(action):
        name = target or (named["name"] if named and named["kind"] == "user" else "")
        return _user(name, who)
    if service_of(action) == "iam" and (named or name_of(action) in OF_ROLE):
        kind, name = (named["kind"], named["name"]) if named else ("role", who.name)
        return f"arn:{who.partition}:iam::{_account(who)}:{kind}/{name}"
    if said == "*":
        return "*"
    raise BadInput(
        f"The text does not say on what {action} was refused.",
        "Paste the whole message, with “on resource:”.",
    )


def _is_of(arn: str, action: str) -> bool:
    """Whether an ARN can be what the action is about: two actions of a text may differ."""
    service = arn.split(":")[2]
    return service == service_of(action) or (service, service_of(action)) == ("iam", "sts")


def _repository(refusal: Refusal, who: Identity) -> str:
    if not refusal.repository:
        raise BadInput(
            "The text does not name the repository.", "Name it: --repository NAME, and --region."
        )
    if not refusal.region:
        raise BadInput("The repository's Region is not known.", "Give it: --region REGION.")
    where = f"{who.partition}:codecommit:{refusal.region}:{_account(who)}"
    return f"arn:{where}:{refusal.repository}"


def _user(name: str, who: Identity) -> str:
    """The ARN of the user, its path included where it is the caller's own."""
    own = who.kind in (Kind.IAM_USER, Kind.IAM_USER_SESSION)
    if own and name.lower() in ("", who.name.lower()):
        return f"arn:{who.partition}:iam::{_account(who)}:user{who.path}{who.name}"
    if not name:
        raise BadInput(
            "The text does not say which IAM user it is about, and a role has no such credentials.",
            "Name the user: --user NAME.",
        )
    return f"arn:{who.partition}:iam::{_account(who)}:user/{name}"


def _account(who: Identity) -> str:
    if not who.account:
        raise BadInput(
            "The account is not known: nobody is signed in, and the text does not name it.",
            "Say whom it was refused: --user arn:aws:iam::ACCOUNT:user/NAME.",
        )
    return who.account
