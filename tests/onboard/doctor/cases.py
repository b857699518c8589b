"""Cases by hand: how git is configured for one address, and what came of it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onboard.git.chain import chain
from onboard.situation import HelperEntry, Holdings, Identity, Kind, Situation
from onboard.situation.case import Attempted, Case, GitView, Helper, Target

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
ACCOUNT = "111122223333"
HOST = "git-codecommit.eu-west-1.amazonaws.com"
URL = f"https://{HOST}/v1/repos/web"
SECTION = "https://git-codecommit.*.amazonaws.com"
CLONE = Path("/home/jane/web")
GLOBAL, LOCAL = "/home/jane/.gitconfig", f"{CLONE}/.git/config"
OURS = "!/opt/onboard git-credential"
PASSWORDS = f"{OURS} --account {ACCOUNT}"
AWS = "!aws codecommit credential-helper $@"
TARGET = Target(
    url=URL,
    where="remote origin",
    folder=CLONE,
    remote="origin",
    scheme="https",
    host=HOST,
    region="eu-west-1",
    repository="web",
)
JANE = Identity(Kind.IAM_USER, account=ACCOUNT, name="jane")
SITUATION = Situation(NOW, JANE, holdings=Holdings(), repositories=("web", "api"))
LET_IN = Attempted(True, f"git ls-remote {URL}")
REFUSED = Attempted(False, f"git ls-remote {URL}", "The requested URL returned error: 403")
ASKED = Attempted(False, f"git ls-remote {URL}", "fatal: could not read Username")

Row = tuple[str, str, str]
"""Scope, URL of the section, value."""


def entries(rows: Sequence[Row]) -> tuple[HelperEntry, ...]:
    """The rows as they stand in their files, a line each."""
    files = {"global": GLOBAL, "local": LOCAL, "system": "/etc/gitconfig"}
    return tuple(
        HelperEntry(value, files.get(scope, "GIT_CONFIG_KEY_0"), scope, url, number)
        for number, (scope, url, value) in enumerate(rows, 1)
    )


def view(rows: Sequence[Row], missing: str = "", **more: Any) -> GitView:
    """The view of git with these helpers; the program of the value `missing` is not there."""
    found = entries(rows)
    paths = entries(more.pop("paths", ()))
    asked = tuple(
        Helper(one, _program(one.value), one.value != missing) for one in chain(URL, found)
    )
    lines = {
        (one.origin, one.line): f"\t{name} = {one.value}"
        for name, all_ in (("helper", found), ("useHttpPath", paths))
        for one in all_
        if one.scope != "command"
    }
    return replace(
        GitView(helpers=asked, entries=found, paths=paths, lines=lines, http_path=True), **more
    )


def case(git: GitView, attempt: Attempted | None = ASKED, **more: Any) -> Case:
    """The case of that address; what is not said is in order."""
    situation = more.pop("situation", SITUATION)
    return Case(situation, more.pop("target", TARGET), None, git, attempt=attempt, **more)


def _program(value: str) -> str:
    word = value.removeprefix("!").split()[0]
    return word if value.startswith(("!", "/")) else f"git-credential-{word}"
