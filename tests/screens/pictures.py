"""The screen as a small SVG: a third of what `export_screenshot` writes, spaces kept."""

from collections import Counter
from html import escape
from itertools import chain, groupby

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.app import App

WIDE, HIGH = 10, 20
"""Of one cell, in pixels."""


def picture(app: App[int], name: str) -> str:
    """The screen as it stands, as an SVG document."""
    width, height = app.size
    lines = _lines(app)
    base = _most_common_ground(lines)
    body = [piece for y, line in enumerate(lines) for piece in _line(line, y, base)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width * WIDE} {height * HIGH}"'
            f' font-family="monospace" font-size="16" xml:space="preserve">',
            f"<title>{escape(name)}</title>",
            f'<path fill="{base}" d="M0 0h{width * WIDE}v{height * HIGH}H0"/>',
            *body,
            "</svg>\n",
        ]
    )


def text_of(app: App[int]) -> str:
    """What stands on the screen, as text."""
    return "\n".join("".join(segment.text for segment in line) for line in _lines(app))


def _lines(app: App[int]) -> list[list[Segment]]:
    # Only the compositor knows what is above what; no public call gives it as segments.
    return [list(strip) for strip in app.screen._compositor.render_strips()]


def _most_common_ground(lines: list[list[Segment]]) -> str:
    cells: Counter[str] = Counter()
    for segment in chain.from_iterable(lines):
        cells[_look(segment.style)[1]] += segment.cell_length
    return cells.most_common(1)[0][0]


def _line(segments: list[Segment], y: int, base: str) -> list[str]:
    pieces: list[str] = []
    x = 0
    for look, group in groupby(segments, key=lambda segment: _look(segment.style)):
        text = "".join(segment.text for segment in group)
        pieces += _ground(text, x, y, look[1]) if look[1] != base else []
        pieces += _ink(text, x, y, look[0], look[2]) if text.strip() else []
        x += cell_len(text)
    return pieces


def _look(style: Style | None) -> tuple[str, str, str]:
    """Ink, ground and weight."""
    if style is None:
        return "", "", ""
    ink, ground = _colour(style.color), _colour(style.bgcolor)
    if style.reverse:
        ink, ground = ground, ink
    weight = ' font-weight="bold"' if style.bold else ""
    return ink, ground, weight + (' opacity=".6"' if style.dim else "")


def _colour(colour: object) -> str:
    triplet = getattr(colour, "triplet", None)
    return triplet.hex if triplet else str(getattr(colour, "name", ""))


def _ground(text: str, x: int, y: int, ground: str) -> list[str]:
    length = cell_len(text) * WIDE
    return [f'<path fill="{ground}" d="M{x * WIDE} {y * HIGH}h{length}v{HIGH}h-{length}"/>']


def _ink(text: str, x: int, y: int, ink: str, weight: str) -> list[str]:
    shown = text.strip()
    x += cell_len(text) - cell_len(text.lstrip())
    room = f'textLength="{cell_len(shown) * WIDE}"'
    where = f'x="{x * WIDE}" y="{y * HIGH + 15}"'
    return [f'<text {where} {room} fill="{ink}"{weight}>{escape(shown)}</text>']
