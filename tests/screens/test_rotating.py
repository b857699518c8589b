"""What Status does, each by one key: rotate, add, remove, test; and how a rotation ends."""

from dataclasses import replace

import pytest

from onboard.errors import OnboardError, PassphraseNeeded
from onboard.secret import Secret
from onboard.situation import Method, Situation
from onboard.work import Materials, Proof, Report, Run, Stop
from tests.screens import situations as seen
from tests.screens.driving import Driver, driving
from tests.screens.fake_engine import FakeEngine, wait_for
from tests.screens.fake_runs import PROVED, REFUSED
from tests.screens.gallery import NO_ROOM, ROTATED

ONE = seen.SET_UP
BOTH = seen.DUE


def engine_for(situation: Situation = ONE, **more: object) -> FakeEngine:
    return FakeEngine(situations=(situation,), **more)  # type: ignore[arg-type]


async def to_rotation(driver: Driver) -> None:
    """R on Status, then the proposals taken as they are."""
    await driver.reach("Status")
    await driver.press("r")
    await driver.reach("Rotate")
    await driver.enter()


async def rotate(driver: Driver) -> None:
    await to_rotation(driver)
    await driver.reach("Review")
    await driver.enter()
    await driver.reach("Done")


async def test_r_rotates_proves_and_only_then_retires() -> None:
    engine = engine_for()
    engine.proving.clear()
    async with driving(engine) as driver:
        await to_rotation(driver)
        await driver.reach("Review")
        assert "4 changes; the last only after the proof:" in driver.text
        assert " after the proof " in driver.text
        await driver.enter()
        await driver.see("Not yet")
        assert "conclude" not in engine.calls
        engine.proving.set()
        await driver.see("✓ Proved:")
        text = " ".join(driver.text.split())
        assert "ACCAEXAMPLE0000000QX is Inactive; it may be deleted from 2026-03-08 on" in text
        assert "U Undo" in driver.text
    assert engine.wanted[-1].grace == 7


async def test_a_grace_of_0_deletes_and_says_that_nothing_takes_it_back() -> None:
    engine = engine_for()
    async with driving(engine) as driver:
        await driver.reach("Status")
        await driver.press("r")
        await driver.reach("Rotate")
        await driver.press("backspace", "0")
        await driver.enter()
        await driver.reach("Review")
        assert "the last 2 only after the proof:" in driver.text
        assert "Once the old one is deleted, nothing takes it back." in driver.text
        await driver.enter()
        await driver.see("✓ Proved:")
        assert "not possible: the old one is deleted" in driver.text
        await driver.press("u")
        assert "U Undo" not in driver.text
    assert engine.wanted[-1].grace == 0
    assert "undo run-1" not in engine.calls


@pytest.mark.parametrize("typed", ["", "x", "4000"])
async def test_a_grace_that_is_no_number_of_days_is_said(typed: str) -> None:
    async with driving(engine_for()) as driver:
        await driver.reach("Status")
        await driver.press("r")
        await driver.reach("Rotate")
        await driver.press("backspace")
        await driver.type(typed)
        await driver.enter()
        await driver.see("The grace is a number of days.")


@pytest.mark.parametrize("raised", [False, True])
async def test_what_was_not_proven_is_put_back_and_cannot_be_tried_or_undone(raised: bool) -> None:
    engine = engine_for(proofs=(REFUSED,))
    if raised:
        engine.unproven = OnboardError(REFUSED.detail, REFUSED.hint)
    async with driving(engine) as driver:
        await rotate(driver)
        text = " ".join(driver.text.split())
        assert "✗ Not proved: everything was put back, and the old credential is in" in text
        assert "Ask an administrator for codecommit:GitPull on web" in text
        assert "Try the proof again" not in text
        assert "U Undo" not in text
        await driver.enter()
        await driver.reach("Status")
        await driver.press("ctrl+q")
    assert "conclude" in engine.calls


class Interrupted(FakeEngine):
    """An engine with a rotation that ended before its proof."""

    def resume(
        self, run_id: str | None, materials: Materials, report: Report, stop: Stop
    ) -> Run | None:
        return replace(ROTATED.run, state="applied") if ROTATED.run else None


