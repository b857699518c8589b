"""Where the person is: the clone that the doctor looks at where no address is named."""

from pathlib import Path

from onboard.places import Places


def at_hand(places: Places) -> Path | None:
    """The working folder; in a sandbox, which touches nothing outside, its own clone if any."""
    try:
        folder = Path.cwd()
    except OSError:  # it was deleted meanwhile
        return None
    if places.sandbox is None or folder.is_relative_to(places.home):
        return folder
    return next((one.parent for one in sorted(places.home.glob("*/.git"))), None)
