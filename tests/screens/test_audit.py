"""The Audit page: opened from Status, filtered, sorted, stopped, and left."""

from dataclasses import replace

from textual.events import Key

from onboard.audit import Audit, Audited
from onboard.situation import Holdings, Unknown
from screens import audit_words
from screens.answers import Answers
from screens.fields import Typed
from screens.frame import Foot
from screens.pages.audit import AuditPage
from screens.pages.status import StatusPage
from tests.screens import situations as seen
from tests.screens.driving import Driver, driving
from tests.screens.fake_engine import FakeEngine, wait_for

SET_UP = Answers(situation=seen.SET_UP, offers=seen.OFFERS)


def first_row(driver: Driver) -> str:
    lines = driver.text.splitlines()
    head = next(number for number, line in enumerate(lines) if "Status" in line)
    return lines[head + 1]


async def opened(driver: Driver) -> AuditPage:
    await driver.reach("Status")
    await driver.press("e")
    await driver.reach("Audit")
    assert isinstance(driver.page, AuditPage)
    return driver.page


async def test_sorted_by_age_until_another_column_is_asked_for() -> None:
    async with driving(FakeEngine(), SET_UP) as driver:
        await opened(driver)
        await driver.see("15 users; 45 credentials, 3 due")
        assert "1412" in first_row(driver)
        await driver.press("o")
        assert " 20 " in first_row(driver)
        await driver.press("s", "s")
        assert first_row(driver).lstrip().startswith("a.very")


async def test_the_cursor_stays_on_its_credential_and_what_is_cut_is_told_whole() -> None:
    async with driving(FakeEngine(), SET_UP, size=(60, 20)) as driver:
        page = await opened(driver)
        await driver.see("45 credentials, 3 due")
        assert "a.very.long.user.name@of-an-example.example.com" in "".join(driver.text.split())
        await driver.press("end")
        last = page._table.chosen
        assert last
        assert last.id in driver.text
        page._rows.insert(0, replace(last, user="aaa", id="AKIANEW", age_days=9999))
        page._stale = True
        await wait_for(driver.pilot, lambda: page._table.row_count == 46)
        assert page._table.chosen == last
        await driver.press("home")
        assert page._table.cursor_row == 0
        await driver.press("end", "o")
        assert page._table.cursor_row == 0


async def test_what_comes_in_one_burst_with_the_slash_is_the_filter() -> None:
    async with driving(FakeEngine(), SET_UP) as driver:
        page = await opened(driver)
        await driver.see("45 credentials, 3 due")
        for key, character in (("slash", "/"), ("s", "s"), ("s", "s"), ("slash", "/")):
            driver.pilot.app.post_message(Key(key, character))
        await driver.see("0 of 45 credentials match.")
        assert page.query_one("#filter", Typed).value == "ss/"


async def test_filtered_while_it_is_typed_and_enter_goes_to_the_table() -> None:
    async with driving(FakeEngine(), SET_UP) as driver:
        await opened(driver)
        await driver.see("45 credentials")
        await driver.press("slash")
        await driver.type("joe ssh")
        await driver.see("1 of 45 credentials match.")
        assert "joe[/red]" in first_row(driver)
        await driver.enter()
        assert driver.app.focused is driver.page.query_one("AuditTable")


async def test_stopping_keeps_what_was_read_and_it_can_be_read_again() -> None:
    engine = FakeEngine()
    engine.auditing.clear()
    async with driving(engine, SET_UP) as driver:
        await opened(driver)
        await driver.see("Reading users: 15 of 16")
        await driver.press("c")
        await driver.see("Partial: 15 of 16 users; 45 credentials")
        assert "1412" in first_row(driver)
        engine.auditing.set()
        await driver.press("r")
        await driver.see("✓ 15 users; 45 credentials")
        assert engine.calls.count("audit") == 2


async def test_escape_goes_back_to_status_and_the_reading_ends() -> None:
    engine = FakeEngine()
    engine.auditing.clear()
    async with driving(engine, SET_UP) as driver:
        page = await opened(driver)
        await driver.see("15 of 16")
        await driver.press("escape")
        await driver.reach("Status")
        assert page._stopping.is_set()
        await driver.enter()
        await driver.reach("Method")


async def test_ctrl_q_leaves_the_app_while_it_reads() -> None:
    engine = FakeEngine()
    engine.auditing.clear()
    async with driving(engine, SET_UP) as driver:
        await opened(driver)
        assert isinstance(driver.app.screen_stack[-2], StatusPage)
        await driver.press("ctrl+q")
        assert driver.app.return_code == 0


async def test_a_reading_that_ends_while_the_app_ends_is_no_defect() -> None:
    engine = FakeEngine()
    engine.auditing.clear()
    async with driving(engine, SET_UP) as driver:
        page = await opened(driver)
        await driver.see("15 of 16")
        await page.query_one(Foot).remove()  # as the app takes a page apart: its children first
        engine.auditing.set()
        await wait_for(
            driver.pilot, lambda: page not in [worker.node for worker in driver.app.workers]
        )


def test_a_refusal_names_what_to_ask_for() -> None:
    denied = Unknown("No.", "access-denied", "iam:ListAccessKeys")
    audit = Audit(seen.NOW, (Audited("jane", Holdings(access_keys=denied)),), 1)
    said = audit_words.read(audit, ()).plain
    assert "AWS refuses you iam:ListAccessKeys for 1." in said
    assert said.endswith("Ask an administrator to attach IAMReadOnlyAccess to you.")
