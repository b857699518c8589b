"""The doctor's whole look at a healthy machine against its slowest single read, in the same run.

Run it as `python tests/benchmarks/bench_doctor.py [ROUNDS]`. Each round is a process of its own in
a sandbox, as a person's would be, and every call to AWS takes 50 ms longer. It prints each read,
and fails where the ratio is over the limit.
"""

import json
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.sandboxes import RunningSandbox, start

ROOT = Path(__file__).parents[2]
LIMIT = 2.0
DELAY = 0.05
"""Seconds that every answer of AWS takes longer, as over a network."""
METHODS = {"https": "https", "helper": "https", "grc": "grc", "ssh": "ssh"}
"""Method and the form of the clone's address."""


def main(rounds: int) -> int:
    """Measure, print, judge: 1 where a method is over the limit."""
    verdict = 0
    for method in METHODS:
        with tempfile.TemporaryDirectory() as folder:
            sandbox = start(Path(folder))
            try:
                inside(sandbox, "prepare", method)
                sandbox.control("fault", {"name": "delay", "value": DELAY})
                looks = [inside(sandbox, "look", method) for _ in range(rounds)]
            finally:
                sandbox.stop()
        verdict |= judge(method, looks)
    return verdict


def judge(method: str, looks: list[dict[str, Any]]) -> int:
    """Print the median of each read and of the whole, and whether the ratio holds."""
    print(f"{method}:")
    for name in looks[0]["reads"]:
        seconds = statistics.median(one["reads"].get(name, 0.0) for one in looks)
        print(f"  {name:30} {seconds * 1000:7.0f} ms")
    whole = statistics.median(one["whole"] for one in looks)
    ratio = statistics.median(one["whole"] / max(one["reads"].values()) for one in looks)
    word = "ok" if ratio <= LIMIT else "TOO SLOW"
    print(f"  {'the whole look':30} {whole * 1000:7.0f} ms")
    print(f"  {'to the slowest read':30} {ratio:7.2f}    limit {LIMIT:.2f}  {word}")
    return int(ratio > LIMIT)


def inside(sandbox: RunningSandbox, what: str, method: str) -> Any:
    """Run this file in the sandbox; what it printed."""
    words = (sys.executable, __file__, what, method, str(sandbox.folder.root))
    done = sandbox.run(*words, cwd=ROOT)
    if done.returncode:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout or "null")


def prepare(root: Path, method: str) -> None:
    """Set the method up, and make a clone's configuration."""
    from onboard.places import here
    from onboard.sandbox import attach
    from onboard.sandbox.broken import break_it, set_up
    from onboard.sandbox.broken.machine import Broken
    from onboard.sandbox.child import sandbox
    from onboard.sandbox.folder import Folder

    folder = Folder(root)
    places, attached = here(sandbox=sandbox(folder)), attach.answering(folder)
    if attached is None:
        raise SystemExit("the sandbox does not answer")
    set_up(places, method)
    break_it(places, attached, Broken("", "", lambda _: None, remote=METHODS[method]))


def look(root: Path) -> dict[str, Any]:
    """One look, with the seconds of each read; a finding above a note ends the benchmark."""
    from onboard.doctor.finding import Severity
    from onboard.engine import Engine
    from onboard.observe.case import Wanted
    from onboard.observe.reading import Reading, Reads
    from onboard.places import here
    from onboard.sandbox.child import sandbox
    from onboard.sandbox.folder import Folder

    reads: dict[str, float] = {}
    begin, lock = Reads.begin, threading.Lock()

    def timed(self: Reads, what: str, read: Callable[[], Any], *more: Any) -> Reading[Any]:
        def work() -> Any:
            begun = time.perf_counter()
            try:
                return read()
            finally:
                with lock:
                    reads[what] = time.perf_counter() - begun

        return begin(self, what, work, *more)

    Reads.begin = timed  # type: ignore[assignment, method-assign]
    folder = Folder(root)
    engine = Engine(here(sandbox=sandbox(folder)))
    begun = time.perf_counter()
    seen = engine.examine(Wanted(folder=folder.home / "web"))
    whole = time.perf_counter() - begun
    bad = [one for one in seen.findings if one.severity is not Severity.NOTE]
    if bad or not seen.case.let_in:
        raise SystemExit(f"this machine is not healthy: {bad} {seen.case.attempt}")
    return {"whole": whole, "reads": reads}


if __name__ == "__main__":
    if len(sys.argv) > 2:
        task, method, root = sys.argv[1:]
        if task == "look":
            print(json.dumps(look(Path(root))))
        else:
            prepare(Path(root), method)
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 7))
