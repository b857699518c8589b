"""Starting the person's git: their configuration and environment, but nobody to ask."""

import re
from collections.abc import Mapping
from pathlib import Path

from onboard import program
from onboard.errors import ToolFailed
from onboard.places import Places
from onboard.program import Finished
from onboard.situation import Tool


def run(
    places: Places,
    *arguments: str,
    stdin: bytes | None = None,
    timeout: float = 20,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> Finished:
    """Run git to its end; raises NotInstalled, and ToolFailed when the limit (seconds) is over."""
    return program.run(places, "git", *arguments, stdin=stdin, timeout=timeout, cwd=cwd, env=env)


def git_version(places: Places) -> Tool | None:
    """The person's git, or None where there is none."""
    found = places.program("git")
    if found is None:
        return None
    said = re.search(r"\d+(\.\d+)+", run(places, "--version").out)
    return Tool(found, said[0] if said else "")


def answer(finished: Finished) -> str:
    """What git printed; raises ToolFailed where it cannot read its configuration."""
    if finished.status in (0, 1):  # 1: there is no such key, or no file yet
        return finished.out
    raise ToolFailed(
        f"git cannot read its configuration: {last_words(finished)}",
        "Mend that line (git names file and line), then try again.",
        finished.err,
    )


def last_words(finished: Finished) -> str:
    """The last line that git said, without its prefix."""
    lines = finished.err.strip().splitlines() or [f"exit status {finished.status}"]
    return re.sub(r"^(error|fatal|warning): ", "", lines[-1]).rstrip(".") + "."
