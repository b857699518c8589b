"""A rotation whose proof fails: the old credential is in force as before, the new one is gone."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests import forked
from tests.meddling import shims
from tests.rotations import METHODS, persons_files, run, words
from tests.sandboxes import RunningSandbox, running

FAULTS: dict[str, tuple[str | None, dict[str, Any], dict[str, Any]]] = {
    "propagation longer than the limit": (
        None,
        {"verb": "fault", "name": "propagation", "value": 60},
        {"verb": "fault", "name": "clear"},
    ),
    "permission lost": (
        "no-permission-pull",
        {"verb": "iam", "do": "take-permission", "action": "codecommit:GitPull"},
        {"verb": "iam", "do": "give-permission", "action": "codecommit:GitPull"},
    ),
    "wrong host key": (
        "hostkey-changed",
        {"verb": "fault", "name": "wrong-host-key", "value": True},
        {"verb": "fault", "name": "clear"},
    ),
}
"""The cause that the proof names, what is done before the proof, and what ends it."""


@pytest.mark.parametrize("method", METHODS)
def test_whatever_fails_the_proof_the_old_one_is_in_force(method: str, tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        url = run(sandbox, "setup", method)[1]["clone_url"]
        before, held = persons_files(sandbox), told(sandbox)
        old = {row["id"] for row in held["credentials"]}
        for name, (cause, fault, end) in FAULTS.items():
            if name == "wrong host key" and method != "ssh":
                continue
            status, shown = rotated(sandbox, method, fault, tmp_path / name.replace(" ", "-"))
            proof = shown["proof"]
            assert (status, proof["ok"], shown["undo"]) == (1, False, None), (name, shown)
            assert proof["credential"] not in {"", *old}, (name, shown)  # so far it had got
            assert proof["cause"] == (cause or proof["cause"]), (name, shown)
            assert told(sandbox) == held | {"resumable": None}, name
            assert persons_files(sandbox) == before, name
            sandbox.control(end["verb"], end)
            assert sandbox.run("git", "ls-remote", url).returncode == 0, name


def told(sandbox: RunningSandbox) -> dict[str, Any]:
    """What IAM holds, and the run that could be resumed."""
    document = json.loads(sandbox.onboard("status", "--json").stdout)
    return {name: document[name] for name in ("credentials", "slots", "resumable")}


def rotated(
    sandbox: RunningSandbox, method: str, fault: dict[str, Any], folder: Path
) -> tuple[int, Any]:
    """Rotate; the fault begins when the proof first calls git or ssh."""
    path = f"{shims(folder, sandbox, fault)}:{sandbox.env['PATH']}"
    argv = (str(sandbox.folder.root), *words("rotate", method, "--wait", "1"))
    status, out, err = forked.run(argv, sandbox.env | {"PATH": path}, sandbox.home)
    assert (folder / "flip.done").exists(), err
    return status, json.loads(out)
