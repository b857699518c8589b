"""Starting the person's OpenSSH programs: their configuration, but nobody to ask."""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from onboard import program as programs
from onboard.errors import BadInput, ToolFailed
from onboard.places import Places
from onboard.program import Finished
from onboard.situation import Tool
from onboard.ssh.config import quoted_path

QUIET_OPTIONS = (
    *("-o", "BatchMode=yes"),
    *("-o", "UpdateHostKeys=no"),
    *("-o", "ControlMaster=no"),
    *("-o", "ControlPath=none"),  # a connection that is open already would prove nothing
)
"""Every ssh we start asks nothing, changes no file, and makes a connection of its own."""

PROOF_OPTIONS = (*QUIET_OPTIONS, "-o", "StrictHostKeyChecking=yes", "-o", "ConnectTimeout=10")
"""For a proof, the host key must be known already, whatever the person's own setting is."""


def run(
    places: Places,
    program: str,
    *arguments: str,
    stdin: bytes | None = None,
    timeout: float = 20,
    env: Mapping[str, str] | None = None,
) -> Finished:
    """Run ssh, ssh-keygen or ssh-add to its end; ssh reads the files that we write."""
    files = places.ssh_options() if program == "ssh" else ()
    return programs.run(places, program, *files, *arguments, stdin=stdin, timeout=timeout, env=env)


def greeting(
    places: Places, host: str, user: str, identity: Path, env: Mapping[str, str] | None = None
) -> Finished:
    """Sign in with that user and key, and hear what the server says; no command is run there."""
    return run(
        places,
        "ssh",
        *("-T", *PROOF_OPTIONS, *agent_option(env)),
        *("-o", "IdentitiesOnly=yes", "-o", "PreferredAuthentications=publickey"),
        *("-o", "ClearAllForwardings=yes"),
        *("-o", f"IdentityFile={os.fsdecode(quoted_path(identity))}"),
        *("-l", user, "--", checked_host(host)),
        timeout=60,
        env=env,
    )


def agent_option(env: Mapping[str, str] | None) -> tuple[str, ...]:
    """Where an agent is given, it is asked even if the person's `IdentityAgent` says otherwise."""
    return ("-o", "IdentityAgent=SSH_AUTH_SOCK") if env and "SSH_AUTH_SOCK" in env else ()


def resolved(places: Places, host: str, *more: str) -> Mapping[str, tuple[str, ...]]:
    """What ssh makes of its configuration for the host: option in small letters → values.

    `more` are options of the command that git starts. It runs the commands of `Match exec`
    lines, as connecting would.
    """
    finished = run(places, "ssh", *more, "-G", "--", checked_host(host))
    if finished.status:
        raise ToolFailed(
            f"ssh cannot read its configuration: {_first_line(finished.err)}",
            "Mend that line (ssh names file and line), then try again.",
            finished.err,
        )
    found: dict[str, tuple[str, ...]] = {}
    for line in finished.out.splitlines():
        name, _, value = line.partition(" ")
        found[name] = (*found.get(name, ()), value)
    return found


def ssh_version(places: Places) -> Tool | None:
    """The person's ssh, or None where there is none."""
    found = places.program("ssh")
    if found is None:
        return None
    finished = programs.run(places, "ssh", "-V")
    said = re.search(r"OpenSSH_(?:for_Windows_)?([\w.]+)", finished.err + finished.out)
    return Tool(found, said[1] if said else "")


def checked_host(host: str) -> str:
    """The host, if ssh could not take it for anything but a host; raises BadInput."""
    if not re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", host):
        raise BadInput(f"{host!r} is not a host name.", "Give the host without user or port.")
    return host


def _first_line(text: str) -> str:
    """Where ssh names several lines, the first; the last only counts them."""
    return last_line((text.strip().splitlines() or [""])[0])


def last_line(text: str) -> str:
    """The last thing a program said, as a sentence."""
    lines = text.strip().splitlines() or ["it said nothing"]
    return lines[-1].strip().rstrip(".") + "."