@pytest.mark.parametrize("proof", [PROVED, REFUSED])
async def test_a_rotation_that_is_resumed_is_concluded(proof: Proof) -> None:
    broken = replace(ONE, resumable="run-0")
    engine = Interrupted(situations=(broken, ONE), proofs=(proof,))
    async with driving(engine) as driver:
        await driver.reach("Status")
        assert "R Resume   U Undo" in driver.text
        assert "X Remove" not in driver.text
        await driver.press("r")
        await driver.see("Finish the interrupted run?")
        await driver.enter()
        if not proof.ok:
            await driver.see("Everything was put back; the old credential is in force.")
            await driver.press("escape")
        await driver.see("R Rotate")
    assert "conclude" in engine.calls


class Locked(Interrupted):
    """That rotation has a key with a passphrase."""

    def resume(
        self, run_id: str | None, materials: Materials, report: Report, stop: Stop
    ) -> Run | None:
        if materials.passphrase is None:
            raise PassphraseNeeded("The passphrase of ~/.ssh/k is needed to go on.", "Give it.")
        self.materials = materials
        return super().resume(run_id, materials, report, stop)


async def test_the_passphrase_of_an_interrupted_run_is_asked_for() -> None:
    engine = Locked(situations=(replace(ONE, resumable="run-0"), ONE))
    async with driving(engine) as driver:
        await driver.reach("Status")
        await driver.press("r")
        await driver.see("Finish the interrupted run?")
        await driver.enter()
        await driver.see("The passphrase of the SSH key")
        await driver.see("The passphrase of ~/.ssh/k is needed to go on.")
        await driver.type("a b")
        assert "a b" not in driver.text
        await driver.enter()
        await driver.see("R Rotate")
    assert engine.materials
    assert engine.materials.passphrase == Secret("a b")


async def test_an_old_one_that_could_not_be_retired_is_said() -> None:
    refused = OnboardError("What is new is proven and in use, but: no.", "onboard resume")
    async with driving(engine_for(unretired=refused)) as driver:
        await rotate(driver)
        assert "✗ Proved and in use, but the old credential is not retired yet." in driver.text
        assert "onboard resume" in driver.text
        await driver.press("ctrl+q")
        await wait_for(driver.pilot, lambda: driver.app.return_value is not None)
    assert driver.app.return_value == 1
    assert "not retired yet" in driver.app.farewell


async def test_without_a_free_slot_it_is_said_what_could_go() -> None:
    async with driving(engine_for(refusal=NO_ROOM)) as driver:
        await to_rotation(driver)
        await driver.see("There is no room for a new one")
        assert "--delete ACCAEXAMPLE0000000OL" in " ".join(driver.text.split())
        await driver.press("escape")
        await driver.reach("Rotate")
        await driver.press("escape")
        await driver.reach("Status")


async def test_temporary_credentials_have_nothing_to_rotate() -> None:
    role = replace(ONE, identity=seen.IDENTITY_CENTER.identity)
    async with driving(engine_for(role)) as driver:
        await driver.reach("Status")
        await driver.press("r")
        await driver.see("Nothing to rotate: your AWS credentials are temporary")


async def test_the_passphrase_of_a_new_ssh_key_is_asked_for() -> None:
    engine = engine_for(BOTH)
    async with driving(engine) as driver:
        await driver.reach("Status")
        await driver.press("r")
        await driver.reach("Rotate")
        assert "New passphrase" not in driver.text
        await driver.press("shift+tab", "down")
        await driver.see("New passphrase")
        await driver.press("tab", "tab", "a")
        await driver.enter()
        await driver.see("The two passphrases differ.")
        await driver.press("tab", "a")
        await driver.enter()
        await driver.reach("Review")
        await driver.enter()
        await driver.reach("Done")
    assert (engine.setups[-1].method, engine.setups[-1].encrypted) == (Method.SSH, True)
    passphrase = engine.materials.passphrase if engine.materials else None
    assert passphrase
    assert passphrase.reveal() == "a"


async def test_a_adds_another_way_also_after_a_rotation_that_was_left() -> None:
    async with driving(engine_for()) as driver:
        await driver.reach("Status")
        await driver.press("r")
        await driver.reach("Rotate")
        await driver.press("escape")
        await driver.reach("Status")
        driver.clock.now += 2
        await driver.press("a")
        await driver.reach("Method")


async def test_proved_is_the_state_that_the_done_page_tells() -> None:
    async with driving(engine_for()) as driver:
        await rotate(driver)
        assert PROVED.detail in driver.text
        await driver.enter()
        await wait_for(driver.pilot, lambda: driver.app.return_value is not None)
    assert driver.app.return_value == 0
