"""Strings that somebody might plant in a name, a path, a file or an answer."""

from itertools import product

CANARY = "obeyed"
"""The name of a file that comes to be where one of them was run."""
TOUCH = f"touch {CANARY}"

_SHELL = [
    f"$({TOUCH})", f"`{TOUCH}`", f"; {TOUCH}", f"| {TOUCH}", f"& {TOUCH}", f"|| {TOUCH} #",
    f"&& {TOUCH} ;", f"'; {TOUCH}; '", f'"; {TOUCH}; "', f"!{TOUCH}", f"\n{TOUCH}\n",
    f"$(({TOUCH}))", f"<({TOUCH})", f"> {CANARY}", f">>{CANARY}", "${HOME}", "${IFS}", "$0", "*",
    "?", "~", "~root", "{a,b}", "\\", "'", '"', "\\'", "%s", "%n%n%n", "%(x)s", "%h", "%d", "{0}",
    "{x}", "{0.__class__}", "${x}", "@file", "=", "key=value", "#", ";", ":", "%00", "%0a",
]  # fmt: skip
_MARKUP = [
    "[bold]x[/bold]", "[/bold]", "[/]", "[red on blue]x", "[link=file:///etc/passwd]x[/link]",
    "[@click=app.quit]x[/]", "[@click=screen.undo()]x[/]", "[", "]", "[[", "\\[bold]", "[$primary]",
    ":smile:", "<script>", "&amp;", "<b>x</b>", "[on click]", "[not]", "[blink]x[/blink]",
]  # fmt: skip
_TERMINAL = [
    "\x1b[31mx", "\x1b[2J", "\x1b]0;x\x07", "\x1b]52;c;b2JleWVk\x07", "\x1b]52;c;b2JleWVk\x1b\\",
    "\x1b]8;;http://x\x1b\\x", "\x1bP+q544e\x1b\\", "\x1bc", "\x1b[6n", "\x1b[?1049h", "\x9b31mx",
    "\x9d52;c;b2JleWVk\x9c", "\x07", "\b\b\b", "\r", "\n", "\r\n", "\t", "\v", "\f", "\x7f", "\x0e",
]  # fmt: skip
_UNICODE = [
    "\u202eevil", "\u202dx", "\u2066x\u2069", "\u200b", "\u200f", "\u2028", "\u2029", "\ufeff",
    "\u00ad", "\U000e0041", "\ue000", "\uffff", "\ud800", "\udcff", "\udfff", "e\u0301" * 40,
    "\u0000", "a\u0000b", "\uff46\uff55\uff4c\uff4c", "👩‍👩‍👧", "İ", "ß", "\u3000", "\u00a0",
]  # fmt: skip
_PATHS = [
    "../", "../../../../etc/passwd", "/etc/passwd", "..", ".", "/", "//", "/dev/null", "/dev/stdin",
    "C:\\x", "\\\\host\\share", "file:///etc/passwd", "a/../b", ".git", "-", "--", "-x", "--help",
    "--yes", "-oProxyCommand=" + TOUCH, "--upload-pack=" + TOUCH, "ext::sh -c " + TOUCH,
    "--profile", "-c core.sshCommand=" + TOUCH, "", " ", "  x  ", "con", "nul", "x" * 256,
]  # fmt: skip
_LONG = ["x" * 65536, "[bold]" * 11000, "\x1b[31m" * 13000, "$(x)" * 16384, "ä" * 65536]
_BARE = [*_SHELL, *_MARKUP, *_TERMINAL, *_UNICODE, *_PATHS]
_AROUND = ("work{}", "{}-at-111122223333")

STRINGS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            *_BARE,
            *(frame.replace("{}", one, 1) for frame, one in product(_AROUND, _BARE)),
            *_LONG,
        ]
    )
)
