"""Decide a rotation: a new credential, its proof, and only then the end of the old one. Pure."""

from collections.abc import Mapping
from dataclasses import replace

from onboard.errors import BadInput, OnboardError, Unfinished
from onboard.places import Places
from onboard.plan import make_plan
from onboard.rotate.access_key import new_key
from onboard.rotate.in_use import Old, held, in_use
from onboard.rotate.reset import reset_plan
from onboard.rotate.retire import deleted, retired
from onboard.rotate.slots import check_slot, spared, without
from onboard.rotate.words import deleted_now, elsewhere, nothing_to_rotate
from onboard.situation import Credential, Method, Retired, Rotation, Setup, Situation, Unknown
from onboard.steps.access_key import ACCESS_KEY_ID, CreateAccessKey
from onboard.steps.delete import Delete
from onboard.steps.git_credential import CreateGitCredential
from onboard.steps.password import StorePassword
from onboard.steps.step import Step
from onboard.steps.upload_key import UploadKey
from onboard.work import Plan, Ref, later

__all__ = ["deletion", "held", "in_use", "overdue", "rotation"]


def rotation(situation: Situation, setup: Setup, wanted: Rotation, places: Places) -> Plan:
    """The plan; one without steps, whose note says why, where there is nothing to rotate.

    Raises OnboardError where it cannot be carried out: LimitReached with what could go,
    Unfinished where a run is, and whatever a set-up of the method raises.
    """
    _need_to_see(situation, setup.method)
    old = in_use(situation, setup.method)
    if old is None or situation.identity.temporary:
        return _nothing(situation, setup, nothing_to_rotate(situation, setup.method))
    _need_firm_ground(situation)
    if wanted.reset:
        return reset_plan(situation, setup, old, places)
    old = spared(situation, setup.method, old, wanted.delete)
    first = _going(situation, old, wanted)
    going = [deleted(situation, one, places) for one in first]
    check_slot(situation, old, going, wanted.delete)
    before = [step for steps in going for step in steps]
    made = _renewed(without(situation, _ids(before)), setup, old, places)
    steps = [*before, *(later(_unchecked(step), len(before)) for step in made.steps)]
    return replace(
        made,
        command="rotate",
        steps=(*steps, *retired(situation, old, wanted, places)),
        proof=made.proof and later(made.proof, len(before)),
        proof_after=len(steps),
        notes=(
            *made.notes,
            *(deleted_now(situation, one) for one in first),
            elsewhere(situation, old, wanted),
        ),
    )


def _renewed(situation: Situation, setup: Setup, old: Old, places: Places) -> Plan:
    """The set-up with a new credential."""
    made = make_plan(situation, replace(setup, renew=True), places)
    made = replace(made, steps=tuple(_successor(step, old) for step in made.steps))
    if old.type is not Credential.ACCESS:
        return made
    steps = new_key(situation, old, places)
    proof = made.proof and replace(made.proof, credential=Ref(1, ACCESS_KEY_ID))
    moved = (later(step, len(steps)) for step in made.steps)
    return replace(made, steps=(*steps, *moved), proof=proof)


def _successor(step: Step, old: Old) -> Step:
    """The new password answers to the old user names too: addresses may have them."""
    if isinstance(step, StorePassword) and old.entry is not None:
        return replace(step, formerly=(*old.entry.formerly, old.entry.username))
    return step


def deletion(situation: Situation, setup: Setup, ids: tuple[str, ...], places: Places) -> Plan:
    """The plan that deletes what the person named, and rotates nothing."""
    known = {one.id: one for type_ in Credential for one in held(situation, type_)}
    going = [_known(known, id_) for id_ in dict.fromkeys(ids)]
    steps = [step for one in going for step in deleted(situation, one, places)]
    notes = tuple(deleted_now(situation, one) for one in going)
    return replace(_nothing(situation, setup, ""), steps=tuple(steps), notes=notes)


def overdue(situation: Situation) -> tuple[Retired, ...]:
    """What earlier rotations retired, whose grace is over and that IAM still has, Inactive."""
    today = situation.now.date().isoformat()
    inactive = {
        one.id for type_ in Credential for one in held(situation, type_) if one.status != "Active"
    }
    return tuple(
        one
        for one in situation.past.retired
        if one.id in inactive and one.delete_on and one.delete_on <= today
    )


def _need_firm_ground(situation: Situation) -> None:
    """Raise Unfinished where what is in use may not be proven, and what is proven not in use."""
    run = situation.resumable
    if run is not None:
        raise Unfinished(
            f"The run {run} is not finished: it ended in the middle, or another terminal is at it.",
            f"Finish it: onboard resume {run}. Or take it back: onboard undo {run}. "
            "Then rotate again.",
        )


def _need_to_see(situation: Situation, method: Method) -> None:
    """Raise OnboardError where IAM does not let us see what it holds."""
    holdings = situation.holdings
    rows = {
        Method.HTTPS: holdings.git_credentials,
        Method.SSH: holdings.ssh_keys,
    }.get(method, holdings.access_keys)
    if isinstance(rows, Unknown) and not situation.identity.temporary:
        raise OnboardError(
            f"What IAM holds for you cannot be seen: {rows.reason}",
            f"Ask an administrator for {rows.action}; what to send: onboard policy {rows.action}"
            if rows.action
            else "Try again later.",
        )


def _going(situation: Situation, old: Old, wanted: Rotation) -> list[Old]:
    """What is deleted first: the ids that were typed, and what we made and its grace is over."""
    known = {one.id: one for one in held(situation, old.type)}
    typed = [_known(known, id_) for id_ in wanted.delete if id_ != old.id]
    ours = [one.id for one in overdue(situation) if one.id in situation.past.made]
    return [*dict.fromkeys([*typed, *(known[id_] for id_ in ours if id_ in known)])]


def _known(known: Mapping[str, Old], id_: str) -> Old:
    if id_ not in known:
        raise BadInput(
            f"IAM has no such credential of yours: {id_ or 'no id was given'}.",
            "Its id must be typed in full, as `onboard status` lists it.",
        )
    return known[id_]


def _ids(steps: list[Step]) -> frozenset[str]:
    return frozenset(step.id for step in steps if isinstance(step, Delete))


def _unchecked(step: Step) -> Step:
    """IAM will hold others than now when this step's turn comes, where some are deleted first."""
    if isinstance(step, (CreateGitCredential, CreateAccessKey, UploadKey)):
        return replace(step, known=None)
    return step


def _nothing(situation: Situation, setup: Setup, note: str) -> Plan:
    return Plan(
        command="rotate",
        method=setup.method,
        account=situation.identity.account,
        profile=situation.profile,
        region=setup.region,
        steps=(),
        notes=(note,),
    )
