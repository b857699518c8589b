"""What is typed into a secret field stands on no page, and in no exported screenshot of one."""

import pytest
from textual.pilot import Pilot

from screens.app import OnboardApp
from screens.fields import Hidden
from tests.canaries import found_in
from tests.screens.fake_engine import wait_for
from tests.screens.gallery import PAGES, shown
from tests.screens.pictures import text_of

SECRETS = {"typed": "canary0secret", "again": "canary0second"}
WITH_SECRETS = {"options-ssh": 2, "mfa": 0, "paste": 2, "console-https": 1, "console-ssh": 0}
"""The pages that ask for a secret, and how many hidden fields each has."""


async def new_key(pilot: Pilot[int], name: str) -> None:
    """On the Options page, the choice that asks for a passphrase."""
    if name == "options-ssh":
        await pilot.press("down")


@pytest.mark.parametrize("name", WITH_SECRETS)
async def test_a_secret_field_shows_nothing(name: str) -> None:
    async with shown(name, (100, 40)) as pilot:
        await new_key(pilot, name)
        fields = list(pilot.app.screen.query(Hidden))
        assert len(fields) == WITH_SECRETS[name]
        for field, secret in zip(fields, SECRETS.values(), strict=False):
            field.value = secret
        await pilot.pause()
        assert isinstance(pilot.app, OnboardApp)
        await wait_for(pilot, lambda: not fields or "••••" in text_of(pilot.app))
        for exported in (pilot.app.export_screenshot(), text_of(pilot.app)):
            assert found_in(exported.encode(), SECRETS) == []


async def test_one_that_is_shown_is_found() -> None:
    async with shown("options-ssh", (100, 40)) as pilot:
        await new_key(pilot, "options-ssh")
        field = pilot.app.screen.query(Hidden).first()
        field.value, field.password = SECRETS["typed"], False
        await wait_for(pilot, lambda: SECRETS["typed"] in text_of(pilot.app))
        assert found_in(pilot.app.export_screenshot().encode(), SECRETS) == ["typed"]


def test_every_page_with_a_secret_is_looked_at() -> None:
    assert set(WITH_SECRETS) <= set(PAGES)
