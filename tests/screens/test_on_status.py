"""Test, remove and what is due, from the Status page."""

from onboard.remove import Removed
from onboard.situation import Method
from tests.screens import situations as seen
from tests.screens.driving import driving
from tests.screens.fake_engine import FakeEngine

ONE = seen.SET_UP
BOTH = seen.DUE


async def test_t_lets_git_prove_again_what_is_set_up() -> None:
    engine = FakeEngine(situations=(ONE,), steps=())
    async with driving(engine) as driver:
        await driver.reach("Status")
        await driver.press("t")
        await driver.reach("Review")
        assert "Only the proof is left:" in driver.text
        await driver.enter()
        await driver.see("✓ Proved:")
    assert engine.setups[-1].method is Method.HTTPS


async def test_t_asks_which_where_there_are_several() -> None:
    engine = FakeEngine(situations=(BOTH,), steps=())
    async with driving(engine) as driver:
        await driver.reach("Status")
        await driver.press("t")
        await driver.see("Which one to test?")
        await driver.press("down")
        await driver.enter()
        await driver.reach("Review")
    assert engine.setups[-1].method is Method.SSH


async def test_x_shows_what_goes_asks_and_removes() -> None:
    engine = FakeEngine(situations=(ONE, seen.IAM_USER))
    async with driving(engine) as driver:
        await driver.reach("Status")
        await driver.press("x")
        await driver.see("Take all this out? It cannot be undone.")
        assert "1  Here  ~/.gitconfig" in driver.text
        await driver.press("escape")
        await driver.press("x")
        await driver.see("Take all this out?")
        assert not any(call.startswith("remove ") for call in engine.calls)
        await driver.enter()
        await driver.reach("Method")
    assert "remove None 2" in engine.calls


async def test_x_removes_one_of_several_and_says_what_is_left() -> None:
    engine = FakeEngine(situations=(BOTH, ONE), removed=Removed((), ("The key stays.",), False))
    async with driving(engine) as driver:
        await driver.reach("Status")
        await driver.press("x")
        await driver.see("What shall be removed?")
        await driver.press("down", "down")
        await driver.enter()
        await driver.see("Take all this out?")
        await driver.enter()
        await driver.see("The key stays.")
        await driver.press("escape")
        await driver.see("Set up on this machine")
    assert "remove ssh 2" in engine.calls


async def test_status_says_what_is_due_and_what_was_retired() -> None:
    async with driving(FakeEngine(situations=(BOTH,))) as driver:
        await driver.reach("Status")
        lines = {line.split()[1]: line for line in driver.text.splitlines() if " days " in line}
        assert "! due" in lines["APKAEXAMPLE00000000A"]
        assert "! due" not in lines["APKAEXAMPLE00000000B"]
        text = " ".join(driver.text.split())
        assert "Its grace is over: onboard rotate --delete ACCAEXAMPLE0000000OL" in text
        assert "APKAEXAMPLE00000000B may go from 2026-03-05 on" in text
        assert "begin with ssh://codecommit-444455556666/" in text
