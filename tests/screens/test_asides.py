"""Explain, Address and the administrator's packet: pages that lie above another one."""

from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest
from textual.widgets import TextArea

from screens.answers import PageName
from screens.app import PAGES
from screens.explained import explained
from screens.order import CODES
from screens.refusals import of_error, of_finding, of_run
from tests.screens import findings as found
from tests.screens import situations as seen
from tests.screens.driving import Driver, driving
from tests.screens.fake_engine import FakeEngine, wait_for
from tests.screens.fake_runs import PROVED, REFUSED
from tests.screens.gallery import DENIED, DONE, JANE, NO_ROOM, NOT_LISTED, press

AT_DOCTOR = replace(JANE.to_doctor(), seen=found.SICK)


async def paste(driver: Driver, text: str) -> None:
    await press(driver.pilot, f"paste {text}")


async def test_a_pasted_message_is_explained_and_nothing_of_it_is_markup() -> None:
    async with driving(FakeEngine(), AT_DOCTOR) as driver:
        await driver.reach("Doctor")
        await driver.press("e")
        await driver.reach("Explain")
        await driver.press("ctrl+e")
        await driver.see("The box is empty.")
        await paste(driver, found.PASTED)
        await driver.see("[/bold] [@click=app.quit]x[/]")
        await driver.type("d")
        await driver.enter()
        assert driver.app.screen.query_one(TextArea).text == f"{found.PASTED}d\n"
        await driver.press("ctrl+e")
        await driver.see("● D1   CodeCommit refused the request")
        assert "How sure  possible:" in driver.text
        await driver.press("escape")
        await driver.see("[/bold]")
        await driver.press("ctrl+e")
        await driver.see("● D1 ")
        await driver.press("n")
        await driver.see("fatal: unable to access …")
        await driver.press("escape")
        await driver.reach("Doctor")


async def test_what_is_not_known_says_so_and_leads_to_the_doctor() -> None:
    async with driving(FakeEngine(), AT_DOCTOR) as driver:
        await driver.reach("Doctor")
        await driver.press("e")
        await paste(driver, "error: pathspec 'x' did not match any file(s) known to git")
        await driver.press("ctrl+e")
        await driver.see("! This is no message that onboard knows")
        await driver.enter()
        await driver.reach("Doctor")


def test_what_else_it_may_be_comes_after_the_likeliest() -> None:
    from onboard.doctor.explain import explain

    text = (
        "fatal: unable to access 'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web/': "
        "SSL certificate problem: unable to get local issuer certificate\n"
        "botocore.exceptions.NoCredentialsError: Unable to locate credentials\n"
    )
    matches = explain(text)
    lines = [str(line) for line in explained(matches, str, 60)]
    assert len(matches) > 1
    assert lines[0].startswith("● D")
    assert "It may also be this:" in lines
    assert max(map(len, lines)) <= 57


async def test_any_address_becomes_the_one_to_use_and_is_copied() -> None:
    engine = FakeEngine()
    async with driving(engine, AT_DOCTOR) as driver:
        await driver.reach("Doctor")
        await driver.press("a")
        await driver.reach("Address")
        await driver.enter()
        await driver.see("Paste an address first.")
        await paste(driver, found.SIGNED_PASTE)
        await driver.see("https://jane-at-1:••••@")
        await driver.enter()
        await driver.see("A password stood in that address.")
        assert "geh" not in driver.text
        await driver.press("c")
        assert driver.app.clipboard == found.TARGET.url
        await driver.press("n")
        await driver.see("https://eu-west-1.console")
        await driver.type("nowhere.example.com/x")
        await driver.enter()
        await driver.see("!")
        await driver.press("escape")
        await driver.reach("Doctor")
    assert not any("geh" in text for text in engine.pasted)


