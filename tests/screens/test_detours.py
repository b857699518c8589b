"""The pages that only some people meet: profile, Region, MFA, signed out, console, root, status."""

from dataclasses import replace

import pytest

from onboard.situation import Method, Situation
from onboard.work import Materials, Report, Run, Stop
from screens.answers import Answers
from tests.screens import situations as seen
from tests.screens.driving import choose, driving, signed_out
from tests.screens.fake_engine import FakeEngine
from tests.screens.fake_runs import PUBLIC_KEY, REFUSED
from tests.screens.gallery import REVIEW


async def test_a_choice_of_profiles_is_asked_for_and_obeyed() -> None:
    engine = FakeEngine(situations=(seen.PROFILES, seen.IAM_USER))
    async with driving(engine) as driver:
        await driver.reach("Profile")
        assert "audit[/red]" in driver.text
        await choose(driver, "work")
        await driver.reach("Method")
    assert engine.profiles == [None, "work"]


async def test_a_profile_given_by_flag_is_not_asked_for() -> None:
    engine = FakeEngine(situations=(seen.PROFILES,))
    async with driving(engine, Answers(profile="default")) as driver:
        await driver.reach("Method")


async def test_an_unknown_profile_is_said_and_can_be_left_out() -> None:
    async with driving(FakeEngine(), Answers(profile="unknown")) as driver:
        await driver.see("There is no profile called 'unknown'.")
        await driver.press("w")
        await driver.reach("Method")


async def test_a_missing_region_is_asked_for() -> None:
    engine = FakeEngine(situations=(seen.NO_REGION, seen.IAM_USER))
    async with driving(engine) as driver:
        await driver.reach("Region")
        await driver.press("u")
        assert "▌ us-east-1" in driver.text
        await driver.enter()
        await driver.reach("Method")
    assert engine.calls.count("observe") == 2


async def test_root_is_warned_and_goes_on() -> None:
    engine = FakeEngine(situations=(seen.ROOT,), offered=(seen.ROOT_OFFERS,))
    async with driving(engine) as driver:
        await driver.reach("Root")
        assert "create an administrator user" in driver.text
        await driver.enter()
        await driver.reach("Method")
        assert "– HTTPS with Git credentials" in driver.text
        await driver.press("escape")
        await driver.reach("Root")


async def test_refused_methods_cannot_be_chosen() -> None:
    engine = FakeEngine(situations=(seen.IDENTITY_CENTER,), offered=(seen.SIGNING_ONLY,))
    async with driving(engine) as driver:
        await driver.reach("Method")
        await driver.press("up", "up", "up")
        await driver.enter()
        await driver.reach("Options")
        await driver.enter()
        await driver.reach("Review")
    assert engine.setups[0].method in (Method.HELPER, Method.GRC)


async def test_an_mfa_code_gets_a_session() -> None:
    engine = FakeEngine(
        situations=(seen.MFA, seen.IAM_USER), offered=(seen.MFA_OFFERS, seen.OFFERS)
    )
    async with driving(engine) as driver:
        await driver.reach("Mfa")
        await driver.type("12x34")
        await driver.enter()
        await driver.see("An MFA code has six digits.")
        await driver.press(*["backspace"] * 6)
        await driver.type("000000")
        await driver.enter()
        await driver.see("AWS did not accept the code.")
        assert "000000" not in driver.text
        await driver.type("123456")
        await driver.enter()
        await driver.reach("Method")
    assert [code.reveal() for code in engine.codes] == ["000000", "123456"]


async def test_the_sign_in_command_is_shown_where_the_app_cannot_step_aside() -> None:
    engine = FakeEngine(
        situations=(seen.EXPIRED, seen.IAM_USER), offered=(seen.CONSOLE_OFFERS, seen.OFFERS)
    )
    async with driving(engine) as driver:
        await driver.reach("SignIn")
        await driver.enter()
        await driver.see("/usr/bin/aws sso login --profile work")
        await choose(driver, "Look again")
        await driver.reach("Method")


class NoCli(FakeEngine):
    """A machine whose AWS CLI cannot sign in."""

    def sign_in_command(self, situation: Situation) -> tuple[str, ...] | None:
        return None


async def test_an_expired_sign_in_that_no_card_mends_says_what_does() -> None:
    engine = NoCli(
        situations=(seen.EXPIRED, seen.IAM_USER), offered=(seen.CONSOLE_OFFERS, seen.OFFERS)
    )
    async with driving(engine) as driver:
        await driver.reach("SignIn")
        await driver.see("Sign in again.")
        await driver.see("▌ Look again")
        await driver.enter()
        await driver.reach("Method")


async def test_another_profile_instead_of_signing_in() -> None:
    engine = FakeEngine(
        situations=(seen.EXPIRED, seen.IAM_USER), offered=(seen.CONSOLE_OFFERS, seen.OFFERS)
    )
    async with driving(engine) as driver:
        await driver.reach("SignIn")
        await choose(driver, "Use another profile")
        await driver.reach("Profile")
        await driver.press("escape")
        await driver.reach("SignIn")
        await choose(driver, "Use another profile")
        await driver.reach("Profile")
        await choose(driver, "home")
        await driver.reach("Method")
    assert engine.profiles == [None, "home"]


