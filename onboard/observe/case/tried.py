"""What git itself gets at the address, in the clone at hand where there is one."""

from onboard.errors import ToolFailed
from onboard.git import remote
from onboard.places import Places
from onboard.prove.attempt import quoted
from onboard.situation.case import Attempted, Target


def tried(places: Places, target: Target) -> Attempted | None:
    """Runs `git ls-remote`, which asks nobody and changes nothing; None without an address."""
    if not target.repository and not target.problems:
        return None
    try:
        done = remote.ls_remote(places, target.url, cwd=target.folder)
    except ToolFailed as error:
        return Attempted(False, f"git ls-remote {target.url}", quoted(error.message))
    return Attempted(done.status == 0, " ".join(done.command), quoted(done.err))
