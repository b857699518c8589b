"""The wizard from detection to the proof: keys in, pages and calls out."""

from dataclasses import replace

import pytest

from onboard.situation import Method, Store
from tests.screens import situations as seen
from tests.screens.driving import driving, to_review
from tests.screens.fake_engine import FakeEngine, wait_for
from tests.screens.fake_runs import CLONE_URL


async def test_three_enters_lead_to_the_proof() -> None:
    engine = FakeEngine()
    async with driving(engine) as driver:
        await to_review(driver)
        assert "apply" not in engine.calls
        await driver.enter()
        await driver.reach("Done")
        lines = driver.text.splitlines()
        assert " ✓ Proved: git signed in as jane-at-111122223333 and listed web." in (
            line.rstrip() for line in lines
        )
        assert f"git clone {CLONE_URL}" in (line.rstrip() for line in lines)
        await driver.enter()
    assert driver.app.return_value == 0
    assert driver.app.farewell.startswith("✓ Proved: git signed in")
    assert engine.calls.count("warm") == 1
    assert engine.setups == [
        replace(
            engine.setups[0],
            method=Method.HTTPS,
            region="eu-west-1",
            profile="work",
            store=Store.SANDBOX,
            repository="web",
        )
    ]


async def test_detection_shows_facts_while_it_looks() -> None:
    engine = FakeEngine()
    engine.seeing.clear()
    async with driving(engine) as driver:
        await driver.see("✓ git 2.39.5")
        await driver.see("! Your permissions: not allowed to ask")
        engine.seeing.set()
        await driver.reach("Method")


async def test_what_takes_long_says_what_it_waits_for() -> None:
    engine = FakeEngine()
    engine.seeing.clear()
    async with driving(engine) as driver:
        await driver.see("Looking")
        driver.clock.now += 3
        await driver.see("Your repositories  3 s")


async def test_back_keeps_answers() -> None:
    async with driving(FakeEngine()) as driver:
        await driver.reach("Method")
        await driver.press("down")
        await driver.enter()
        await driver.reach("Options")
        await driver.press("tab", *["backspace"] * 3)
        await driver.type("api")
        await driver.enter()
        await driver.reach("Review")
        await driver.press("escape")
        await driver.reach("Options")
        assert "api" in driver.text
        await driver.press("tab", *["backspace"] * 3)
        await driver.type("infra")
        await driver.press("escape")
        await driver.reach("Method")
        assert "▌ SSH key" in driver.text
        await driver.enter()
        await driver.reach("Options")
        assert "infra" in driver.text


async def test_another_method_starts_with_its_own_options() -> None:
    engine = FakeEngine()
    async with driving(engine) as driver:
        await to_review(driver)
        await driver.press("escape")
        await driver.reach("Options")
        await driver.press("escape")
        await driver.reach("Method")
        await driver.press("down")
        await driver.enter()
        await driver.reach("Options")
        await driver.enter()
        await driver.reach("Review")
    assert [setup.method for setup in engine.setups] == [Method.HTTPS, Method.SSH]
    assert engine.setups[1].new_key


async def test_a_held_enter_never_confirms_review() -> None:
    engine = FakeEngine()
    async with driving(engine) as driver:
        await driver.reach("Method")
        driver.clock.now += 1
        for _ in range(90):
            await driver.press("enter")
            driver.clock.now += 1 / 30
        await driver.reach("Options")
    assert "apply" not in engine.calls


@pytest.mark.parametrize("delay", [0.25, 0.4, 0.66])
async def test_a_key_held_on_options_is_known_by_its_first_repeats(delay: float) -> None:
    """Keyboards wait before they repeat, and that wait is longer than the stillness asked for."""
    engine = FakeEngine()
    async with driving(engine) as driver:
        await driver.reach("Method")
        await driver.enter()
        await driver.reach("Options")
        await driver.enter()
        await driver.reach("Review")
        driver.clock.now += delay
        for _ in range(30):
            await driver.press("enter")
            driver.clock.now += 1 / 30
    assert "apply" not in engine.calls


