"""The clipboard of the desktop, by a program that reads standard input."""

from onboard.errors import NotInstalled, ToolFailed
from onboard.places import Places
from onboard.program import run
from onboard.secret import Secret

Programs = tuple[tuple[str, ...], ...]
_EVERYWHERE: Programs = (("pbcopy",), ("clip",), ("clip.exe",))
_WAYLAND: Programs = (("wl-copy",),)
_X11: Programs = (
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
)


def command(places: Places) -> tuple[str, ...]:
    """The program and its arguments; raises NotInstalled where there is none."""
    wayland = _WAYLAND if places.env.get("WAYLAND_DISPLAY") else ()
    x11 = _X11 if places.env.get("DISPLAY") else ()
    for words in (*wayland, *x11, *_EVERYWHERE):
        if places.program(words[0]):
            return words
    raise NotInstalled(
        "There is no program here that fills the clipboard: wl-copy (Wayland), xclip or xsel "
        "(X11), pbcopy (macOS) or clip (Windows), on a desktop and not over ssh.",
        "Hand it over another way: --hand-over FILE, or --hand-over show",
    )


def put(places: Places, secret: Secret) -> str:
    """Put it there, by standard input; returns the program's name. Raises ToolFailed."""
    words = command(places)
    done = run(places, *words, stdin=secret.reveal().encode(), timeout=10)
    if done.status:
        raise ToolFailed(
            f"{words[0]} could not fill the clipboard (it ended with {done.status}).",
            "Hand it over another way: --hand-over FILE, or --hand-over show",
        )
    return words[0]
