"""Runs inside a sandbox: kills a batch of three at every moment, and lets the next call end it.

`python -m tests.killing_batch ROOT FOLDER`: a moment is before and after each step, and in the
middle of each file's replacement. Prints one JSON document.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onboard.batch import Batch, Row, State, record
from onboard.batch.carry_out import Worker
from onboard.batch.look import look
from onboard.batch.table import with_files
from onboard.desk import Action, Wish
from onboard.engine import Engine
from onboard.help_desk import HelpDesk, open_desk
from onboard.places import here
from onboard.sandbox.child import sandbox
from onboard.sandbox.folder import Folder
from onboard.sandbox.scenarios.made_up import ssh_key
from onboard.situation import Method
from onboard.steps.codec import KINDS
from tests.help_desks import handed, held
from tests.killing import DONE, FAILED, REPLACED, Doomed

USERS = ("dev-0001", "dev-0002", "dev-0003")


def main(root: str, out: str) -> dict[str, Any]:
    """Every kill point of one batch."""
    places = here(sandbox=sandbox(Folder(Path(root))))
    desk = open_desk(Engine(places), None, None)
    server, key = Folder(Path(root)).server, ssh_key("dev", 0).body
    first = held(server)
    reset = first[USERS[2]]["git_credentials"][0]["id"]
    wishes = (
        Wish(USERS[0], Action.CREATE),
        Wish(USERS[1], Action.CREATE, Method.SSH, key),
        Wish(USERS[2], Action.RESET, id=reset),
    )
    failures, point = list[str](), 0
    while True:
        point += 1
        rows = tuple(Row(f"line {n}", one) for n, one in enumerate(wishes, 2))
        rows = with_files(rows, Path(out) / str(point))
        batch = record.begin(places, desk.operator, (out,), rows)
        lived = died_at(point, desk, batch)
        outcomes = worker(desk, batch).carry_out(look(desk.connection, desk.operator, rows, _heard))
        failures += [f"{point}: {one}" for one in wrong(server, first, batch, outcomes)]
        worker(desk, batch).take_back()
        failures += [f"{point}: undone: {one}" for one in left(server, first, batch)]
        if lived:
            return {"points": point - 1, "failures": failures}


def died_at(point: int, desk: HelpDesk, batch: Batch) -> bool:
    """Carry it out in a child that dies at that moment; whether it lived to the end."""
    planned = look(desk.connection, desk.operator, batch.rows, _heard)
    if (child := os.fork()) == 0:
        status = FAILED
        try:
            doomed = Doomed(point, REPLACED)
            for kind in ("create-git-credential", "upload-key", "reset-password", "hand-over"):
                step = KINDS[kind]
                step.apply = doomed._around(step.apply)
            sys.addaudithook(doomed.passes)
            outcomes = worker(desk, batch).carry_out(planned)
            status = DONE if all(one.state is State.DONE for one in outcomes) else FAILED
        finally:
            os._exit(status)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != DONE:
        raise RuntimeError(f"the batch failed by itself at point {point}")
    return os.WIFEXITED(status)


def worker(desk: HelpDesk, batch: Batch) -> Worker:
    """What carries it out."""
    return Worker(desk.engine.places, batch, desk.operator, desk.connection, _heard)


def wrong(server: Path, first: Any, batch: Batch, outcomes: Any) -> Iterator[str]:
    """What is not as it should be once the batch is at its end."""
    yield from (f"{one.row.where}: {one.error}" for one in outcomes if one.state is not State.DONE)
    now = held(server)
    new, old = now[USERS[0]]["git_credentials"], first[USERS[0]]["git_credentials"]
    mine = [one for one in new if one not in old]
    files = [row.file for row in batch.rows if row.file]
    yield from (f"there is no {file}" for file in files if not file.is_file())
    given = [handed(file) for file in files]
    yield from (f"{len(mine)} credentials",) if len(mine) != 1 else ()
    yield from _unlike(mine[0], given[0])
    yield from _unlike(now[USERS[2]]["git_credentials"][0], given[2])
    keys = [one["id"] for one in now[USERS[1]]["ssh_keys"]]
    known = [one["id"] for one in first[USERS[1]]["ssh_keys"]]
    yield from ("the key is another",) if keys != [*known, given[1]["SSH Key Id"]] else ()
    folder = files[0].parent
    yield from (f"besides: {one}" for one in folder.iterdir() if one not in files)


def _unlike(one: Any, given: dict[str, str]) -> Iterator[str]:
    from onboard.sandbox.aws.iam_git_credentials import digest

    if (one["id"], one["digest"]) != (given["Credential Id"], digest(given["Password"])):
        yield f"what was handed over is not {one['id']}"


def left(server: Path, first: Any, batch: Batch) -> Iterator[str]:
    """What is still there although it was taken back."""
    now = held(server)
    for user in USERS:
        for kind in ("git_credentials", "ssh_keys"):
            ids = [[one["id"] for one in state[user][kind]] for state in (first, now)]
            yield from (f"{user} has {ids[1]}",) if ids[0] != ids[1] else ()
    yield from (f"{row.file} is there" for row in batch.rows if row.file and row.file.exists())


def _heard(_: object) -> None:
    """Nobody listens."""


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2])))
