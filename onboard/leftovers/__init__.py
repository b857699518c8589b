"""What is there of ours though no run of the journal tells of it, as after the journal was lost."""

from onboard.leftovers import host_blocks, passwords
from onboard.leftovers.git_sections import sections
from onboard.leftovers.other_helpers import other_helpers
from onboard.leftovers.profiles import profiles
from onboard.leftovers.sessions import sessions
from onboard.places import Places
from onboard.remove import Removal, Runs
from onboard.situation import Method

__all__ = ["leftovers"]


def leftovers(places: Places, method: Method | None, runs: Runs, region: str | None) -> Removal:
    """What is not explained by the journal; `region` is where to look besides the runs' own."""
    if method is Method.SSH:
        return _of_ssh(places, runs)
    found = [Removal(tuple(sections(places, method, runs)))]
    if method is None:
        found.append(_of_ssh(places, runs))
    if method in (None, Method.HTTPS):
        found.append(_of_https(places, runs))
    if method in (None, Method.GRC):
        found.append(Removal(tuple(profiles(places, runs))))
    found.append(other_helpers(places, method, runs, region))
    if method is None:
        found.append(Removal(tuple(sessions(places))))
    return joined(*found)


def joined(*parts: Removal) -> Removal:
    """All of them, in that order."""
    return Removal(
        tuple(piece for one in parts for piece in one.pieces),
        tuple(words for one in parts for words in one.left),
        tuple(words for one in parts for words in one.beyond),
    )


def _of_ssh(places: Places, runs: Runs) -> Removal:
    found = host_blocks.blocks(places, runs)
    beyond = [words for one in found for words in host_blocks.beyond(places, one)]
    return Removal(tuple(host_blocks.piece(places, one) for one in found), (), tuple(beyond))


def _of_https(places: Places, runs: Runs) -> Removal:
    found = passwords.entries(places, runs)
    pieces = tuple(passwords.piece(places, one) for one in found)
    return Removal(pieces, (), tuple(passwords.beyond(one) for one in found))
