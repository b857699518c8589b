"""What git itself gets at the address, in the clone at hand where there is one."""

from onboard.address.hosts import is_ours
from onboard.errors import ToolFailed
from onboard.files import masked
from onboard.git import remote
from onboard.git.config import is_codecommit
from onboard.observe.case.ssh_view import runs_commands
from onboard.places import Places
from onboard.prove.attempt import quoted
from onboard.situation.case import Attempted, GitView, Target


def tried(places: Places, target: Target, git: GitView) -> Attempted | None:
    """Runs `git ls-remote`, which asks nobody; None without an address that git can be sent to.

    Raises ToolFailed where ssh would run commands that its configuration names.

    In a clone it is given the remote's name: a password that stands in its address is used, and
    seen by nobody. The answer of a success is what git has its helpers store, as always.
    """
    if not _goes(places, target):
        return None
    if runs_commands(places, target, git):
        raise ToolFailed("git was not started: ssh would run commands of its configuration for it.")
    asked = target.remote if target.folder and target.remote else target.url
    try:
        done = remote.ls_remote(places, asked, cwd=target.folder)
    except ToolFailed as error:
        return Attempted(False, f"git ls-remote {target.url}", quoted(error.message))
    said = masked(done.err.encode())
    return Attempted(done.status == 0, f"git ls-remote {target.url}", quoted(said))


def _goes(places: Places, target: Target) -> bool:
    if target.instead and not target.repository:  # another server, or a folder of this machine
        local = not target.host or target.host in ("localhost", "127.0.0.1")
        return local or not places.sandbox
    if not target.repository and not target.problems:
        return False
    if not target.url.startswith("https://"):
        return target.url.startswith(("ssh://", "codecommit:"))
    return is_codecommit(target.url) or (is_ours(target.host) and not places.sandbox)
