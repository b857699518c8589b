"""What an operator is told: what stands in the way, and what else to know. Pure."""

import shlex
from collections.abc import Sequence

from onboard.desk import Delivery, Operator
from onboard.errors import AccessDenied, LimitReached, OnboardError
from onboard.situation import CALLED, SLOTS, Credential, GitCredential, SshKey, Unknown

Rows = Sequence[GitCredential | SshKey]


def full(type_: Credential, user: str, held: Rows) -> LimitReached:
    """All slots are taken, by these, and how to free one."""
    names = "; ".join(f"{one.id} ({one.status}, made {one.created:%Y-%m-%d})" for one in held)
    going = min(held, key=lambda one: (one.status == "Active", one.created))
    hint = f"Delete one that is no longer used: onboard rotate --user {user} --delete {going.id}"
    if type_ is Credential.GIT:
        hint += f". Or a new password in place: onboard rotate --user {user} --reset-password ID"
    return LimitReached(
        f"All {SLOTS[type_]} slots that IAM has for the {CALLED[type_]}s of {user} are taken: "
        f"{names}.",
        hint,
    )


def cannot_see(found: Unknown, operator: Operator, user: str) -> OnboardError:
    """What IAM holds must be seen before anything is added to it."""
    error = AccessDenied(
        f"What IAM holds for {user} cannot be seen: {found.reason}", "", found.action
    )
    return with_policy(error, operator, user)


def with_policy(error: OnboardError, operator: Operator, user: str) -> OnboardError:
    """The same; a refusal with the command that tells which policy the operator lacks."""
    if isinstance(error, AccessDenied) and error.action:
        said = (
            f"User: {operator.who.arn} is not authorized to perform: {error.action} "
            f"on resource: user {user}"
        )
        error.hint = f"What to ask an administrator for: onboard policy {shlex.quote(said)}"
    return error


def others(user: str, held: Rows) -> list[str]:
    """What the user had before stays, and how it goes."""
    active = [one.id for one in held if one.status == "Active"]
    if not active:
        return []
    names, verb = " and ".join(active), "stays" if len(active) == 1 else "stay"
    return [
        f"{names} {verb} Active. Once {user} signs in with the new one: "
        f"onboard rotate --user {user} --deactivate {active[0]}"
    ]


def once(delivery: Delivery | None) -> str:
    """What becomes of the password."""
    where = f"in {delivery.file}" if delivery and delivery.file else "once"
    return f"The password is handed over {where}; this machine keeps it nowhere else."
