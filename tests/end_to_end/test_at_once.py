"""Many runs at the same moment on one home: one wins, the others say so, nothing breaks."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.sandboxes import Done, RunningSandbox, running

MANY = 6


def setup(sandbox: RunningSandbox, method: str) -> Done:
    return sandbox.onboard("setup", "--method", method, "--yes", "--json")


def test_runs_at_once_create_one_credential(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        with ThreadPoolExecutor(MANY) as pool:
            ended = list(pool.map(lambda _: setup(sandbox, "https"), range(MANY)))
        assert {one.returncode for one in ended} <= {0, 1}, [one.stdout for one in ended]
        assert 0 in {one.returncode for one in ended}
        errors = [json.loads(one.stdout)["error"] for one in ended if one.returncode]
        assert {one["code"] for one in errors} <= {"changed-meanwhile", "file-refused"}, errors
        status = json.loads(sandbox.onboard("status", "--json").stdout)
        assert status["slots"]["git-credential"]["used"] == 1
        assert status["resumable"] is None
        again = json.loads(setup(sandbox, "https").stdout)
        assert (again["plan"], again["proof"]["ok"]) == ([], True)
        assert sandbox.onboard("undo", "--yes").returncode == 0
        assert not (sandbox.home / ".gitconfig").exists()
