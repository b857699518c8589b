"""Runs inside a sandbox: takes a rotation back from another terminal while git proves it.

`python -m tests.undoing ROOT METHOD` prints one JSON document.
"""

import json
import sys
from typing import Any

from onboard.steps.unchanged import Changed
from onboard.work import Materials
from tests.rotating import Ground


def main(root: str, method: str) -> dict[str, Any]:
    """What was said, and what IAM holds before and after."""
    ground = Ground(root, method, 7)
    before, engine, said = ground.active(), ground.engine(), ""
    run = engine.apply(ground.rotation(), ground.materials())
    proof = engine.prove(run, Materials(), limit=10)
    ground.engine().undo(run.id)
    try:
        engine.conclude(run, proof)
    except Changed as error:
        said = error.message
    works = ground.works()
    return {"said": said, "before": before, "after": ground.active(), "works": works}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:3])))
