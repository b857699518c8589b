"""Programs and servers of sandboxes without the price of starting Python: each is a fork.

`python -m tests.forked KIND` imports once what that kind needs, and forks for each line that it
reads: the child gets the environment, the folder and the files of a fresh process, runs the module
as `python -m` would, and exits as Python exits. Each test worker has one process of each kind; a
command is waited for, a server is not. Tests of starting itself start Python.
"""

import atexit
import gc
import json
import os
import runpy
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from threading import Lock
from typing import IO, Any, Literal, cast

from onboard.sandbox.environment import scrubbed

ROOT = Path(__file__).parents[1]
COMMAND, SERVER = "onboard.sandbox.child", "onboard.sandbox.server"
Kind = Literal["command", "server"]
TIMED_OUT = "timed out"
_templates: "dict[Kind, subprocess.Popen[bytes]]" = {}
_locks: dict[Kind, Lock] = {"command": Lock(), "server": Lock()}


def run(
    argv: tuple[str, ...],
    env: Mapping[str, str],
    cwd: Path,
    typed: bytes | None = None,
    module: str = COMMAND,
    seconds: float = 120,
) -> tuple[int, bytes, bytes]:
    """The exit status of `python -m MODULE ARGV`, and what it printed; one at a time."""
    with TemporaryDirectory() as folder:
        streams = {name: str(Path(folder, name)) for name in ("in", "out", "err")}
        Path(streams["in"]).write_bytes(typed or b"")
        task = {"module": module, "argv": argv, "seconds": seconds}
        status = _asked("command", task, env, cwd, streams)
        if status == TIMED_OUT:
            raise subprocess.TimeoutExpired(argv, seconds)
        out, err = (Path(streams[name]).read_bytes() for name in ("out", "err"))
        return int(status), out, err


def serve(root: Path, idle: float, env: Mapping[str, str], log: Path) -> None:
    """Start the server of that sandbox."""
    streams = {"in": os.devnull, "out": str(log), "err": str(log)}
    _asked("server", {"module": SERVER, "argv": (str(root), str(idle))}, env, root, streams)


def _asked(
    kind: Kind, task: dict[str, Any], env: Mapping[str, str], cwd: Path, streams: dict[str, str]
) -> Any:
    task |= {"env": dict(env), "cwd": str(cwd)} | streams
    with _locks[kind]:
        if kind not in _templates:
            _templates[kind] = _template(kind)
        stdin = cast(IO[bytes], _templates[kind].stdin)
        stdout = cast(IO[bytes], _templates[kind].stdout)
        stdin.write(json.dumps(task).encode() + b"\n")
        stdin.flush()
        return json.loads(stdout.readline())


def _template(kind: Kind) -> "subprocess.Popen[bytes]":
    words = (sys.executable, "-m", "tests.forked", kind)
    pipe = subprocess.PIPE
    env = scrubbed(os.environ)  # the models are read as on a machine without AWS settings
    started = subprocess.Popen(words, stdin=pipe, stdout=pipe, cwd=ROOT, env=env)
    atexit.register(started.communicate)
    return started


def _import_for_commands() -> None:
    for name in (
        "onboard.cli.setup",
        "onboard.cli.status",
        "onboard.cli.rotate",
        "onboard.engine",
        "onboard.sandbox.child",
        "cryptography.hazmat.primitives.asymmetric.rsa",
    ):
        import_module(name)
    from onboard.aws.loading import load_session
    from onboard.places import here

    made = load_session(here(), None)
    for service in ("sts", "iam", "codecommit"):  # their models are read once
        made.client(service, aws_access_key_id="-", aws_secret_access_key="-")


def _import_for_servers() -> None:
    for name in (
        "moto.core.parse",
        "moto.core.serialize",
        "onboard.sandbox.server",
        "onboard.sandbox.git.ssh_session",
        "cryptography.x509.verification",
    ):
        import_module(name)
    from onboard.sandbox.aws import wire

    for service in ("sts", "iam", "codecommit"):
        wire.model(service)


PREPARE: dict[Kind, Callable[[], None]] = {
    "command": _import_for_commands,
    "server": _import_for_servers,
}


def main(kind: Kind) -> int:
    """Fork for each line; the exit status of what was asked for, in the child alone."""
    folder = Path(mkdtemp())
    home = folder / "home"  # botocore keeps the home that it was imported in: a link to the task's
    os.environ["HOME"] = str(home)
    PREPARE[kind]()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
    task = _forked(kind, home)
    if task is None:
        shutil.rmtree(folder)
        return 0
    return _become(kind, task)


def _forked(kind: Kind, home: Path) -> dict[str, Any] | None:
    """The task, in the child that is to do it; None in the template, when no more come."""
    while line := _line():
        task: dict[str, Any] = json.loads(line)
        home.unlink(missing_ok=True)
        home.symlink_to(task["env"]["HOME"])
        child = os.fork()
        if child == 0:
            return task
        answer = _ended(child, task["seconds"]) if kind == "command" else child
        os.write(1, json.dumps(answer).encode() + b"\n")
    return None


def _line() -> bytes:
    """One line, and no byte more: what is read ahead would be lost to the next."""
    line = b""
    while not line.endswith(b"\n") and (byte := os.read(0, 65536)):
        line += byte
    return line


def _ended(child: int, seconds: float) -> int | str:
    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    except TimeoutError:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return TIMED_OUT
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _become(kind: Kind, task: dict[str, Any]) -> int:
    """A fresh process for the task; returns its exit status."""
    write = os.O_WRONLY | os.O_CREAT | os.O_APPEND
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
    if kind == "server":
        os.setsid()
    if task["module"] in sys.modules:
        return int(sys.modules[task["module"]].main(*task["argv"]))
    sys.argv = [task["module"], *task["argv"]]
    runpy.run_module(task["module"], run_name="__main__", alter_sys=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(cast(Kind, sys.argv[1])))
