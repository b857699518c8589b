"""Runs inside a sandbox: breaks the machine in one way after the other, and the doctor mends it.

`python -m tests.doctoring ROOT FAMILY` takes every machine of that family whose scenario is the
sandbox's. Each starts from the same home and the same accounts: set up, broken, looked at, mended,
looked at again, taken back. Prints one JSON document: a row for each machine.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

from onboard.cli import doctor
from onboard.cli.parser import parse
from onboard.doctor.examine import Examined
from onboard.engine import Engine
from onboard.observe.case import Wanted
from onboard.places import Places, here
from onboard.sandbox import attach
from onboard.sandbox.broken import break_it, by_aws, by_git, by_ssh, set_up
from onboard.sandbox.broken.machine import Broken
from onboard.sandbox.child import sandbox
from onboard.sandbox.folder import Folder
from onboard.work import Report, silent
from tests.killing import _hash

FAMILIES = {"git": by_git.MACHINES, "ssh": by_ssh.MACHINES, "aws": by_aws.MACHINES}


class Ground:
    """One sandbox, and how it was when a method had just been set up."""

    def __init__(self, root: str, drafts: Path) -> None:
        self.folder = Folder(Path(root))
        attached = attach.answering(self.folder)
        assert attached is not None
        self.attached, self.drafts = attached, drafts
        self.kept: dict[str, Any] = {}
        self._keep("fresh")

    def begin(self, method: str) -> None:
        """The home and the accounts as that set-up left them."""
        if method not in self.kept:
            self._back("fresh")
            set_up(self.places, method)
            self._keep(method)
        self._back(method)

    @property
    def places(self) -> Places:
        return here(sandbox=sandbox(self.folder))

    def accounts(self) -> Any:
        return attach.call(self.attached, "accounts", {})["state"]

    def _keep(self, name: str) -> None:
        self.kept[name] = self.accounts()
        shutil.copytree(self.folder.home, self.drafts / (name or "none"), symlinks=True)

    def _back(self, name: str) -> None:
        attach.call(self.attached, "fault", {"name": "clear"})
        attach.call(self.attached, "accounts", {"state": self.kept[name]})
        shutil.rmtree(self.folder.home)
        shutil.copytree(self.drafts / (name or "none"), self.folder.home, symlinks=True)


def main(root: str, family: str) -> list[dict[str, Any]]:
    """A row for each machine."""
    with tempfile.TemporaryDirectory() as drafts:
        ground = Ground(root, Path(drafts))
        wanted = [one for one in FAMILIES[family] if one.scenario == ground.folder.scenario]
        return [row(ground, one) for one in wanted]


def row(ground: Ground, broken: Broken) -> dict[str, Any]:
    """What the doctor made of one machine."""
    ground.begin(broken.method)
    break_it(ground.places, ground.attached, broken)
    with _environment(broken, ground.folder.home):
        before, held = _hash(ground.folder.home), _statuses(ground.accounts())
        seen, fixed = look_and_mend(ground)
        for run in reversed(fixed["runs"]):
            Engine(ground.places).undo(run)
        after, now = _hash(ground.folder.home), _statuses(ground.accounts())
    return {
        "name": broken.name,
        "symptom": broken.symptom,
        "mendable": broken.mendable,
        "comes_back": broken.undone,
        "first": (seen["findings"] or [{"id": None}])[0]["id"],
        "findings": seen["findings"],
        "refused": not (seen["proof"] or {"ok": False})["ok"],
        "runs": len(fixed["runs"]),
        "proven": bool(fixed["proof"] and fixed["proof"]["ok"]),
        "left": [one for one in fixed["findings"] if _is_left(one, broken)],
        "undone": before == after and held == now,
        "differs": sorted(k for k in before | after if before.get(k) != after.get(k)),
    }


def _is_left(finding: dict[str, Any], broken: Broken) -> bool:
    """An error, or a run of the doctor's own that it did not bring to its end."""
    own = finding["id"] == "unfinished-run" != broken.symptom
    return bool(finding["severity"] == "error" or own)


def look_and_mend(ground: Ground) -> tuple[dict[str, Any], dict[str, Any]]:
    """`onboard doctor --fix` in the clone at hand: what it saw first, and what it told at the end.

    The first look is that of `onboard doctor` alone, which so need not be done twice.
    """
    printed, looks = StringIO(), list[Examined]()

    class Watched(Engine):
        def examine(self, wanted: Wanted, report: Report = silent) -> Examined:
            looks.append(super().examine(wanted, report))
            return looks[-1]

        def make_key(self, bits: int) -> bytes:
            return super().make_key(2048)  # a large one takes a second

    with patch.object(doctor, "Engine", Watched), redirect_stdout(printed):
        doctor.run(parse(["doctor", "--json", "--fix", "--yes"]), ground.places)
    told: dict[str, Any] = json.loads(printed.getvalue())
    return doctor.document(looks[0], [], ground.places), told


def _statuses(accounts: Any) -> list[str]:
    """Every credential with its status."""
    users = [user for one in accounts["accounts"].values() for user in one["users"].values()]
    kinds = ("git_credentials", "ssh_keys", "access_keys")
    return [f"{one['id']} {one['status']}" for u in users for kind in kinds for one in u[kind]]


@contextmanager
def _environment(broken: Broken, home: Path) -> Iterator[None]:
    former, folder = dict(os.environ), Path.cwd()
    os.environ.update(broken.environment(home, former))
    try:
        yield
    finally:
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(former)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2])))
