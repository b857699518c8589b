"""Runs that changed the same settings are taken back newest first, and leave nothing behind."""

import json
from pathlib import Path

from tests.sandboxes import running


def test_a_run_that_another_stands_on_is_not_undone_first(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        setup = ("--yes", "--json", "--method")
        ids = [
            json.loads(sandbox.onboard("setup", *setup, method).stdout)["run"]
            for method in ("https", "helper")
        ]
        early = sandbox.onboard("undo", ids[0], "--yes", "--json")
        error = json.loads(early.stdout)["error"]
        assert (early.returncode, ids[1] in error["hint"]) == (2, True), error
        for each in reversed(ids):
            assert sandbox.onboard("undo", each, "--yes").returncode == 0
        assert not (sandbox.home / ".gitconfig").exists()
