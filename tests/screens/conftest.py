"""Pictures to compare with, and a clock that a test moves."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App

from tests.screens.pictures import picture

PICTURES = Path(__file__).parent / "pictures"


@pytest.fixture
def same_picture(request: pytest.FixtureRequest) -> Callable[[App[int], str], None]:
    """Compare the screen with pictures/<name>.svg; --update-pictures rewrites it."""

    def check(app: App[int], name: str) -> None:
        svg, golden = picture(app, name), PICTURES / f"{name}.svg"
        if request.config.getoption("--update-pictures"):
            golden.parent.mkdir(exist_ok=True, parents=True)
            golden.write_text(svg, encoding="utf-8", newline="\n")
        assert golden.read_text(encoding="utf-8") == svg, f"{name} changed: look, then update"

    return check


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever colours the developer's terminal has, a test starts without wishes."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_COLOR_SYSTEM", "COLORFGBG"):
        monkeypatch.delenv(name, raising=False)
