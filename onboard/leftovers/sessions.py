"""The temporary credentials that git's helper keeps between two calls."""

from onboard.places import Places
from onboard.remove import Piece
from onboard.work import Shown


def sessions(places: Places) -> list[Piece]:
    """One piece, where there are any."""
    folder = places.temporary_credentials
    if not (folder.is_dir() and any(one.is_file() for one in folder.iterdir())):
        return []

    def act() -> str:
        for one in folder.iterdir():
            if one.is_file():
                one.unlink(missing_ok=True)
        return ""

    words = "The temporary credentials that git's helper keeps are deleted."
    return [Piece("forget-sessions", Shown(words, "Here", str(folder), "", "", ""), act)]
