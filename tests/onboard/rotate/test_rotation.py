"""Which credential a rotation replaces, what goes before, and what goes only by its typed id."""

from dataclasses import replace
from typing import Any

import pytest

from onboard.errors import BadInput, LimitReached, Unfinished
from onboard.rotate import deletion, rotation
from onboard.situation import (
    AccessKey,
    Method,
    Past,
    ProfileFact,
    Retired,
    Rotation,
    Setup,
    Situation,
    Store,
    VaultEntry,
)
from onboard.situation import Credential as Type
from onboard.steps.deactivate import Deactivate
from onboard.steps.delete import Delete
from onboard.work import Plan
from tests.situations import (
    ACCOUNT,
    JANE,
    NOW,
    PLACES,
    git_credential,
    holdings,
    machine,
    situation,
    ssh_key,
)

ONE, TWO = git_credential(1, year=2024), git_credential(2)
HERE = VaultEntry(ACCOUNT, ONE.user_name, Store.KEYRING, ONE.id)
SETUP = Setup(Method.HTTPS, "eu-west-1", "work")


def seen(*rows: Any, here: bool = False, **more: Any) -> Situation:
    of = {"ssh_keys": rows} if rows and rows[0].id.startswith("APKA") else {"git_credentials": rows}
    kept = machine(vault=(HERE,)) if here else machine()
    return situation(machine=kept, holdings=holdings(**of), **more)


def rotated(where: Situation, *typed: str, grace: int = 7) -> Plan:
    return rotation(where, SETUP, Rotation(grace, typed), PLACES)


def ends(plan: Plan) -> tuple[list[str], list[str]]:
    """The ids that are deleted and those that are made Inactive."""
    gone = [step.id for step in plan.steps if isinstance(step, Delete)]
    return gone, [step.id for step in plan.steps if isinstance(step, Deactivate)]


def test_with_room_the_old_one_is_only_retired_after_the_proof() -> None:
    plan = rotated(seen(ONE))
    assert ends(plan) == ([], [ONE.id])
    assert plan.proof_after == len(plan.steps) - 1


@pytest.mark.parametrize("here", [True, False])
def test_without_room_nothing_goes_by_itself(here: bool) -> None:
    with pytest.raises(LimitReached) as raised:
        rotated(seen(ONE, TWO, here=here))
    assert f"--delete {TWO.id}" in raised.value.hint
    assert f"for example {TWO.id}, if nothing uses it any more" in raised.value.hint
    assert "--reset-password" in raised.value.hint


def test_an_inactive_one_is_named_before_an_older_active_one() -> None:
    keys = [ssh_key(n, status="Inactive" if n == 4 else "Active") for n in range(1, 6)]
    with pytest.raises(LimitReached) as raised:
        rotation(seen(*keys), replace(SETUP, method=Method.SSH), Rotation(), PLACES)
    assert f"{keys[3].id}, which is inactive" in raised.value.hint
    assert "reset" not in raised.value.hint


def test_with_an_unfinished_run_that_one_comes_first() -> None:
    """What it made is in use and not proven, so the proven one would be named as what could go."""
    with pytest.raises(Unfinished) as raised:
        rotated(seen(ONE, TWO, here=True, resumable="run-1"), TWO.id)
    assert "onboard resume run-1" in raised.value.hint
    assert "onboard undo run-1" in raised.value.hint


def test_what_was_typed_goes_first_and_the_plan_says_what_that_means() -> None:
    plan = rotated(seen(ONE, TWO, here=True), TWO.id)
    assert ends(plan) == ([TWO.id], [ONE.id])
    assert isinstance(plan.steps[0], Delete)
    assert any(TWO.id in note and "is Active: whatever else" in note for note in plan.notes)


def test_the_one_in_use_never_goes_before_the_proof_even_if_it_was_typed() -> None:
    with pytest.raises(LimitReached) as raised:
        rotated(seen(ONE, TWO, here=True), ONE.id)
    assert f"{ONE.id} is the one in use" in raised.value.hint


def test_typed_and_not_in_use_here_it_makes_room_and_the_other_one_is_rotated() -> None:
    assert ends(rotated(seen(ONE, TWO), ONE.id)) == ([ONE.id], [TWO.id])


@pytest.mark.parametrize(
    ("past", "typed", "gone"),
    [
        (Past(), (), []),
        (Past(made=frozenset({ONE.id})), (), [ONE.id]),
        (Past(), (ONE.id,), [ONE.id]),
    ],
    ids=["not ours", "ours", "typed"],
)
def test_without_grace_only_what_is_ours_or_typed_is_deleted(
    past: Past, typed: tuple[str, ...], gone: list[str]
) -> None:
    plan = rotated(seen(ONE, past=past), *typed, grace=0)
    assert ends(plan) == (gone, [ONE.id])
    assert (f"--delete {ONE.id}" in plan.notes[-1]) is not bool(gone)


@pytest.mark.parametrize(
    ("delete_on", "made", "gone"),
    [("2026-02-28", True, True), ("2026-03-02", True, False), ("2026-02-28", False, False)],
)
def test_after_its_grace_goes_what_we_made(delete_on: str, made: bool, gone: bool) -> None:
    idle = replace(TWO, status="Inactive")
    retired = Retired(Type.GIT, idle.id, "jane", ACCOUNT, idle.user_name, delete_on, "run")
    past = Past(made=frozenset({idle.id} if made else ()), retired=(retired,))
    if not gone:
        with pytest.raises(LimitReached):
            rotated(seen(ONE, idle, past=past, here=True))
        return
    assert ends(rotated(seen(ONE, idle, past=past, here=True))) == ([idle.id], [ONE.id])


def test_a_key_in_the_environment_is_not_exchanged_even_if_a_profile_has_another() -> None:
    keys = (AccessKey("AKIAENVIRONMENT00000", "Active", NOW), AccessKey("AKIAFILE", "Active", NOW))
    around = replace(JANE, source="env")
    files = (ProfileFact("default", "eu-west-1", "keys", key_id="AKIAFILE"),)
    where = situation(around, profile=None, profiles=files, holdings=holdings(access_keys=keys))
    plan = rotation(where, replace(SETUP, method=Method.HELPER), Rotation(), PLACES)
    assert plan.steps == ()
    assert "in the environment" in plan.notes[0]


def test_deleting_alone_says_what_it_means_and_knows_no_other_ids() -> None:
    plan = deletion(seen(ONE, here=True), SETUP, (ONE.id, ONE.id), PLACES)
    assert ends(plan) == ([ONE.id], [])
    assert "git on this machine" in plan.notes[0]
    with pytest.raises(BadInput, match="no such credential"):
        deletion(seen(ONE), SETUP, ("ACCAWRONG",), PLACES)
    with pytest.raises(BadInput, match="no such credential"):
        rotated(seen(ONE), ONE.id.lower())
