"""The programs that the methods need, and their versions."""

import re
from pathlib import Path

from onboard import program
from onboard.git.command import git_version
from onboard.observe import versions
from onboard.places import Places
from onboard.situation import Tool
from onboard.ssh.command import ssh_version

GRC = "git-remote-codecommit"


def git(places: Places) -> Tool | None:
    """The person's git."""
    return git_version(places)


def ssh(places: Places) -> Tool | None:
    """The person's OpenSSH client."""
    return ssh_version(places)


def aws(places: Places) -> Tool | None:
    """The AWS command line; `aws-cli/2.32.0 …` is what it says of itself.

    To ask it costs as much as all other looks together, so its answer is kept for a day.
    """
    found = places.program("aws")
    if found is None:
        return None
    return Tool(found, versions.known(places, found) or _asked(places, found))


def _asked(places: Places, found: Path) -> str:
    finished = program.run(places, "aws", "--version", timeout=15)
    said = re.search(r"aws-cli/(\S+)", finished.out + finished.err)
    if said is None:
        return ""
    versions.keep(places, found, said[1])
    return said[1]


def grc(places: Places) -> Tool | None:
    """git-remote-codecommit where git finds it; it cannot be asked for its version."""
    found = places.program(GRC)
    return Tool(found, "") if found else None


def said(name: str, found: Tool | None) -> str:
    """The program in a few words."""
    if found is None:
        return f"{name} is not installed"
    return f"{name} {found.version}" if found.version else f"{name} is installed"
