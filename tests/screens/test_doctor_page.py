"""The Doctor page: what it shows, how a finding is mended, and the ways to it and back."""

from dataclasses import replace

import pytest

from onboard.doctor.finding import Finding
from onboard.errors import BadInput
from screens.answers import Answers
from screens.doctor_words import outcome
from screens.findings import closed, opened, with_short_paths
from tests.screens import findings as found
from tests.screens import situations as seen
from tests.screens.driving import Driver, driving
from tests.screens.fake_engine import FakeEngine, wait_for
from tests.screens.fake_runs import REFUSED
from tests.screens.gallery import DONE, RUN


def engine_for(**more: object) -> FakeEngine:
    return FakeEngine(situations=(seen.SET_UP,), **more)  # type: ignore[arg-type]


async def to_doctor(driver: Driver) -> None:
    await driver.reach("Status")
    await driver.press("d")
    await driver.reach("Doctor")


async def press_until(driver: Driver, key: str, text: str) -> None:
    """At most ten times."""
    for _ in range(10):
        await driver.press(key)
        await driver.pilot.pause()
        if text in driver.text:
            return
    raise AssertionError(driver.text)


async def test_it_shows_what_it_looks_at_then_the_findings_with_their_codes() -> None:
    engine = engine_for()
    engine.seeing.set()
    async with driving(engine) as driver:
        await driver.reach("Status")
        engine.seeing.clear()
        await driver.press("d")
        await driver.see("git 2.39.5")
        assert "Looking" in driver.text
        assert "Look again" not in driver.text
        engine.seeing.set()
        await driver.see("This keeps git out:")
        await driver.see("See what mends D8")
        assert "✗ D8   The credential helper" in driver.text
        assert "✗ D52  AWS knows you" in driver.text
        assert "P15" in driver.text
    assert engine.asked[0].folder == engine.at_hand()


async def test_enter_shows_the_plan_applies_it_and_looks_again() -> None:
    engine = engine_for()
    async with driving(engine) as driver:
        await to_doctor(driver)
        await driver.see("See what mends D8")
        await driver.enter()
        await driver.reach("Review")
        assert "Apply this change" in driver.text
        await driver.press("escape")
        await driver.reach("Doctor")
        assert engine.calls.count("examine") == 1
        await driver.press("f")
        await driver.reach("Review")
        await driver.enter()
        await driver.see("✓ Done: 1 change, as shown. U takes it back.")
        await driver.see("✓ Nothing is wrong. git is let in.")
        await driver.press("u")
        await driver.see("Undo the last mending?")
        await driver.enter()
        await wait_for(driver.pilot, lambda: engine.calls.count("examine") == 3)
        await driver.see("Nothing is wrong.")
        assert "U Undo" not in driver.text
        await driver.press("escape")
        await driver.reach("Status")
    assert "undo run-1" in engine.calls
    assert engine.calls.count("observe") == 1


async def test_after_a_mending_everything_is_seen_afresh() -> None:
    engine = engine_for()
    async with driving(engine) as driver:
        await to_doctor(driver)
        await driver.see("See what mends")
        await driver.enter()
        await driver.reach("Review")
        await driver.enter()
        await driver.see("✓ Nothing is wrong.")
        await driver.press("escape")
        await driver.reach("Status")
    assert engine.calls.count("observe") == 2


async def test_what_onboard_cannot_mend_says_what_to_do_and_enter_does_the_next_best() -> None:
    engine = engine_for()
    async with driving(engine) as driver:
        await to_doctor(driver)
        await driver.see("See what mends")
        await driver.press("down")
        await driver.see("What to send your administrator")
        await driver.press("f")
        await driver.enter()
        await driver.reach("Packet")
        await driver.press("escape", "down")
        await driver.see("AWS_PROFILE=work")
        await driver.see("Enter Look again")
        await driver.enter()
        await driver.see("✓ Nothing is wrong.")
    assert not any(call.startswith("mending") for call in engine.calls)


