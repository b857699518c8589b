"""Signs for every terminal."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens import signs


def test_every_sign_has_an_ascii_stand_in_of_its_own() -> None:
    plain = [signs.to_ascii(sign) for sign in signs.COLOURS]
    assert all(sign.isascii() and sign != "?" for sign in plain)
    assert len(set(plain)) == len(plain)


@pytest.mark.parametrize("text", ["── ▌▸ ‹key id from step 1›…", "↑↓ ’ “b” ⠋ •"])
def test_our_own_drawing_has_stand_ins(text: str) -> None:
    assert "?" not in signs.to_ascii(text)


@given(st.text(st.characters(exclude_categories=["C", "M", "Zl", "Zp"])))
def test_ascii_text_keeps_its_width(text: str) -> None:
    plain = signs.to_ascii(text)
    assert plain.isascii()
    assert cell_len(plain) == cell_len(text)


@pytest.mark.parametrize(
    ("env", "platform", "utf8"),
    [
        ({}, "linux", True),
        ({"LANG": "en_US.UTF-8"}, "linux", True),
        ({"LANG": "C.utf8"}, "linux", True),
        ({"LANG": "C"}, "linux", False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, "linux", False),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "POSIX"}, "linux", False),
        ({"LANG": "de_DE.ISO-8859-1"}, "linux", False),
        ({"LANG": "C", "LC_CTYPE": "en_US.UTF-8"}, "linux", True),
        ({"LANG": "en_US.UTF-8", "TERM": "linux"}, "linux", False),
        ({"LANG": "C"}, "win32", True),
    ],
)
def test_the_locale_says_what_the_terminal_shows(
    env: Mapping[str, str], platform: str, utf8: bool
) -> None:
    assert signs.speaks_utf8(env, platform) is utf8


@pytest.mark.parametrize(
    ("value", "light"), [("15;0", False), ("0;15", True), ("0;default;7", True), ("", False)]
)
def test_a_light_background_is_believed(value: str, light: bool) -> None:
    assert signs.light_background({"COLORFGBG": value}) is light
