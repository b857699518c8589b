"""`onboard sandbox`: start, describe, stop or reset it, and be its AWS console."""

import shlex
import textwrap
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from onboard.cli.output import say, say_json
from onboard.cli.sandboxed import DEFAULT
from onboard.errors import BadInput
from onboard.places import Places
from onboard.sandbox import control
from onboard.sandbox.scenarios import NAMES

CONSOLE = "onboard sandbox console upload-key FILE | create-git-credential FILE"
FAULT = (
    "onboard sandbox fault propagation SECONDS | wrong-host-key on|off | delay SECONDS | "
    "rate CALLS | clear | "
    "NAME on|off|SECONDS [OPERATION|all] [CALL], with a NAME of throttle, server-error, deny, "
    "expired-token, drop, drop-after, malformed, malformed-after, time-out, skewed-clock"
)


def run(options: Namespace, places: Places) -> int:
    """Do what the words ask and print the outcome."""
    scenario = options.sandbox or DEFAULT
    acts: Mapping[str, Callable[[], dict[str, Any]]] = {
        "start": lambda: _start(options, scenario, places),
        "stop": lambda: {"scenario": scenario, "stopped": control.stop(scenario)},
        "reset": lambda: _reset(scenario, places),
        "console": lambda: _console(scenario, options.words),
        "fault": lambda: _fault(scenario, options.words),
        "users": lambda: _users(scenario, options.words),
    }
    document = acts[options.action]()
    if options.json:
        say_json(document)
    else:
        _print(document)
    return 0


def _start(options: Namespace, scenario: str, places: Places) -> dict[str, Any]:
    return _reset(scenario, places) if options.reset else control.describe(scenario, places.env)


def _reset(scenario: str, places: Places) -> dict[str, Any]:
    control.reset(scenario)
    return control.describe(scenario, places.env)


def _console(scenario: str, words: list[str]) -> dict[str, Any]:
    match words:
        case ["upload-key", file]:
            return {"key_id": control.upload_key(scenario, Path(file))}
        case ["create-git-credential", file]:
            made = control.create_git_credential(scenario, Path(file))
            return {"user_name": made.user_name, "file": file}
    raise BadInput(
        "The sandbox's console can upload a key, or create a Git credential and save its file.",
        CONSOLE,
    )


def _fault(scenario: str, words: list[str]) -> dict[str, Any]:
    match words:
        case ["clear"]:
            return {"faults": control.fault(scenario, "clear", "on")}
        case [name, value, *which] if len(which) <= 2:
            return {"faults": control.fault(scenario, name, value, *which)}
    raise BadInput("A fault has a name and a value.", FAULT)


def _users(scenario: str, words: list[str]) -> dict[str, Any]:
    if len(words) == 1 and words[0].isdecimal():
        return {"users": control.add_users(scenario, int(words[0]))}
    raise BadInput("Users are added by number.", "For example: onboard sandbox users 100")


def _print(document: dict[str, Any]) -> None:
    if "env" not in document:
        for name, value in document.items():
            said = _listed(value) if isinstance(value, Mapping) else value
            say(f"{name}: {said}")
        return
    say(f"# The sandbox {document['scenario']} runs; its home is {document['home']}")
    say("# In a second terminal, paste this and use plain git against it:")
    if document.get("unset"):
        say(f"unset {' '.join(document['unset'])}")
    for name, value in document["env"].items():
        say(f"export {name}={shlex.quote(value)}")
    for method, url in document["clone_urls"].items():
        say(f"# {method:<6} {url}")
    others = ", ".join(name for name in NAMES if name != document["scenario"])
    say(f"# End it with: onboard sandbox stop --sandbox={document['scenario']}")
    say("# Be somebody else with --sandbox=NAME:")
    for line in textwrap.wrap(others, 76, break_on_hyphens=False):
        say(f"#   {line}")


def _listed(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())
