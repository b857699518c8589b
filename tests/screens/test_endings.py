"""How a run ends: proved, refused, denied, undone, stopped, or left."""

from pathlib import Path

import pytest

from onboard import vault
from onboard.errors import AccessDenied, OnboardError, VaultUnavailable
from onboard.secret import Secret
from onboard.situation import Store
from onboard.steps.password import StorePassword
from onboard.steps.step import Bench
from onboard.work import Materials, Ref
from tests.machine import machine
from tests.screens.driving import Driver, driving, to_review
from tests.screens.fake_engine import FakeEngine, wait_for
from tests.screens.fake_runs import CLONE_URL, PROVED, REFUSED
from tests.screens.findings import WELL


async def test_a_denial_is_a_page_and_can_be_tried_again() -> None:
    denied = AccessDenied("You may not do iam:Create.", "Ask an administrator.", "iam:Create")
    engine = FakeEngine(problem=denied)
    async with driving(engine) as driver:
        await to_review(driver)
        await driver.enter()
        await driver.reach("Done")
        assert "✗ Not done." in driver.text
        assert "Ask an administrator." in driver.text
        await driver.enter()
        await driver.reach("Options")
        await driver.enter()
        await driver.reach("Review")
        await driver.enter()
        await driver.see("✓ Proved:")
    assert engine.calls.count("observe") == 2


async def test_a_keyring_that_refuses_the_password_is_shown_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise VaultUnavailable("The keyring is locked.")

    monkeypatch.setattr(vault, "keep", refuse)
    new = Ref(1, "credential id")
    step = StorePassword(Store.KEYRING, "1", "jane-at-1", new, "https://example.com")
    bench = Bench(machine(tmp_path), None, Materials(git_password=Secret("pw")), {new: "ACCA1"})
    with pytest.raises(VaultUnavailable) as refused:
        step.apply(bench)
    async with driving(FakeEngine(problem=refused.value)) as driver:
        await to_review(driver)
        await driver.enter()
        await driver.reach("Done")
        assert "✗ Not done." in driver.text
        text = " ".join(driver.text.split())
        assert "The keyring is locked. Nobody else has it, so its Git credential must go" in text
        assert "Unlock or start your keyring and try again, or choose another place" in text
        await driver.enter()
        await driver.reach("Options")
        assert "Password rests in" in driver.text


async def test_a_refused_proof_quotes_git_and_can_be_tried_again() -> None:
    engine = FakeEngine(proofs=(REFUSED, PROVED))
    async with driving(engine) as driver:
        await to_review(driver)
        await driver.enter()
        await driver.reach("Done")
        assert "✗ Not proved" in driver.text
        assert "URL returned error: 403" in driver.text
        await driver.enter()
        await driver.see("✓ Proved:")
    assert engine.calls.count("apply") == 1


async def mend_and_return(driver: Driver) -> None:
    """Apply, be refused, let the doctor mend its first finding, and go back to the ending."""
    await to_review(driver)
    await driver.enter()
    await driver.see("D shows it, and mends it.")
    await driver.press("d")
    await driver.reach("Doctor")
    await driver.enter()
    await driver.reach("Review")
    await driver.enter()
    await driver.see("Nothing is wrong")
    await driver.press("escape")


async def test_after_a_refused_proof_the_doctor_looks_by_itself() -> None:
    engine = FakeEngine(proofs=(REFUSED,))
    async with driving(engine) as driver:
        await to_review(driver)
        await driver.enter()
        await driver.see("D8 The credential helper")
        await driver.see("D shows it, and mends it.")
        assert [one.address for one in engine.asked] == [CLONE_URL]
        await driver.press("d")
        await driver.reach("Doctor")
        await driver.see("This keeps git out")
    assert engine.calls.count("examine") == 1


