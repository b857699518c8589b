"""How an audit of 2,000 users goes: run by hand (four minutes), it prints ratios of one run.

Every call takes 50 ms longer and IAM admits 20 a second. The wall time is set against the least
that this rate allows, the peak memory against that of an audit of 200 users. The exit status is 1
where a ratio is over its limit or a user is missing.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.sandboxes import RunningSandbox, start

DELAY, RATE = 0.05, 20.0
FEW, MANY = 200, 2000
TIME, MEMORY = 1.5, 1.25
IDLE = 1200.0


@dataclass(frozen=True)
class Measured:
    """One audit."""

    users: int
    of: int
    calls: int
    seconds: float
    peak: int
    """Resident bytes at most, in the unit of this system."""


def main() -> int:
    """Measure, print, judge."""
    with tempfile.TemporaryDirectory() as folder:
        sandbox = start(Path(folder), idle=IDLE)
        try:
            few, many = (measured(sandbox, count) for count in (FEW, MANY))
        finally:
            sandbox.stop()
    for one in (few, many):
        print(
            f"{one.users:5} of {one.of} users, {one.calls} calls: {one.seconds:6.1f} s "
            f"(at least {one.calls / RATE:.1f} s)"
        )
    return judge(few, many)


def measured(sandbox: RunningSandbox, count: int) -> Measured:
    """One audit of that many users, in a process of its own."""
    there = sandbox.control("users", {"count": 1})["users"]
    sandbox.control("users", {"count": count - there})
    sandbox.control("fault", {"name": "delay", "value": DELAY})
    sandbox.control("fault", {"name": "rate", "value": RATE})
    sandbox.control("calls-clear")
    with tempfile.TemporaryFile() as out:
        begin = time.perf_counter()
        command = [sys.executable, "-m", "onboard", "audit", "--json"]
        process = subprocess.Popen(command, env=sandbox.env, stdout=out)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        document = json.load(out)
    calls = len([call for call in sandbox.control("calls")["calls"] if call["service"] == "iam"])
    if process.returncode or not document["complete"]:
        raise SystemExit(f"the audit of {count} users ended with {process.returncode}")
    return Measured(len(document["users"]), count, calls, seconds, used.ru_maxrss)


def judge(few: Measured, many: Measured) -> int:
    """Print the ratios and whether they hold."""
    verdict = 0
    for name, ratio, limit in (
        ("users that were read, of all", many.of / max(many.users, 1), 1.0),
        ("wall time, to the least of the rate", many.seconds * RATE / many.calls, TIME),
        (f"peak memory, {MANY} users to {FEW}", many.peak / few.peak, MEMORY),
    ):
        held = ratio <= limit
        verdict |= not held
        print(f"{name:38} {ratio:6.3f}    limit {limit:.2f}  {'ok' if held else 'TOO MUCH'}")
    return verdict


if __name__ == "__main__":
    raise SystemExit(main())
