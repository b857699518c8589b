"""How git goes to an address: its helper chain, and the settings that decide besides."""

import shlex
import shutil

from onboard.errors import OnboardError
from onboard.git.chain import chain, in_force
from onboard.git.command import answer, run
from onboard.git.entries import entries
from onboard.git.helper_line import read_line
from onboard.places import Places
from onboard.situation import HelperEntry, Method
from onboard.situation.case import GitView, Helper, Target

SETTINGS = ("http.proxy", "http.sslcainfo", "http.sslverify")
EVERYWHERE = ("core.sshcommand", "core.askpass")


def git_view(places: Places, target: Target) -> GitView:
    """Read by git itself, in the clone at hand where there is one."""
    if not target.url or target.scheme not in ("https", "ssh", "grc"):
        return GitView()
    try:
        helpers = entries(places, "helper", target.folder)
        paths = entries(places, "useHttpPath", target.folder)
        settings = _settings(places, target)
    except OnboardError:  # git cannot read its configuration: its own words tell
        return GitView()
    https = target.scheme == "https"
    asked = chain(target.url, helpers) if https else ()
    path = in_force(target.url, paths) if https else None
    return GitView(
        tuple(_helper(places, one) for one in asked),
        path is not None and path.value.lower() in ("", "true", "yes", "on", "1"),
        settings,
    )


def method_of(target: Target, git: GitView) -> Method | None:
    """How git signs in at the address; None for https with nobody to ask."""
    if target.scheme == "ssh":
        return Method.SSH
    if target.scheme == "grc":
        return Method.GRC
    kinds = [read_line(one.entry.value).kind for one in git.helpers]
    if any(kind in ("helper", "aws") for kind in kinds):
        return Method.HELPER
    return Method.HTTPS if kinds else None


def _helper(places: Places, entry: HelperEntry) -> Helper:
    """The program that git starts for the line. Source: git's credential.c."""
    value = entry.value
    if not value.startswith(("!", "/")) and value[1:3] != ":\\":
        program = f"git-credential-{value.split()[0]}"
        return Helper(entry, program, _is_there(places, program) or _of_git(places, program))
    try:
        words = shlex.split(value.removeprefix("!"))
    except ValueError:
        return Helper(entry)
    program = words[0] if words else ""
    if not program or any(sign in program for sign in "$`(){};&|<>") or program in ("f()", "test"):
        return Helper(entry)
    return Helper(entry, program, _is_there(places, program))


def _is_there(places: Places, program: str) -> bool:
    return shutil.which(program, path=places.env.get("PATH")) is not None


def _of_git(places: Places, program: str) -> bool:
    folder = run(places, "--exec-path").out.strip()
    return bool(folder) and shutil.which(program, path=folder) is not None


def _settings(places: Places, target: Target) -> dict[str, HelperEntry]:
    found = {}
    for name in SETTINGS if target.scheme != "ssh" else ():
        asked = ("-z", "--show-scope", "--show-origin", "--get-urlmatch", name, target.url)
        out = answer(run(places, "config", *asked, cwd=target.folder))
        fields = out.split("\0")
        if len(fields) > 2:
            value = fields[2].partition("\n")[2] or fields[2]
            found[name] = HelperEntry(value, fields[1].removeprefix("file:"), fields[0])
    for name in EVERYWHERE:
        plain = ("-z", "--show-scope", "--show-origin", "--get", name)
        fields = answer(run(places, "config", *plain, cwd=target.folder)).split("\0")
        if len(fields) > 2:
            found[name] = HelperEntry(fields[2], fields[1].removeprefix("file:"), fields[0])
    return found
