"""The programs that the methods need, and their versions."""

import re

from onboard import program
from onboard.git.command import git_version
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
    """The AWS command line; `aws-cli/2.32.0 …` is what it says of itself."""
    found = places.program("aws")
    if found is None:
        return None
    finished = program.run(places, "aws", "--version", timeout=15)
    said = re.search(r"aws-cli/(\S+)", finished.out + finished.err)
    return Tool(found, said[1] if said else "")


def grc(places: Places) -> Tool | None:
    """git-remote-codecommit where git finds it; it cannot be asked for its version."""
    found = places.program(GRC)
    return Tool(found, "") if found else None


def said(name: str, found: Tool | None) -> str:
    """The program in a few words."""
    if found is None:
        return f"{name} is not installed"
    return f"{name} {found.version}" if found.version else f"{name} is installed"
