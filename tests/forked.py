"""Commands inside a sandbox without the price of starting Python: a process of its own for each.

`python -m tests.forked` imports once what commands import, and forks for each line that it reads:
the child gets the environment, the folder and the files of a fresh process, runs the command as
the supervisor would, and exits as Python exits. Each sandbox has one of its own: botocore looks at
the home while it is imported. Tests of starting itself start Python.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import IO, Any, cast

ROOT = Path(__file__).parents[1]
IMPORTED = ("onboard.engine", "onboard.cli.setup", "onboard.cli.status", "onboard.cli.rotate")
HEAVY = ("boto3", "botocore.endpoint", "cryptography.hazmat.primitives.asymmetric.rsa")
TIMED_OUT = "timed out"
SECONDS = 120
_servers: "dict[Path, subprocess.Popen[bytes]]" = {}
_lock = Lock()


def run(
    root: Path, argv: tuple[str, ...], env: Mapping[str, str], cwd: Path, typed: bytes | None
) -> tuple[int, bytes, bytes]:
    """The exit status of `onboard ARGV` in that sandbox, and what it printed; one at a time."""
    with TemporaryDirectory() as folder, _lock:
        streams = {name: str(Path(folder, name)) for name in ("in", "out", "err")}
        Path(streams["in"]).write_bytes(typed or b"")
        task = {"argv": [str(root), *argv], "env": dict(env), "cwd": str(cwd)} | streams
        served = _server(root, env)
        stdin, stdout = cast(IO[bytes], served.stdin), cast(IO[bytes], served.stdout)
        stdin.write(json.dumps(task).encode() + b"\n")
        stdin.flush()
        status = json.loads(stdout.readline())
        if status == TIMED_OUT:
            raise subprocess.TimeoutExpired(argv, SECONDS)
        out, err = (Path(streams[name]).read_bytes() for name in ("out", "err"))
        return int(status), out, err


def end(root: Path) -> None:
    """End what runs for that sandbox."""
    with _lock:
        if served := _servers.pop(root, None):
            served.communicate()


def _server(root: Path, env: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    if root not in _servers:
        words = (sys.executable, "-m", "tests.forked")
        pipe = subprocess.PIPE
        _servers[root] = subprocess.Popen(words, stdin=pipe, stdout=pipe, env=env, cwd=ROOT)
    return _servers[root]


def main() -> int:
    """Fork for each line; the exit status of the command, in the child alone."""
    for name in (*IMPORTED, *HEAVY):
        import_module(name)
    while line := _line():
        task = json.loads(line)
        child = os.fork()
        if child == 0:
            return _become(task)
        os.write(1, json.dumps(_ended(child)).encode() + b"\n")
    return 0


def _line() -> bytes:
    """One line, and no byte more: what is read ahead would be lost to the next."""
    line = b""
    while not line.endswith(b"\n") and (byte := os.read(0, 65536)):
        line += byte
    return line


def _ended(child: int) -> int | str:
    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except TimeoutError:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return TIMED_OUT
    finally:
        signal.alarm(0)


def _become(task: dict[str, Any]) -> int:
    """A fresh process for the command; returns its exit status."""
    write = os.O_WRONLY | os.O_CREAT
    for number, (name, mode) in enumerate((("in", os.O_RDONLY), ("out", write), ("err", write))):
        opened = os.open(task[name], mode, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as we
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115
    os.chdir(task["cwd"])
    os.environ.clear()
    os.environ.update(task["env"])
    from onboard.sandbox import child

    return child.main(*task["argv"])


if __name__ == "__main__":
    sys.exit(main())
