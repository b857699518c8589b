"""How quick the credential helper is: run by hand, it prints ratios of one run.

Our helper with static profile keys, started as git starts it, against the AWS CLI's and against a
bare Python. The exit status is 1 where a ratio is over its limit.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

ROUNDS = 25
WARM_UP = 2
AGAINST_AWS, AGAINST_PYTHON = 0.10, 4.0
REQUEST = b"protocol=https\nhost=git-codecommit.us-east-1.amazonaws.com\npath=v1/repos/demo\n\n"
CREDENTIALS = """[default]
aws_access_key_id = AKIADEFAULT0000EXAMP
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY

[work]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY
"""
CONFIG = "[default]\nregion = us-east-1\n\n[profile work]\nregion = us-east-1\noutput = json\n"


def main() -> int:
    """Measure, print, judge."""
    with tempfile.TemporaryDirectory() as folder:
        environ = prepare(Path(folder))
        medians = measure(commands(Path(sys.executable).parent), environ)
    for name, seconds in medians.items():
        print(f"{name:34} {seconds * 1000:7.1f} ms")
    return judge(medians)


def prepare(home: Path) -> dict[str, str]:
    """A home with one profile, and the environment that points there."""
    (home / ".aws").mkdir()
    (home / ".aws" / "credentials").write_text(CREDENTIALS)
    (home / ".aws" / "config").write_text(CONFIG)
    return {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}


def commands(programs: Path) -> dict[str, str]:
    """What git hands to `sh -c`."""
    return {
        "onboard git-credential": f"'{programs}/onboard' git-credential --profile work get",
        "aws codecommit credential-helper": (
            f"'{programs}/aws' --profile work codecommit credential-helper get"
        ),
        "python -I -S -c pass": f"'{sys.executable}' -I -S -c pass",
    }


def measure(lines: Mapping[str, str], environ: Mapping[str, str]) -> dict[str, float]:
    """Median seconds per command, the commands taking turns."""
    taken: dict[str, list[float]] = {name: [] for name in lines}
    for turn in range(ROUNDS + WARM_UP):
        for name, line in lines.items():
            seconds = timed(line, environ, answers=not line.endswith("pass"))
            if turn >= WARM_UP:
                taken[name].append(seconds)
    return {name: statistics.median(values) for name, values in taken.items()}


def timed(line: str, environ: Mapping[str, str], answers: bool) -> float:
    """Seconds for one run, which must have answered."""
    begin = time.perf_counter()
    done = subprocess.run(["sh", "-c", line], input=REQUEST, env=environ, stdout=subprocess.PIPE)
    seconds = time.perf_counter() - begin
    if done.returncode or answers != (b"password=" in done.stdout):
        raise SystemExit(f"no answer from: {line}")
    return seconds


def judge(medians: Mapping[str, float]) -> int:
    """Print the two ratios and whether they hold."""
    ours, aws, python = medians.values()
    verdict = 0
    for name, ratio, limit in (
        ("against the AWS CLI's helper", ours / aws, AGAINST_AWS),
        ("against python -I -S -c pass", ours / python, AGAINST_PYTHON),
    ):
        held = ratio <= limit
        verdict |= not held
        print(f"{name:34} {ratio:7.3f}    limit {limit:.2f}  {'ok' if held else 'TOO SLOW'}")
    return verdict


if __name__ == "__main__":
    raise SystemExit(main())
