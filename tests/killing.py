"""Runs inside a sandbox: kills a set-up at every moment, then resumes or takes it back.

`python -m tests.killing ROOT METHOD [both]` forks for each kill point, so that what is heavy is
imported once. A kill point is the moment before or after a step, and in the middle of each file's
replacement, by resume and undo in turn. With `both`, by both, and also before every other change
that the process makes to the file system or hands to another program. Prints one JSON document.
"""

import hashlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from onboard import journal
from onboard.aws import iam
from onboard.engine import Engine
from onboard.places import here
from onboard.sandbox.child import sandbox
from onboard.sandbox.folder import Folder
from onboard.ssh import keys
from onboard.work import Materials, Plan

REPLACED = ("os.rename", "os.link")
CHANGES = (*REPLACED, "open", "os.mkdir", "os.remove", "os.rmdir", "subprocess.Popen")
OURS = (".local/state/onboard", ".cache/onboard")
DONE, FAILED = 0, 1


class Doomed:
    """Counts the moments of one child and kills it at the one that was chosen."""

    def __init__(self, point: int, events: tuple[str, ...]) -> None:
        self.left = point
        self.events = events

    def passes(self, event: str, arguments: tuple[Any, ...]) -> None:
        """An audit hook: one more change is about to be made."""
        creates = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_CREAT
        if event in self.events and (creates or event != "open"):
            self.moment()

    def moment(self) -> None:
        """One more moment; the chosen one is the last."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def watches(self, plan: Plan) -> None:
        """Count the moments around every step as well."""
        for kind in {type(step) for step in plan.steps}:
            setattr(kind, "apply", self._around(kind.apply))  # noqa: B010 - kinds are protocols
        sys.addaudithook(self.passes)

    def _around(self, apply: Callable[..., Any]) -> Callable[..., Any]:
        def around(*given: Any) -> Any:
            self.moment()
            done = apply(*given)
            self.moment()
            return done

        return around


def main(root: str, method: str, both: bool) -> dict[str, Any]:
    """Every kill point of one method's set-up."""
    places = here(sandbox=sandbox(Folder(Path(root))))
    key = keys.generate(2048)
    materials = Materials(new_key=lambda: key)
    engine = Engine(places)
    situation = engine.observe(None, None)
    plan = engine.plan(situation, _setup(method))
    before, failures, point = _hash(places.home), list[str](), 0
    while True:
        point += 1
        for act in ("undo", "resume") if both else (("undo", "resume")[point % 2],):
            if _applied(engine, plan, materials, point, both):
                engine.undo(None)
                return {"method": method, "points": point - 1, "failures": failures}
            failures += [f"{method} {point} {act}: {one}" for one in _end(act, places, before)]


def _setup(method: str) -> Any:
    from onboard.situation import Method, Setup, Store

    return Setup(Method(method), "eu-west-1", store=Store.SANDBOX, repository="web", bits=2048)


def _applied(engine: Engine, plan: Plan, materials: Materials, point: int, every: bool) -> bool:
    """Apply in a child that dies at the point; whether it lived to the end."""
    engine.warm()
    if (child := os.fork()) == 0:
        status = FAILED
        try:
            Doomed(point, CHANGES if every else REPLACED).watches(plan)
            Engine(engine.places).apply(plan, materials)
            status = DONE
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != DONE:
        raise RuntimeError(f"the set-up failed by itself at point {point}")
    return os.WIFEXITED(status)


def _end(act: str, places: Any, before: dict[str, str]) -> Iterable[str]:
    """Finish or take back what the dead process left; what is wrong then."""
    engine, name = Engine(places), journal.unfinished(places)
    if name is None:
        yield from _differences(places, before)
        return
    if act == "resume":
        run = engine.resume(name, Materials())
        if run is None or run.plan.proof is None:
            yield "nothing was resumed"
        elif not (proof := engine.prove(run, Materials(), limit=10)).ok:
            yield f"not proved: {proof.detail} {proof.said}"
        if journal.unfinished(places):
            yield "still unfinished"
        if len(_held(engine)) > 1:
            yield f"credentials that nobody has: {_held(engine)}"
    left = engine.undo(name)
    if left:
        yield f"left: {left}"
    yield from _differences(places, before)
    yield from (f"still at IAM: {one}" for one in _held(engine))


def _held(engine: Engine) -> list[str]:
    aws = engine._connect(None, "eu-west-1")
    names = [row.id for row in iam.list_git_credentials(aws, "jane")]
    return [*names, *(row.id for row in iam.list_ssh_keys(aws, "jane", bodies=False))]


def _differences(places: Any, before: dict[str, str]) -> Iterable[str]:
    after = _hash(places.home)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield f"{name} differs"


def _hash(home: Path) -> dict[str, str]:
    """Every file and folder of the home, less our state and cache."""
    found = {}
    for path in sorted(home.rglob("*")):
        name = str(path.relative_to(home))
        if not name.startswith(OURS) and not any(one.startswith(name) for one in OURS):
            content = path.read_bytes() if path.is_file() else b""
            found[name] = f"{path.stat().st_mode:o} {hashlib.sha256(content).hexdigest()}"
    return found


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], "both" in sys.argv[3:])))
