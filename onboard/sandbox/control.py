"""What one may do with a sandbox from outside: find it, end it, and play its console and faults."""

import csv
import io
import shutil
import stat
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onboard.errors import BadInput, FileRefused, Unreachable
from onboard.regions import find_region, grc_url, https_url, ssh_url
from onboard.sandbox import attach, scenarios
from onboard.sandbox.attach import Attached
from onboard.sandbox.environment import differing, superfluous
from onboard.sandbox.folder import Folder, folder_of
from onboard.sandbox.lock import held
from onboard.sandbox.private import write_private
from onboard.sandbox.ready import ready
from onboard.sandbox.scenarios.seed import REGION
from onboard.sandbox.start import attach_or_start
from onboard.secret import Secret

_PATIENCE = 30.0


@dataclass(frozen=True)
class GitCredential:
    """What the console shows once."""

    user_name: str
    password: Secret


def open_sandbox(scenario: str) -> Folder:
    """The scenario's sandbox; raises BadInput for a name that is none."""
    scenarios.check_name(scenario)
    return folder_of(scenario)


def describe(scenario: str, env: Mapping[str, str]) -> dict[str, Any]:
    """Start it where none runs, and say what a second terminal with that environment needs."""
    folder = open_sandbox(scenario)
    attached = ready(folder)
    return {
        "scenario": scenario,
        "home": str(folder.home),
        "env": differing(folder, attached, env),
        "unset": superfluous(folder, attached, env),
        "clone_urls": clone_urls(),
    }


def clone_urls(repository: str = "web") -> dict[str, str]:
    """The addresses of one repository that every scenario has."""
    region = find_region(REGION)
    return {
        "https": https_url(region, repository),
        "ssh": ssh_url(region, repository),
        "grc": grc_url(region, repository, None),
    }


def stop(scenario: str) -> bool:
    """End the server; whether one was running."""
    folder = open_sandbox(scenario)
    running = attach.answering(folder)
    if running is not None:
        _end(running)
    try:
        with held(folder.serving, _PATIENCE):
            folder.attach.unlink(missing_ok=True)
    except TimeoutError as error:
        raise Unreachable(
            "The sandbox's server does not end.", "Its process id is in attach.json; end it."
        ) from error
    return running is not None


def reset(scenario: str) -> Folder:
    """End the server and forget everything of that sandbox; the next command starts afresh."""
    folder = open_sandbox(scenario)
    try:
        with held(folder.starting, _PATIENCE):
            stop(scenario)
            if folder.root.exists():
                _delete(folder.root)
    except TimeoutError as error:
        raise Unreachable("Another command is starting that sandbox.", "Try again.") from error
    except OSError as error:
        raise FileRefused(
            f"The sandbox cannot be deleted: {error}.", "Close what uses it."
        ) from error
    return folder


def upload_key(scenario: str, file: Path) -> str:
    """Upload an SSH public key as in the AWS console; its id."""
    try:
        body = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(f"{file} cannot be read: {error}.", "Name the .pub file.") from error
    return str(_ask(scenario, "console", {"do": "upload-key", "body": body})["key_id"])


def create_git_credential(scenario: str, file: Path | None = None) -> GitCredential:
    """Create a Git credential as in the AWS console, and save its CSV where a file is named."""
    answer = _ask(scenario, "console", {"do": "create-git-credential"})
    made = GitCredential(str(answer["user_name"]), Secret(str(answer["password"])))
    if file is not None:
        try:
            write_private(file, _credentials_csv(made))
        except OSError as error:
            raise FileRefused(f"{file} cannot be written: {error}.") from error
    return made


def fault(
    scenario: str, name: str, value: str, operation: str = "all", call: str = "all"
) -> dict[str, Any]:
    """Set a fault to on, off or seconds, for one API operation and call, or all; then all faults.

    `propagation` and `wrong-host-key` concern the Git servers; `delay` (seconds a call) and `rate`
    (calls a second) the whole API; the name `clear` ends every fault.
    """
    body = {"name": name, "value": _fault_value(value), "operation": operation, "call": call}
    return _ask(scenario, "fault", body)


def add_users(scenario: str, count: int) -> int:
    """Give the account that many more users, with credentials of every age; how many there are."""
    return int(_ask(scenario, "users", {"count": count})["users"])


def _fault_value(text: str) -> bool | float:
    words = {"on": True, "true": True, "off": False, "false": False}
    if text.lower() in words:
        return words[text.lower()]
    try:
        return float(text)
    except ValueError as error:
        raise BadInput(
            f"A fault is not set to {text!r}.", "Say on, off or a number of seconds."
        ) from error


def _ask(scenario: str, verb: str, body: Mapping[str, Any]) -> dict[str, Any]:
    return attach.call(attach_or_start(open_sandbox(scenario)), verb, body)


def _end(running: Attached) -> None:
    try:
        attach.call(running, "stop", {})
    except Unreachable:
        return  # it ended before it could answer


def _credentials_csv(made: GitCredential) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([("User Name", "Password"), (made.user_name, made.password.reveal())])
    return text.getvalue().encode()


def _delete(root: Path) -> None:
    if sys.platform == "win32":  # where a read-only file, as git's objects are, cannot be deleted
        for path in root.rglob("*"):
            path.chmod(stat.S_IWRITE)
    shutil.rmtree(root)
