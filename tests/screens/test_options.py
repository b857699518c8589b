"""The Options page and its fields, and how secrets are typed."""

from dataclasses import replace
from pathlib import Path

import pytest

from onboard.errors import BadInput
from onboard.situation import ConfigCommand, HandWritten, HelperEntry, Setup, Situation
from onboard.work import Plan
from screens.fields import Choice, Hidden, Typed
from tests.screens import situations as seen
from tests.screens.driving import choose, driving, signed_out
from tests.screens.fake_engine import FakeEngine

GIT_URL = "https://git-codecommit.*.amazonaws.com"


async def test_without_a_keyring_nothing_is_chosen_for_the_person() -> None:
    machine = replace(seen.MACHINE, keyring=replace(seen.MACHINE.keyring, usable=False))
    engine = FakeEngine(situations=(replace(seen.IAM_USER, machine=machine, sandbox=None),))
    async with driving(engine) as driver:
        await driver.reach("Method")
        await driver.enter()
        await driver.reach("Options")
        await driver.enter()
        await driver.see("The password needs a place.")
        await driver.press("tab", "tab", "down")
        await driver.enter()
        await driver.reach("Review")
    assert engine.setups[0].store == "file"


async def test_a_key_is_made_while_the_person_reads() -> None:
    engine = FakeEngine()
    async with driving(engine) as driver:
        await driver.reach("Method")
        await choose(driver, "SSH key")
        await driver.reach("Options")
        assert "key 4096" in engine.calls
        await driver.press("tab", "tab", "tab", "up")
        assert "key 3072" in engine.calls


async def test_a_passphrase_is_typed_twice_and_never_seen() -> None:
    engine = FakeEngine()
    async with driving(engine) as driver:
        await driver.reach("Method")
        await choose(driver, "SSH key")
        await driver.reach("Options")
        await driver.press("tab", "tab", "tab", "tab")
        await driver.type("correct")
        await driver.press("tab")
        await driver.type("wrong")
        assert "correct" not in driver.text
        await driver.enter()
        await driver.see("The two passphrases differ.")
        await driver.press(*["backspace"] * 5)
        await driver.type("correct")
        await driver.enter()
        await driver.reach("Review")
        await driver.enter()
        await driver.reach("Done")
    assert engine.setups[-1].encrypted
    assert engine.materials
    assert engine.materials.passphrase
    assert engine.materials.passphrase.reveal() == "correct"


async def test_a_secret_is_shown_on_request_and_never_copied() -> None:
    async with driving(signed_out()) as driver:
        await driver.reach("SignIn")
        await choose(driver, "Paste an access key")
        await driver.reach("Paste")
        await driver.press("tab")
        await driver.type("wJalr")
        field = driver.page.query_one("#secret", Hidden)
        await driver.press("ctrl+r")
        assert "wJalr" in driver.text
        await driver.press("ctrl+r")
        assert "wJalr" not in driver.text
        field.select_all()
        await driver.press("ctrl+c", "ctrl+x")
        assert driver.app.clipboard == ""
        assert field.value == "wJalr"


async def test_another_region_is_looked_at_when_its_field_is_left() -> None:
    there = replace(
        seen.IAM_USER, region=replace(seen.IAM_USER.region, name="eu-west-2"), repositories=("z",)
    )
    engine = FakeEngine(situations=(seen.IAM_USER, there))
    async with driving(engine) as driver:
        await driver.reach("Method")
        await driver.enter()
        await driver.reach("Options")
        await driver.press("down")
        assert driver.page.query_one("#region", Typed).value == "eu-west-2"
        await driver.press("tab")
        await driver.see("z ")
        await driver.enter()
        await driver.reach("Review")
    assert engine.setups[0].repository == "z"
    assert engine.setups[0].region == "eu-west-2"


async def test_an_unknown_region_is_said_on_the_spot() -> None:
    async with driving(FakeEngine()) as driver:
        await driver.reach("Method")
        await driver.enter()
        await driver.reach("Options")
        await driver.type("x")
        await driver.enter()
        await driver.see("CodeCommit has no Region called 'eu-west-1x'.")