async def test_a_mending_that_cannot_be_planned_or_applied_is_said() -> None:
    no = BadInput("That file is not yours.", "Ask its owner.")
    engine = engine_for(refusal=no, examined=(found.SICK,))
    async with driving(engine) as driver:
        await to_doctor(driver)
        await driver.see("See what mends")
        await driver.enter()
        await driver.see("That file is not yours.")
        engine.refusal, engine.problem = None, no
        await driver.press("f")
        await driver.reach("Review")
        await driver.enter()
        await driver.see("✗ Not mended: That file is not yours.")
        await driver.see("This keeps git out:")


async def test_a_failed_proof_leads_there_and_back() -> None:
    engine = FakeEngine()
    async with driving(engine, replace(DONE, proof=REFUSED)) as driver:
        await driver.reach("Done")
        await driver.press("d")
        await driver.see("This keeps git out:")
        await driver.press("escape")
        await driver.reach("Done")
        await driver.see("Try the proof again")
        await driver.enter()
        await driver.see("✓ Proved:")
        await driver.press("d")
        await driver.pilot.pause()
        assert "✓ Proved:" in driver.text
    assert engine.asked[0].address == RUN.clone_url


async def test_leaving_from_there_keeps_the_exit_status_of_a_failed_proof() -> None:
    async with driving(FakeEngine(), replace(DONE, proof=REFUSED)) as driver:
        await driver.reach("Done")
        await driver.press("d")
        await driver.reach("Doctor")
        await driver.press("ctrl+q")
        await wait_for(driver.pilot, lambda: driver.app.return_value is not None)
    assert driver.app.return_value == 4


@pytest.mark.parametrize("page", ["Method", "SignIn"])
async def test_it_can_be_asked_before_anything_is_set_up(page: str) -> None:
    situation = seen.IAM_USER if page == "Method" else seen.EXPIRED
    async with driving(FakeEngine(situations=(situation,))) as driver:
        await driver.reach(page)
        await driver.press("d")
        await driver.see("This keeps git out:")
        await driver.press("escape")
        await driver.reach(page)


def test_what_it_comes_to() -> None:
    assert outcome(found.WARNED)[1] == "git is let in; look at this all the same:"
    nowhere = replace(found.WELL, case=replace(found.CASE, attempt=None))
    assert "no repository here" in outcome(nowhere)[1]


@pytest.mark.parametrize("finding", found.SICK.findings)
@pytest.mark.parametrize("room", [55, 75])
def test_a_finding_keeps_within_its_room(finding: Finding, room: int) -> None:
    lines = [*closed(finding, room), *opened(finding, str, room)]
    assert max(line.cell_length for line in lines) <= room - 2
    assert "[/bold]" in found.HELPER_GONE.summary


def test_long_paths_are_shortened_in_the_middle_and_addresses_never() -> None:
    text = with_short_paths(f"{found.CONFIG}:12 and {found.TARGET.url}")
    assert text.startswith("~/.config/")
    assert "…" in text
    assert text.endswith(f"gitconfig:12 and {found.TARGET.url}")


def test_the_doctor_keeps_what_was_answered() -> None:
    before = Answers(profile="work", situation=seen.SET_UP)
    assert before.to_doctor().from_doctor() is before


async def test_on_a_small_terminal_the_whole_of_a_finding_can_be_read() -> None:
    long = replace(found.HELPER_GONE, why="git cannot start it. " * 20, fix="The end is here.")
    engine = engine_for(examined=(replace(found.SICK, findings=(long, found.NO_PULL)),))
    async with driving(engine, size=(60, 20)) as driver:
        await to_doctor(driver)
        await driver.see("See what mends D8")
        await press_until(driver, "down", "The end is here.")
        assert "▌ ✗ D52" not in driver.text
        await press_until(driver, "down", "▌ ✗ D52")
        await driver.press("up")
        await press_until(driver, "up", "▌ ✗ D8")
