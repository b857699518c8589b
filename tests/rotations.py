"""What tests of rotation share: running one, what IAM holds then, and what the home holds."""

import json
from pathlib import Path
from typing import Any

from tests.sandboxes import RunningSandbox

METHODS = ("https", "ssh", "helper")
TYPES = {"https": "git-credential", "ssh": "ssh-key", "helper": "access-key"}


def words(command: str, method: str, *more: str) -> tuple[str, ...]:
    """The command line that asks nothing."""
    extra = ("--no-passphrase", "--bits", "2048") if method == "ssh" else ()
    return (command, "--method", method, "--repository", "web", "--yes", "--json", *extra, *more)


def run(sandbox: RunningSandbox, command: str, method: str, *more: str) -> tuple[int, Any]:
    """Its exit status and its document."""
    done = sandbox.onboard(*words(command, method, *more))
    return done.returncode, json.loads(done.stdout)


def listed(
    sandbox: RunningSandbox, method: str, *more: str
) -> tuple[int, dict[str, dict[str, Any]]]:
    """What IAM holds for the method: id → row, with the exit status of `status`."""
    done = sandbox.onboard("status", "--json", *more)
    rows = json.loads(done.stdout)["credentials"]
    return done.returncode, {row["id"]: row for row in rows if row["type"] == TYPES[method]}


def persons_files(sandbox: RunningSandbox) -> dict[Path, bytes]:
    """The home, less our own state and cache."""
    ours = (".local", ".cache")
    files = (path for path in sandbox.home.rglob("*") if path.is_file())
    found = (path for path in files if path.relative_to(sandbox.home).parts[0] not in ours)
    return {path: path.read_bytes() for path in found}
