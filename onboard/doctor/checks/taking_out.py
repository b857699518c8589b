"""The edit that takes one setting of git out of its file. Pure."""

from collections.abc import Mapping
from pathlib import Path

from onboard.doctor.finding import FIX, Edit
from onboard.git.troubles import where
from onboard.situation import HelperEntry

Lines = Mapping[tuple[str, int], str]


def taken_out(lines: Lines, entry: HelperEntry) -> Edit | None:
    """None where it is no line of its own in a file of the person's."""
    return replaced(lines, entry, ())


def replaced(lines: Lines, entry: HelperEntry, put: tuple[str, ...]) -> Edit | None:
    """The same, with other lines in its place."""
    text = lines.get((entry.origin, entry.line))
    if text is None or entry.scope in ("command", "system"):
        return None
    plain = text.strip()
    if not plain or plain.startswith("[") or plain.endswith("\\"):
        return None  # the section begins, or the value goes on, on another line
    return Edit(Path(entry.origin), ((entry.line, text),), put)


def by_hand(entry: HelperEntry, mend: object) -> str:
    """The one next thing: the doctor's own mend, or what the person alone can do."""
    if mend is not None:
        return FIX
    if entry.scope == "command":
        what = "GIT_CONFIG_COUNT" if entry.origin.startswith("GIT_CONFIG_KEY_") else entry.origin
        return f"Unset {what} where it is set, in a profile of your shell or your editor."
    if entry.scope == "system":
        return f"Ask who manages this machine to take it out: {where(entry)}"
    return f"Take it out with an editor: {where(entry)}"