async def test_a_pasted_key_is_reviewed_then_used() -> None:
    engine = FakeEngine(
        situations=(seen.EXPIRED, seen.IAM_USER), offered=(seen.CONSOLE_OFFERS, seen.OFFERS)
    )
    async with driving(engine) as driver:
        await driver.reach("SignIn")
        await choose(driver, "Paste an access key")
        await driver.reach("Paste")
        await driver.enter()
        await driver.see("An access key id begins with AKIA or ASIA.")
        await driver.type("AKIAEXAMPLE")
        await driver.press("tab")
        await driver.type("wJalrXUtnFEMI")
        assert "wJalr" not in driver.text
        await driver.enter()
        await driver.reach("Review")
        assert "Apply this change" in driver.text
        await driver.enter()
        await driver.reach("Method")
    assert engine.profiles == [None, "default"]
    materials = engine.materials
    assert materials
    assert materials.secret_key
    assert materials.access_key
    assert materials.secret_key.reveal() == "wJalrXUtnFEMI"


async def test_the_console_path_for_ssh() -> None:
    engine = signed_out()
    async with driving(engine) as driver:
        await driver.reach("SignIn")
        await choose(driver, "Go through the AWS console")
        await driver.reach("Method")
        await choose(driver, "SSH key")
        await driver.reach("Options")
        await driver.enter()
        await driver.reach("Review")
        assert "then your part at AWS" in driver.text
        await driver.enter()
        await driver.reach("Console")
        shown = "".join(line.rstrip() for line in driver.text.splitlines())
        assert PUBLIC_KEY in shown
        await driver.press("f3")
        assert driver.app.clipboard == PUBLIC_KEY
        await driver.enter()
        await driver.see("The key id is missing.")
        await driver.type("APKAEXAMPLE00000000C")
        await driver.enter()
        await driver.reach("Review")
        await driver.press("escape")
        await driver.reach("Console")
        await driver.type("APKAEXAMPLE00000000C")
        await driver.enter()
        await driver.reach("Review")
        await driver.enter()
        await driver.see("✓ Proved:")
    assert engine.setups[-1].key_id == "APKAEXAMPLE00000000C"
    assert engine.calls.count("apply") == 2


@pytest.mark.parametrize("by_file", [True, False])
async def test_the_console_path_for_https(by_file: bool) -> None:
    engine = signed_out()
    async with driving(engine) as driver:
        await driver.reach("SignIn")
        await choose(driver, "Go through the AWS console")
        await driver.reach("Method")
        await driver.enter()
        await driver.reach("Options")
        await driver.enter()
        await driver.reach("Console")
        await driver.enter()
        await driver.see("A file, or a user name and its password, is needed.")
        if by_file:
            await driver.type("/jane_codecommit_credentials.csv")
        else:
            await driver.press("tab")
            await driver.type("jane-at-111122223333")
            await driver.press("tab")
            await driver.type("typed")
        await driver.enter()
        await driver.reach("Review")
        await driver.enter()
        await driver.see("✓ Proved:")
    assert engine.setups[-1].git_user == "jane-at-111122223333"
    password = engine.materials.git_password if engine.materials else None
    assert password
    assert password.reveal() == ("from-the-file" if by_file else "typed")


async def test_status_comes_first_where_something_is_set_up() -> None:
    engine = FakeEngine(situations=(seen.SET_UP,))
    async with driving(engine) as driver:
        await driver.reach("Status")
        assert "jane-at-111122223333" in driver.text
        assert "412 days" in driver.text
        await driver.enter()
        await driver.reach("Method")


@pytest.mark.parametrize("act", ["undo", "resume"])
async def test_an_interrupted_run_is_said_and_can_be_ended(act: str) -> None:
    engine = FakeEngine(situations=(replace(seen.IAM_USER, resumable="run-0"), seen.IAM_USER))
    async with driving(engine) as driver:
        await driver.reach("Status")
        assert "The last run was interrupted." in driver.text
        await driver.press(act[0])
        await driver.enter()
        await driver.reach("Method")
    assert f"{act} run-0" in engine.calls


class Unfinished(FakeEngine):
    """An engine with a run that ended in the middle."""

    def resume(
        self, run_id: str | None, materials: Materials, report: Report, stop: Stop
    ) -> Run | None:
        assert REVIEW.plan
        return Run("run-0", seen.NOW, REVIEW.plan, (), "applied")


async def test_finishing_a_run_says_how_far_it_is_and_what_was_refused() -> None:
    engine = Unfinished(situations=(replace(seen.IAM_USER, resumable="run-0"),), proofs=(REFUSED,))
    engine.proving.clear()
    async with driving(engine) as driver:
        await driver.reach("Status")
        await driver.press("r")
        await driver.enter()
        await driver.see("Not yet")
        await driver.enter()  # it is at work: nothing else is begun
        await driver.press("u")
        await driver.see("Not yet")
        engine.proving.set()
        await driver.see("It is set up, but the proof failed:")
        assert "undo run-0" not in engine.calls