async def test_the_key_for_help_is_one_that_no_field_takes() -> None:
    async with driving(FakeEngine()) as driver:
        await driver.reach("Method")
        assert "? Help" in driver.text
        await driver.enter()
        await driver.reach("Options")
        assert "F1 Help" in driver.text
        await driver.press("f1")
        await driver.see("About this page (P4)")


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_long_problem_is_shown_to_its_end(size: tuple[int, int]) -> None:
    class Full(FakeEngine):
        def plan(self, situation: Situation, setup: Setup) -> Plan:
            raise BadInput("All the slots that IAM has are taken. " * 5, "Delete one in IAM. Then.")

    async with driving(Full(), size=size) as driver:
        await driver.reach("Method")
        await driver.enter()
        await driver.reach("Options")
        await driver.enter()
        await driver.see("Then.")


async def test_old_settings_of_git_have_a_field_where_there_are_any() -> None:
    file = seen.MACHINE.git_file
    rows = (
        HelperEntry("", str(file), "global", GIT_URL, 1),
        HelperEntry("!aws codecommit credential-helper $@", str(file), "global", "", 3),
    )
    machine = replace(
        seen.MACHINE, helpers=rows, git_settings={f"credential.{GIT_URL}.helper": ("",)}
    )
    engine = FakeEngine(situations=(replace(seen.IAM_USER, machine=machine),))
    async with driving(engine) as driver:
        await driver.reach("Method")
        await driver.enter()
        await driver.reach("Options")
        assert "Old settings" in driver.text
        assert "Other helpers" in driver.text
        await driver.press("tab", "tab", "tab", "down", "tab")
        await driver.see("git asks the AWS CLI's helper")
        await driver.press("down")
        await driver.enter()
        await driver.reach("Review")
    assert (engine.setups[0].mend_chain, engine.setups[0].replace_old) == (True, True)


async def test_the_field_that_is_in_use_explains_itself() -> None:
    async with driving(FakeEngine()) as driver:
        await driver.reach("Method")
        await choose(driver, "SSH key")
        await driver.reach("Options")
        await driver.see("Where the repository is.")
        await driver.press("tab", "tab", "tab", "tab")
        await driver.see("Empty means none.")
        assert "Where the repository is." not in driver.text


async def test_a_host_key_that_aws_does_not_publish_is_taken_only_by_hand() -> None:
    engine, key = FakeEngine(situations=(seen.UNPUBLISHED,)), f"SHA256:{'s' * 43}"
    async with driving(engine) as driver:
        await driver.reach("Method")
        await choose(driver, "SSH key")
        await driver.reach("Options")
        box = driver.page.query_one("#host-key", Typed)
        box.focus()
        await driver.see("Does your admin agree? ↓ takes it.")
        assert (box.value, engine.calls.count("host key il-central-1")) == ("", 1)
        await driver.press("down")
        assert box.value == key
        await driver.enter()
        await driver.reach("Review")
    assert engine.setups[-1].host_key == key


async def test_the_server_is_not_asked_where_ssh_would_run_a_command() -> None:
    command = ConfigCommand(Path("/home/jane/.ssh/config"), 7, "touch x")
    there = replace(seen.UNPUBLISHED, machine=replace(seen.MACHINE, ssh_commands=(command,)))
    engine = FakeEngine(situations=(there,))
    async with driving(engine) as driver:
        await driver.reach("Method")
        await choose(driver, "SSH key")
        await driver.reach("Options")
        driver.page.query_one("#host-key", Typed).focus()
        await driver.see("asked: ssh would run the command")
    assert "host key il-central-1" not in engine.calls


async def test_lines_of_the_persons_own_are_replaced_on_request() -> None:
    pattern = ("git-codecommit.*.amazonaws.com",)
    own = HandWritten(Path("/home/jane/.ssh/config"), 3, pattern, "APKAOLD", text="Host x\n")
    there = replace(seen.IAM_USER, machine=replace(seen.MACHINE, hand_written=(own,)))
    engine = FakeEngine(situations=(there,))
    async with driving(engine) as driver:
        await driver.reach("Method")
        await choose(driver, "SSH key")
        await driver.reach("Options")
        driver.page.query_one("#existing-block", Choice).focus()
        await driver.see("Line 3 of your ssh config: User APKAOLD.")
        await driver.press("down")
        await driver.enter()
        await driver.reach("Review")
    assert engine.setups[-1].adopt
