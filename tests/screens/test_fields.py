"""Fields by themselves: what they show stays in its line."""

import pytest
from textual.app import App, ComposeResult

from screens.fields import Choice, Field
from screens.look import DARK
from tests.screens.pictures import text_of

PATH = (
    "/srv/homes/a-department-with-a-long-name/jane.doe@example.com/.ssh/codecommit_rsa (RSA 4096)"
)


class OneField(App[int]):
    """A choice between a long value and a short one."""

    def __init__(self) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(DARK.variables)

    def compose(self) -> ComposeResult:
        yield Field("Key", Choice([(PATH, PATH), ("new", "make a new one")], PATH))


@pytest.mark.parametrize("width", [60, 80])
async def test_a_long_value_is_shortened_in_the_middle(width: int) -> None:
    app = OneField()
    async with app.run_test(size=(width, 20)) as pilot:
        await pilot.pause()
        line = text_of(app).splitlines()[0].rstrip()
        assert line.startswith("Key")
        assert "…" in line
        assert line.endswith("(RSA 4096) ›  1 of 2")
