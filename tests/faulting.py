"""Runs inside a sandbox: makes every AWS operation of a set-up fail, in every way.

`python -m tests.faulting ROOT METHOD… [all]` tries one cell after the other in one process, so that
what is heavy is imported once. A cell is an operation, a fault and the calls that it strikes, over
a set-up and its undo. With `all`, every call of every operation, and from every call on, and
observing under the fault as well. Prints one JSON document.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from onboard import journal
from onboard.aws import loading
from onboard.engine import Engine
from onboard.errors import OnboardError
from onboard.places import Places, here
from onboard.sandbox import attach
from onboard.sandbox.child import sandbox
from onboard.sandbox.folder import Folder
from onboard.situation import Situation
from onboard.ssh import keys
from onboard.work import Materials, Plan
from tests.killing import _differences, _hash, _held, _setup

FAULTS: Mapping[str, float | bool] = {
    "throttle": True,
    "server-error": True,
    "time-out": 0.5,
    "drop": True,
    "drop-after": True,
    "malformed": True,
    "malformed-after": True,
    "deny": True,
    "expired-token": True,
    "skewed-clock": 3600,
}
LONG, SHORT = 15.0, 0.25
"""Seconds that botocore waits for an answer: ordinarily, and where none will come."""
LATER = "could not be put back"


class Cell(NamedTuple):
    """What goes wrong."""

    fault: str
    operation: str
    call: str
    observing: bool = False


@dataclass
class Range:
    """One sandbox, one method, and what every cell starts from and must come back to."""

    folder: Folder
    places: Places
    materials: Materials
    method: str
    before: dict[str, str]

    def control(self, verb: str, **body: Any) -> dict[str, Any]:
        """Ask the server."""
        attached = attach.read(self.folder)
        assert attached is not None
        return attach.call(attached, verb, body)

    def calls(self) -> Counter[str]:
        """How often each operation was called since the last time."""
        found = Counter(one["operation"] for one in self.control("calls")["calls"])
        self.control("calls-clear")
        return found


def main(root: str, method: str, every: bool) -> dict[str, Any]:
    """Every cell of one method."""
    folder = Folder(Path(root))
    places = here(sandbox=sandbox(folder))
    key = keys.generate(2048)
    ground = Range(folder, places, Materials(new_key=lambda: key), method, _hash(places.home))
    plan, observing, doing = _unharmed(ground)
    failures, ends = list[str](), Counter[str]()
    for cell in _all(observing, doing) if every else _interesting(doing):
        try:
            end, wrong = _tried(ground, cell, None if cell.observing else plan)
        except Exception as error:  # what no person should see is what this looks for
            end, wrong = "crash", [f"{type(error).__name__}: {error}"]
            ground.control("fault", name="clear")
        ends[end] += 1
        failures += [f"{method} {' '.join(map(str, cell))}: {one}" for one in wrong]
    return {"operations": sorted(observing | doing), "ends": ends, "failures": failures}


def _unharmed(ground: Range) -> tuple[Plan, Counter[str], Counter[str]]:
    """The plan, and what observing, then set-up and undo, call where nothing fails."""
    engine = Engine(ground.places)
    ground.calls()
    situation = engine.observe(None, None)
    observing = ground.calls()
    plan = engine.plan(situation, _setup(ground.method))
    engine.undo(engine.apply(plan, ground.materials).id)
    return plan, observing, ground.calls()


def _impatient() -> None:
    """As many attempts as ever, but no wait between them."""
    from botocore.retries import standard

    standard.ExponentialBackoff.delay_amount = lambda self, context: 0.0  # type: ignore[method-assign]


def _all(observing: Counter[str], doing: Counter[str]) -> Iterator[Cell]:
    for fault in FAULTS:
        for operation, times in doing.items():
            yield from (Cell(fault, operation, call) for call in ("all", *_numbers(times)))
        for call in _numbers(doing.total()):
            yield Cell(fault, "all", f"{call}+")
        for operation in observing:
            yield Cell(fault, operation, "all", observing=True)
            yield Cell(fault, operation, "1", observing=True)


def _interesting(doing: Counter[str]) -> Iterator[Cell]:
    """Where something is taken at IAM or given back; else that nobody is known there."""
    for operation in doing:
        if operation.startswith(("Create", "Upload")):
            yield from (Cell(fault, operation, "1") for fault in FAULTS)
            yield Cell("expired-token", "all", f"{doing.total() - 1}+")
        elif operation.startswith("Delete"):
            yield from (Cell(fault, operation, "all") for fault in ("drop-after", "malformed"))
            yield Cell("drop-after", operation, "1")
    if not doing:
        yield Cell("throttle", "GetCallerIdentity", "1", observing=True)
        yield Cell("malformed", "GetCallerIdentity", "all", observing=True)


def _numbers(most: int) -> list[str]:
    return [str(number) for number in range(1, most + 1)]


def _tried(ground: Range, cell: Cell, plan: Plan | None) -> tuple[str, list[str]]:
    """How the cell ended, and what was wrong with that."""
    engine = Engine(ground.places)
    loading.READ_SECONDS = SHORT if cell.fault == "time-out" else LONG
    if plan is not None:  # the person was signed in when they confirmed it
        engine._connect(plan.profile, plan.region)
    fault = {"name": cell.fault, "value": FAULTS[cell.fault]}
    ground.control("fault", **fault, operation=cell.operation, call=cell.call)
    error, applied = None, ""
    try:
        plan = plan or engine.plan(_seen(engine), _setup(ground.method))
        applied = engine.apply(plan, ground.materials).id
        engine.undo(applied or None)
    except OnboardError as problem:
        error = problem
    ground.control("fault", name="clear")
    loading.READ_SECONDS = LONG
    return _judged(ground, error, applied)


def _seen(engine: Engine) -> Situation:
    return engine.observe(None, None)


def _judged(ground: Range, error: OnboardError | None, applied: str) -> tuple[str, list[str]]:
    wrong, engine, end = list[str](), Engine(ground.places), "success" if applied else "nothing"
    if error is not None:
        end = error.code
        wrong += [f"no message or hint: {error!r}"] * (not error.message or not error.hint)
        wrong += [f"exit {error.exit_status}"] * (error.exit_status == 0)
        if applied or LATER in error.message:  # undo itself met the fault
            end += ", undone later" if applied else ", put back later"
            name = applied or journal.unfinished(ground.places)
            wrong += [f"left: {left}" for left in engine.undo(name)]
    wrong += _differences(ground.places, ground.before)
    wrong += [f"still at IAM: {one}" for one in _held(engine)]
    wrong += [f"unfinished: {one}" for one in [journal.unfinished(ground.places)] if one]
    return end, wrong


if __name__ == "__main__":
    _impatient()
    every = sys.argv[-1] == "all"
    methods = sys.argv[2:-1] if every else sys.argv[2:]
    print(json.dumps({method: main(sys.argv[1], method, every) for method in methods}))