@pytest.mark.parametrize("shown", ["status", "audit", "done", "doctor", "method"])
async def test_beside_each_refusal_is_the_packet_for_the_administrator(shown: str) -> None:
    engine = FakeEngine(situations=(seen.SET_UP,), problem=NOT_LISTED)
    answers = {
        "done": replace(DONE, proof=REFUSED),
        "doctor": AT_DOCTOR,
        "method": replace(
            JANE, offers=(replace(seen.OFFERS[0], needs=("iam:UploadSSHPublicKey",)),)
        ),
    }.get(shown)
    async with driving(engine, answers) as driver:
        await driver.pilot.pause()
        if shown == "status":
            await driver.reach("Status")
            driver.page.show_problem(NOT_LISTED)
        elif shown == "audit":
            await driver.reach("Status")
            await driver.press("e")
            await driver.see("Read again")
        elif shown == "doctor":
            await driver.press("down")
            await driver.see("What to send your administrator")
        await driver.press("f4")
        await driver.reach("Packet")
        assert "Subject: AWS permission for jane: " in driver.text
        await driver.press("escape")
        assert driver.page.refusal


async def test_the_packet_is_copied_and_saved_and_no_file_is_written_over() -> None:
    engine = FakeEngine()
    async with driving(engine, replace(DONE, proof=REFUSED)) as driver:
        await driver.reach("Done")
        await driver.press("p")
        await driver.reach("Packet")
        await driver.press("c")
        assert driver.app.clipboard.startswith("Subject: AWS permission for jane: ")
        assert "AWSCodeCommitReadOnly" in driver.app.clipboard
        await driver.press("j")
        assert driver.app.clipboard.startswith('{\n  "Version"')
        for said in ("✓ Saved to ~/codecommit-request.txt", "There is already a file"):
            await driver.press("s")
            await driver.see("Save to a new file")
            await driver.enter()
            await driver.see(said)
        await driver.press("s")
        await driver.see("Save to a new file")
        await driver.press(*["backspace"] * 3, *"json")
        await driver.enter()
        await driver.see("✓ Saved to ~/codecommit-request.json")
    assert engine.saved["~/codecommit-request.txt"].startswith("Subject: ")
    assert engine.saved["~/codecommit-request.json"].startswith('{\n  "Version"')


async def test_where_nobody_is_signed_in_the_packet_says_so() -> None:
    nobody = replace(DONE, proof=REFUSED, situation=seen.EXPIRED)
    async with driving(FakeEngine(), nobody) as driver:
        await driver.reach("Done")
        await driver.press("p")
        await driver.see("Nobody is signed in to AWS here")
        await driver.press("c", "s", "escape")
        await driver.reach("Done")


async def test_leaving_from_above_leaves_as_the_page_below_does() -> None:
    async with driving(FakeEngine(), replace(DONE, proof=REFUSED)) as driver:
        await driver.reach("Done")
        await driver.press("p")
        await driver.reach("Packet")
        await driver.press("ctrl+q")
        await wait_for(driver.pilot, lambda: driver.app.return_value is not None)
    assert driver.app.return_value == 4


def test_what_is_a_refusal_and_what_is_none() -> None:
    assert "iam:CreateServiceSpecificCredential" in of_error(DENIED)
    assert of_error(NO_ROOM) == ""
    assert REFUSED.hint in of_run(replace(DONE, proof=REFUSED))
    assert of_run(replace(DONE, proof=PROVED)) == ""
    assert of_run(replace(DONE, proof=replace(REFUSED, cause="clock-skew"))) == ""
    assert "codecommit:GitPull" in of_finding(found.NO_PULL, "")
    assert of_finding(found.HELPER_GONE, "") == ""


def test_the_default_name_is_below_the_home() -> None:
    from screens.pages.packet import FILE

    assert Path(FILE).parent == Path("~")


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_what_a_help_desk_would(name: PageName) -> None:
    module, kind = PAGES[name]
    page = getattr(import_module(f"screens.pages.{module}"), kind)
    assert len(page.HELP.split()) >= 50
    assert CODES[name].startswith("P")
