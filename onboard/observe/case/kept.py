"""What a helper of somebody else answers at an address before ours is asked."""

from dataclasses import replace

from onboard.errors import OnboardError
from onboard.git import credential
from onboard.git.helper_line import read_line
from onboard.git.remembered import bare_name, signed_at
from onboard.places import Places
from onboard.situation.case import GitView, Kept, Target


def with_kept(places: Places, target: Target, git: GitView) -> GitView:
    """The same view, with the first answer of those that are asked before one that signs.

    Each is asked alone, told to ask nobody.
    """
    for one in git.helpers:
        if read_line(one.entry.value).kind != "other" and one.found:
            break
        if not one.found:
            continue
        try:
            folder, value = target.folder or places.home, one.entry.value
            found = credential.fill(places, target.url, folder, using=(value,))
        except OnboardError:  # one that does not answer in time keeps nothing
            continue
        if found:
            return replace(git, kept=(Kept(one.entry, bare_name(found[0]), signed_at(found[1])),))
    return git
