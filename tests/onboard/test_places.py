"""Where a person's files are is never guessed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sandboxes import outside


@pytest.mark.parametrize("home", ["", "somewhere"])
def test_a_home_that_is_no_place_is_refused(home: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "onboard", "status", "--json"],
        env=outside(tmp_path) | {"HOME": home},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    error = json.loads(done.stdout)["error"]
    assert (done.returncode, error["code"]) == (2, "bad-input")
    assert "HOME" in error["message"]