async def test_a_double_press_confirms_one_page() -> None:
    async with driving(FakeEngine()) as driver:
        await driver.reach("Method")
        await driver.enter()
        driver.clock.now += 0.15
        await driver.press("enter")
        await driver.reach("Options")
        await driver.pilot.pause()
        assert type(driver.page).__name__ == "OptionsPage"


async def test_a_quick_person_is_not_held_up() -> None:
    engine = FakeEngine()
    async with driving(engine) as driver:
        await driver.reach("Method")
        for page in ("Options", "Review", "Done"):
            driver.clock.now += 0.4
            await driver.press("enter")
            await driver.reach(page)
    assert engine.calls.count("apply") == 1


async def test_a_bad_answer_stays_on_its_page_with_a_sentence() -> None:
    async with driving(FakeEngine()) as driver:
        await driver.reach("Method")
        await driver.enter()
        await driver.reach("Options")
        await driver.press("tab", *["backspace"] * 3)
        await driver.type("not/a/name")
        await driver.enter()
        await driver.see("Give the bare name.")
        await driver.press(*["backspace"] * 10)
        await driver.enter()
        await driver.reach("Review")


async def test_details_open_and_close() -> None:
    async with driving(FakeEngine()) as driver:
        await to_review(driver)
        await driver.press("d")
        await driver.see("ServiceName = codecommit.amazonaws.com")
        await driver.press("d", "down", "down", "f2")
        await driver.see("+     helper =")
        await driver.press("escape")
        await driver.reach("Review")


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_help_opens_and_says_the_page_code(key: str) -> None:
    async with driving(FakeEngine()) as driver:
        await driver.reach("Method")
        await driver.press(key)
        await driver.see("About this page (P3)")
        await driver.press("escape")
        await driver.reach("Method")


async def test_the_mouse_does_it_too() -> None:
    engine = FakeEngine()
    async with driving(engine) as driver:
        for page in ("Method", "Options", "Review"):
            await driver.reach(page)
            assert await driver.pilot.click("#main")
        await driver.reach("Done")


async def test_words_of_the_footer_can_be_clicked() -> None:
    async with driving(FakeEngine()) as driver:
        await driver.reach("Method")
        at = driver.text.splitlines()[-1].index("Help")
        await driver.pilot.click(offset=(at, 23))
        await driver.see("About this page")


async def test_two_looks_are_two_themes() -> None:
    async with driving(FakeEngine()) as driver:
        await driver.reach("Method")
        await driver.press("ctrl+t")
        assert driver.app.theme == "onboard-light"
        await driver.press("ctrl+t")
        assert driver.app.theme == "onboard-dark"


async def test_another_profile_from_the_method_page() -> None:
    engine = FakeEngine(situations=(replace(seen.PROFILES, profile="work"), seen.PROFILES))
    async with driving(engine) as driver:
        await driver.reach("Method")
        await driver.press("p")
        await driver.reach("Profile")
        await driver.press("escape")
        await driver.reach("Method")
        await driver.press("p")
        await driver.reach("Profile")
        await driver.press("down")
        await driver.enter()
        await driver.reach("Method")
    assert engine.profiles == [None, "audit[/red]"]


async def test_a_page_waits_until_the_box_above_it_is_closed() -> None:
    engine = FakeEngine()
    engine.seeing.clear()
    async with driving(engine) as driver:
        await driver.see("Looking")
        await driver.press("question_mark")
        await driver.see("About this page (P1)")
        engine.seeing.set()
        await wait_for(driver.pilot, lambda: "offers" in engine.calls)
        await driver.pilot.pause(0.05)
        assert "About this page (P1)" in driver.text
        await driver.press("escape")
        await driver.reach("Method")


async def test_leaving_does_not_wait_for_a_box() -> None:
    async with driving(FakeEngine()) as driver:
        await driver.reach("Method")
        await driver.press("question_mark")
        await driver.see("About this page (P3)")
        await driver.press("ctrl+q")
        await wait_for(driver.pilot, lambda: driver.app.return_value is not None)
