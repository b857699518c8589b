"""Every page as a picture: small and usual, dark, light and without colour."""

from collections.abc import Callable

import pytest
from textual.app import App
from textual.color import Color
from textual.theme import Theme

from screens.look import DARK, LIGHT
from screens.page import Page
from screens.signs import to_ascii
from tests.screens.gallery import PAGES, shown
from tests.screens.pictures import text_of

SIZES = ((80, 24), (60, 20))
SamePicture = Callable[[App[int], str], None]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("page", PAGES)
async def test_page_looks_as_it_did(
    page: str, size: tuple[int, int], same_picture: SamePicture
) -> None:
    async with shown(page, size) as pilot:
        app = pilot.app
        for look, theme in (("dark", DARK), ("light", LIGHT))[: 2 if size == SIZES[0] else 1]:
            app.theme = theme.name
            await pilot.pause()
            same_picture(app, f"{page}-{size[0]}x{size[1]}-{look}")
        _main_things_are_in_sight(app)
        _every_sign_has_a_stand_in(app)


@pytest.mark.parametrize("page", PAGES)
async def test_page_looks_as_it_did_without_colour(
    page: str, same_picture: SamePicture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with shown(page, (80, 24)) as pilot:
        same_picture(pilot.app, f"{page}-80x24-no-color")


@pytest.mark.parametrize("theme", [DARK, LIGHT])
async def test_the_first_page_has_our_own_colours(theme: Theme) -> None:
    async with shown("method", (80, 24), theme.name) as pilot:
        assert pilot.app.screen.styles.background == Color.parse(str(theme.background))


@pytest.mark.parametrize("page", ["method", "options-ssh", "region", "review", "done"])
async def test_large_terminals_get_air_and_not_longer_lines(page: str) -> None:
    async with shown(page, (200, 60)) as pilot:
        _main_things_are_in_sight(pilot.app)
        body = text_of(pilot.app).splitlines()[3:-2]
        assert max(len(line.rstrip()) for line in body) <= 78


@pytest.mark.parametrize("page", ["welcome", "method-role", "review-diff", "refused"])
async def test_ascii_terminals_get_ascii(page: str) -> None:
    async with shown(page, (80, 24), utf8=False) as pilot:
        assert text_of(pilot.app).isascii()


def _main_things_are_in_sight(app: App[int]) -> None:
    base = next(screen for screen in reversed(app.screen_stack) if isinstance(screen, Page))
    assert "SANDBOX" in text_of(app)
    for button in base.query("#main"):
        assert button.region.height == 1 or not button.is_on_screen
        assert base.region.contains_region(button.region)


def _every_sign_has_a_stand_in(app: App[int]) -> None:
    text = text_of(app)
    assert to_ascii(text).count("?") == text.count("?")
