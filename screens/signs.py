"""The signs we draw with, and what stands for them where the terminal has no UTF-8."""

from __future__ import annotations

from collections.abc import Mapping

DONE, NOW, TO_DO, LOOK, FAILED, NOT_FOR_YOU = "✓", "●", "○", "!", "✗", "–"

COLOURS = {
    DONE: "$text-success",
    NOW: "$primary",
    TO_DO: "$quiet",
    LOOK: "$text-warning",
    FAILED: "$text-error",
    NOT_FOR_YOU: "$quiet",
}
"""Colour only repeats what the sign says already."""

SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"

ASCII = str.maketrans(
    {
        **dict.fromkeys("✓", "+"),
        **dict.fromkeys("●", "*"),
        **dict.fromkeys("○", "o"),
        **dict.fromkeys("✗", "x"),
        **dict.fromkeys("–—─━", "-"),
        **dict.fromkeys("·•", "."),
        **dict.fromkeys("…", "~"),
        **dict.fromkeys("│┃▌▐▎▏█▇▆▅▄▃▂▁", "|"),
        **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯", "+"),
        **dict.fromkeys("‹«", "<"),
        **dict.fromkeys("›»▸▶→", ">"),
        **dict.fromkeys("\u2018\u2019", "'"),
        **dict.fromkeys("“”", '"'),
        **dict.fromkeys("↑", "^"),
        **dict.fromkeys("↓▾", "v"),
        **dict(zip(SPINNER, r"|/-\|/-\|/", strict=True)),
    }
)
"""One character for one, so that every line keeps its width."""


def to_ascii(text: str) -> str:
    """The text in ASCII, as wide as before; what has no stand-in becomes a question mark."""
    if text.isascii():
        return text
    return "".join(c if c.isascii() else _unknown(c) for c in text.translate(ASCII))


def _unknown(character: str) -> str:
    from rich.cells import get_character_cell_size

    return "?" * get_character_cell_size(character)


def speaks_utf8(env: Mapping[str, str], platform: str) -> bool:
    """Whether the terminal shows UTF-8, by the locale; one that says nothing is believed to."""
    if platform in ("win32", "darwin"):
        return True
    if env.get("TERM") in ("linux", "vt100", "vt102", "vt220"):
        return False
    locale = env.get("LC_ALL") or _not_coerced(env) or env.get("LANG") or "UTF-8"
    return "utf8" in locale.replace("-", "").lower()


def _not_coerced(env: Mapping[str, str]) -> str:
    """LC_CTYPE, unless Python itself put it there because LANG was C (PEP 538)."""
    own = env.get("LC_CTYPE", "")
    coerced = own in ("C.UTF-8", "C.utf8", "UTF-8") and env.get("LANG", "") in ("C", "POSIX")
    return "" if coerced else own


def light_background(env: Mapping[str, str]) -> bool:
    """Whether the terminal says, as rxvt and Konsole do, that its background is light."""
    return env.get("COLORFGBG", "").rpartition(";")[2] in ("7", "15")
