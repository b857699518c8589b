"""No false alarm: on a healthy machine of any shape the doctor finds nothing above a note."""

import json
from pathlib import Path

import pytest

from tests.healthy import MACHINES
from tests.sandboxes import running


@pytest.mark.parametrize("scenario", sorted({one.scenario for one in MACHINES}))
def test_a_healthy_machine_is_left_in_peace(scenario: str, tmp_path: Path) -> None:
    with running(tmp_path, scenario) as sandbox:
        done = sandbox.program("tests.healthy", seconds=220)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    above = {
        name: [one for one in findings if one["severity"] != "note"]
        for name, findings in seen.items()
    }
    print(f"{scenario}: {len(seen)} healthy machines")
    assert {name: found for name, found in above.items() if found} == {}


def test_there_are_enough_shapes() -> None:
    assert len(MACHINES) >= 12
