"""Decide what is done for another user: a pure function of what IAM holds and what is wanted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from onboard.desk import FOR_USER, Action, Delivery, Operator, Somebody, Wish
from onboard.desk.creating import Parts, git_credential, reset, ssh_key
from onboard.errors import BadInput
from onboard.situation import Credential, Holdings, Method, Unknown
from onboard.steps.delete import Delete
from onboard.steps.step import Step
from onboard.steps.switch import Switch
from onboard.work import Plan, later

TYPES = {Method.HTTPS: Credential.GIT, Method.SSH: Credential.SSH}
METHODS = {
    Credential.GIT: Method.HTTPS,
    Credential.SSH: Method.SSH,
    Credential.ACCESS: Method.HELPER,
}
STATUS = {Action.ACTIVATE: "Active", Action.DEACTIVATE: "Inactive"}


class _Held(NamedTuple):
    type: Credential
    id: str
    status: str


def plan_for(
    operator: Operator,
    user: Somebody,
    wishes: Sequence[Wish],
    delivery: Delivery | None,
    command: str = FOR_USER,
) -> Plan:
    """The plan, in the order of the wishes; without steps where all is so already.

    Raises LimitReached, AccessDenied, BadInput where it cannot be carried out.
    """
    steps: list[Step] = []
    notes: list[str] = []
    for wish in wishes:
        gone = {one.id for one in steps if isinstance(one, Delete)}
        left = replace(user, held=_without(user.held, gone))
        found, words = _parts(operator, left, wish, delivery, not steps)
        steps += [later(step, len(steps)) for step in found]
        notes += words
    return Plan(
        command=command,
        method=_method(user, wishes[-1]),
        account=operator.who.account,
        profile=operator.profile,
        region=operator.region,
        steps=tuple(steps),
        notes=tuple(dict.fromkeys(notes)),
    )


def kinds_for(wishes: Sequence[Wish]) -> frozenset[Credential]:
    """What of a user must be seen for that."""
    if all(one.action is Action.CREATE for one in wishes):
        return frozenset(TYPES[one.method] for one in wishes)
    return frozenset(Credential)


def _parts(
    operator: Operator, user: Somebody, wish: Wish, delivery: Delivery | None, first: bool
) -> Parts:
    if wish.action is Action.CREATE and wish.method is Method.SSH:
        return ssh_key(operator, user, wish, delivery, first)
    if wish.has_secret:
        if delivery is None:
            raise BadInput(
                f"IAM shows the password of {wish.user} once, and nobody said where it goes.",
                "Give --hand-over FILE, --hand-over clipboard or --hand-over show.",
            )
        if wish.action is Action.RESET:
            return reset(operator, user, wish, delivery)
        return git_credential(operator, user, wish, delivery, first)
    one = _find(user, wish.id)
    if wish.action is Action.DELETE:
        return [Delete(one.type, user.name, one.id)], []
    to = STATUS[wish.action]
    if one.status == to:
        return [], [f"{one.id} of {user.name} is {to} already."]
    return [Switch(one.type, user.name, one.id, one.status, to)], []


def _method(user: Somebody, wish: Wish) -> Method:
    return wish.method if wish.action is Action.CREATE else METHODS[_find(user, wish.id).type]


def _find(user: Somebody, id_: str) -> _Held:
    for one in _all(user.held):
        if one.id == id_:
            return one
    raise BadInput(
        f"IAM has no credential {id_} of {user.name}.", f"See: onboard status --user {user.name}"
    )


def _all(held: Holdings) -> list[_Held]:
    by_type = {
        Credential.GIT: held.git_credentials,
        Credential.SSH: held.ssh_keys,
        Credential.ACCESS: held.access_keys,
    }
    return [
        _Held(type_, one.id, one.status)
        for type_, rows in by_type.items()
        if not isinstance(rows, Unknown)
        for one in rows
    ]


def _without(held: Holdings, ids: set[str]) -> Holdings:
    git, ssh = held.git_credentials, held.ssh_keys
    if not isinstance(git, Unknown):
        git = tuple(one for one in git if one.id not in ids)
    if not isinstance(ssh, Unknown):
        ssh = tuple(one for one in ssh if one.id not in ids)
    return replace(held, git_credentials=git, ssh_keys=ssh)