async def test_what_the_doctor_mended_is_proven_and_undone_with_the_run() -> None:
    engine = FakeEngine(proofs=(REFUSED,))
    async with driving(engine) as driver:
        await mend_and_return(driver)
        await driver.see("✓ Proved: git is let in, now that the doctor has mended it.")
        await driver.press("u")
        await driver.enter()
        await driver.see("Undone.")
    assert [call for call in engine.calls if call.startswith("undo")] == ["undo run-1"] * 2


async def test_a_proof_that_could_not_be_tried_is_mended_like_one_that_failed() -> None:
    engine = FakeEngine(unproven=OnboardError("git hangs.", "Try again."))
    async with driving(engine) as driver:
        await mend_and_return(driver)
        await driver.see("✓ Proved: git is let in")


async def test_a_doctor_who_finds_nothing_says_so() -> None:
    async with driving(FakeEngine(proofs=(REFUSED,), examined=(WELL,))) as driver:
        await to_review(driver)
        await driver.enter()
        await driver.see("It finds nothing else that is wrong.")


async def test_leaving_after_a_refused_proof_has_its_own_exit_status() -> None:
    async with driving(FakeEngine(proofs=(REFUSED,))) as driver:
        await to_review(driver)
        await driver.enter()
        await driver.reach("Done")
        await driver.press("ctrl+q")
    assert driver.app.return_value == 4


async def test_undo_asks_first() -> None:
    engine = FakeEngine()
    async with driving(engine) as driver:
        await to_review(driver)
        await driver.enter()
        await driver.reach("Done")
        await driver.press("u", "escape", "u")
        assert "undo run-1" not in engine.calls
        await driver.enter()
        await driver.see("Undone.")
        await driver.enter()
    assert engine.calls.count("undo run-1") == 1
    assert driver.app.return_value == 0


async def test_c_copies_the_clone_command() -> None:
    async with driving(FakeEngine()) as driver:
        await to_review(driver)
        await driver.enter()
        await driver.reach("Done")
        await driver.press("c")
        assert driver.app.clipboard.splitlines()[-1] == f"git clone {CLONE_URL}"


async def test_escape_stops_after_the_step() -> None:
    engine = FakeEngine()
    engine.applying.clear()
    async with driving(engine) as driver:
        await to_review(driver)
        await driver.enter()
        await driver.reach("Apply")
        await driver.press("escape")
        await driver.see("Stopping after this step, in 60 s at most.")
        engine.applying.set()
        await driver.reach("Done")
        assert "Everything that was begun was put back." in driver.text


async def test_ctrl_q_twice_leaves_at_once_while_a_call_hangs() -> None:
    engine = FakeEngine()
    engine.applying.clear()
    async with driving(engine) as driver:
        await to_review(driver)
        await driver.enter()
        await driver.reach("Apply")
        await driver.press("ctrl+q")
        await driver.see("Stopping")
        await driver.press("ctrl+q")
        await wait_for(driver.pilot, lambda: driver.app.return_value is not None)
    assert driver.app.return_value == 130


async def test_leaving_while_it_looks() -> None:
    engine = FakeEngine()
    engine.seeing.clear()
    async with driving(engine) as driver:
        await driver.see("Looking")
        await driver.press("ctrl+q")
        await wait_for(driver.pilot, lambda: driver.app.return_value is not None)
    assert driver.app.return_value == 0


async def test_ctrl_c_asks_to_leave() -> None:
    async with driving(FakeEngine()) as driver:
        await driver.reach("Method")
        await driver.press("ctrl+c")
        await driver.see("Leave onboard?")
        await driver.press("escape")
        await driver.reach("Method")
        await driver.press("escape")
        await driver.see("Leave onboard?")
        await driver.enter()
        await wait_for(driver.pilot, lambda: driver.app.return_value is not None)


async def test_in_a_sandbox_the_terminal_that_clones_is_told_what_it_needs() -> None:
    engine = FakeEngine()
    async with driving(engine) as driver:
        await to_review(driver)
        await driver.enter()
        await driver.see(f'eval "$(onboard sandbox --sandbox={engine.sandbox})"')
