"""The doctor on broken machines: it names the cause first, mends it, git is let in, undo."""

import json
from pathlib import Path

import pytest

from onboard.sandbox.broken import MACHINES
from tests.doctoring import FAMILIES
from tests.sandboxes import running

GROUPS = sorted({(one.scenario, name) for name, all_ in FAMILIES.items() for one in all_})


@pytest.mark.parametrize(("scenario", "family"), GROUPS)
def test_each_cause_is_named_mended_and_taken_back(
    scenario: str, family: str, tmp_path: Path
) -> None:
    with running(tmp_path, scenario) as sandbox:
        done = sandbox.program("tests.doctoring", family, seconds=220)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout.splitlines()[-1])
    wrong = []
    for row in rows:
        found = row["first"] == row["symptom"]
        fixed = row["runs"] > 0 and not row["left"]
        undone = row["undone"] is row["comes_back"]
        right = found and undone and (fixed and row["proven"]) is row["mendable"]
        marks = {"found": found, "fixed": fixed, "proven": row["proven"], "undone": row["undone"]}
        cells = "  ".join(f"{name} {'yes' if said else 'no':<3}" for name, said in marks.items())
        print(f"{row['name']:<44} {cells}")
        wrong += [] if right else [row]
    assert wrong == []


def test_every_machine_has_a_name_of_its_own() -> None:
    assert len(MACHINES) == sum(len(all_) for all_ in FAMILIES.values())
