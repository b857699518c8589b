"""Runs inside a sandbox: kills a rotation at every moment; a credential works at each.

`python -m tests.rotating ROOT METHOD GRACE [all]` sets the method up, then rotates it in a child
that dies at one kill point after the other: before and after every step and, with `all`, at every
change that the process makes. After each death git itself signs in, the run is resumed or taken
back, and git signs in again. Prints one JSON document.
"""

import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from onboard import journal
from onboard.aws import iam
from onboard.engine import Engine
from onboard.errors import Irreversible
from onboard.git import remote
from onboard.places import here
from onboard.rotate import in_use
from onboard.sandbox.child import sandbox
from onboard.sandbox.folder import Folder
from onboard.situation import Rotation, Setup
from onboard.ssh import keys
from onboard.work import Materials, Plan, Run
from tests.killing import CHANGES, DONE, FAILED, Doomed, _differences, _hash, _setup

URLS = {"https": "https://{}/v1/repos/web", "ssh": "ssh://{}/v1/repos/web"}
URLS["helper"] = URLS["https"]
HOST = "git-codecommit.eu-west-1.amazonaws.com"


class Ground:
    """One sandbox with one method set up."""

    def __init__(self, root: str, method: str, grace: int) -> None:
        self.places = here(sandbox=sandbox(Folder(Path(root))))
        self.method, self.grace = method, grace
        self.key = keys.generate(2048)
        self.complete(self.engine().plan(self.engine().observe(None, None), self.setup()))

    def engine(self) -> Engine:
        return Engine(self.places)

    def setup(self) -> Setup:
        setup: Setup = _setup(self.method)
        return setup

    def materials(self) -> Materials:
        return Materials(new_key=lambda: self.key)

    def rotation(self) -> Plan:
        engine = self.engine()
        self.key = keys.generate(2048)
        situation, setup = engine.observe(None, None), self.setup()
        old = in_use(situation, setup.method)
        typed = (old.id,) if old and not self.grace else ()
        return engine.rotation(situation, setup, Rotation(self.grace, typed))

    def complete(self, plan: Plan) -> Run:
        engine = self.engine()
        engine.warm()
        return self.prove(engine, engine.apply(plan, self.materials()))

    def prove(self, engine: Engine, run: Run) -> Run:
        proof = run.proof or engine.prove(run, Materials(), limit=10)
        return engine.conclude(run, proof)

    def works(self) -> bool:
        """Whether git, as it is configured now, is let in."""
        url = URLS[self.method].format(HOST)
        return remote.ls_remote(self.places, url).status == 0

    def active(self) -> list[str]:
        aws = self.engine()._connect(None, "eu-west-1")
        git = [f"{one.id} {one.status}" for one in iam.list_git_credentials(aws, "jane")]
        keys = iam.list_ssh_keys(aws, "jane", bodies=False)
        access = [f"{one.id} {one.status}" for one in iam.list_access_keys(aws, "jane")]
        return git + [f"{one.id} {one.status}" for one in keys] + access


def main(root: str, method: str, grace: int, every: bool) -> dict[str, Any]:
    """Every kill point of one method's rotation."""
    ground = Ground(root, method, grace)
    failures, point, held = list[str](), 0, list[str]()
    while True:
        point += 1
        if ground.active() != held:  # resumed: another one is in use by now
            plan = ground.rotation()
            before, held = _hash(ground.places.home), ground.active()
        act = ("undo", "resume")[point % 2]
        if _applied(ground, plan, point, every):
            return {"points": point - 1, "failures": failures}
        for words in _end(ground, act, before, held):
            failures.append(f"{method} {point} {act}: {words}")


def _applied(ground: Ground, plan: Plan, point: int, every: bool) -> bool:
    """Rotate in a child that dies at the point; whether it lived to the end."""
    if (child := os.fork()) == 0:
        status = FAILED
        try:
            Doomed(point, CHANGES if every else ()).watches(plan)
            ground.complete(plan)
            status = DONE
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != DONE:
        raise RuntimeError(f"the rotation failed by itself at point {point}")
    return os.WIFEXITED(status)


def _end(ground: Ground, act: str, before: dict[str, str], held: list[str]) -> Iterable[str]:
    if not ground.works():
        yield "nothing works right after the death"
    name = journal.unfinished(ground.places)
    if name is None:
        if _hash(ground.places.home) == before and ground.active() == held:
            return
        name, act = journal.last_changed(ground.places), "undo"  # it had died at its very end
    engine = ground.engine()
    if act == "resume":
        run = engine.resume(name, ground.materials())
        if run is None or ground.prove(engine, run).state != "proved":
            yield "not proven after resume"
    else:
        yield from _taken_back(ground, name, before, held)
    if not ground.works():
        yield f"nothing works after {act}"
    if journal.unfinished(ground.places):
        yield "still unfinished"
    if act == "resume" and ground.grace:  # back to where every point starts
        yield from _taken_back(ground, name, before, held)


def _taken_back(
    ground: Ground, name: str | None, before: dict[str, str], held: list[str]
) -> Iterable[str]:
    try:
        left = ground.engine().undo(name)
    except Irreversible:  # the old one is deleted: then the run is finished instead
        engine = ground.engine()
        run = engine.resume(name, ground.materials()) if journal.unfinished(ground.places) else None
        if run is not None:
            ground.prove(engine, run)
        return
    if left:
        yield f"left: {left}"
    if ground.active() != held:
        yield f"at IAM: {ground.active()}, not {held}"
    yield from _differences(ground.places, before)


if __name__ == "__main__":
    root, method, grace = sys.argv[1:4]
    print(json.dumps(main(root, method, int(grace), "all" in sys.argv[4:])))
