"""Real sandboxes for tests: start one, run programs inside it, run `onboard` beside it.

@pytest.fixture(scope="module")
def sandbox(tmp_path_factory):
    with sandboxes.running(tmp_path_factory.mktemp("state")) as started:
        yield started
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from onboard.observe import tools, versions
from onboard.places import here
from onboard.sandbox import attach
from onboard.sandbox.attach import Attached
from onboard.sandbox.environment import scrubbed, supervised
from onboard.sandbox.folder import Folder
from onboard.sandbox.lock import held
from onboard.sandbox.start import attach_or_start
from tests import forked

ROOT = Path(__file__).parents[1]
IDLE = 120.0
Done = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class RunningSandbox:
    """One server and its home."""

    state: Path
    """What `XDG_STATE_HOME` says outside."""
    folder: Folder
    attached: Attached

    @property
    def home(self) -> Path:
        return self.folder.home

    @property
    def env(self) -> dict[str, str]:
        """The environment of a process inside the sandbox."""
        return supervised(self.folder, self.attached, outside(self.state))

    def control(self, verb: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Ask the server for what only a sandbox has."""
        return attach.call(self.attached, verb, body or {})

    def run(self, *argv: str | Path, **more: Any) -> Done:
        """Run a program inside, as git, ssh or aws; its output is captured."""
        return _run(argv, {"env": self.env, "cwd": self.home} | more)

    def onboard(self, *argv: str, input: str | None = None, errors: str = "strict") -> Done:
        """Run `onboard … --sandbox=SCENARIO`, as the supervisor does when it has found the server.

        `tests.sandboxes.onboard` starts all of it from outside.
        """
        if argv[0] == "sandbox":  # it looks at sandboxes from outside
            return onboard(self.state, *argv, f"--sandbox={self.folder.scenario}")
        running = attach_or_start(self.folder, IDLE)
        env = supervised(self.folder, running, outside(self.state))
        typed = None if input is None else input.encode("utf-8", errors)
        given = forked.run((str(self.folder.root), *argv), env, self.home, typed)
        out, err = (one.decode("utf-8", errors) for one in given[1:])
        return Done(argv, given[0], out, err)

    def program(
        self, module: str, *argv: str, env: Mapping[str, str] | None = None, seconds: float = 120
    ) -> Done:
        """Run `python -m MODULE FOLDER ARGV` inside, from the project's own folder."""
        words = (str(self.folder.root), *argv)
        status, out, err = forked.run(words, env or self.env, ROOT, None, module, seconds)
        return Done(words, status, out.decode(), err.decode())

    def stop(self) -> None:
        """End the server and wait until it is gone."""
        if running := attach.answering(self.folder):
            attach.call(running, "stop", {})
        with held(self.folder.serving, 30):
            return


def start(state: Path, scenario: str = "iam-user", idle: float = IDLE) -> RunningSandbox:
    """A sandbox whose state is in that folder; `stop` it at the end."""
    folder = Folder(state / "onboard" / "sandbox" / scenario)
    started = RunningSandbox(state, folder, _served(folder, idle))
    _know_the_aws_cli(started)
    return started


def _served(folder: Folder, idle: float) -> Attached:
    """The server that answers, or a new one, as `attach_or_start` would have started it."""
    if attached := attach.answering(folder):
        return attached
    folder.create()
    folder.attach.unlink(missing_ok=True)
    env = scrubbed(os.environ) | {"HOME": str(folder.server), "USERPROFILE": str(folder.server)}
    forked.serve(folder.root, idle, env, folder.log)
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        if folder.attach.exists() and (attached := attach.answering(folder)):
            return attached
        time.sleep(0.01)
    raise AssertionError(folder.log.read_text("utf-8", "replace"))


def _know_the_aws_cli(sandbox: RunningSandbox) -> None:
    """What an earlier command in the sandbox would have kept: asking costs as much as a command."""
    places = replace(here(), env=sandbox.env, cache=sandbox.home / ".cache" / "onboard")
    path = places.program("aws")
    if path and not versions.known(places, path):
        versions.keep(places, path, _aws_version(path))


@cache
def _aws_version(path: Path) -> str:
    with TemporaryDirectory() as folder:
        found = tools.aws(replace(here(), env=outside(Path(folder)), cache=Path(folder)))
    assert found
    assert found.path == path
    return found.version


@contextmanager
def running(state: Path, scenario: str = "iam-user") -> Iterator[RunningSandbox]:
    """A sandbox for a `with` block or a fixture of any scope."""
    sandbox = start(state, scenario)
    try:
        yield sandbox
    finally:
        sandbox.stop()


def outside(state: Path) -> dict[str, str]:
    """The environment of a person with a home of their own beside that state folder."""
    home = state / "real-home"
    home.mkdir(parents=True, exist_ok=True)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return {
        "PATH": path,
        "HOME": str(home),
        "XDG_STATE_HOME": str(state),
        "XDG_CACHE_HOME": str(state / "cache"),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
    }


def onboard(state: Path, *argv: str, **more: Any) -> Done:
    """Run the command line as that person."""
    return _run((sys.executable, "-m", "onboard", *argv), {"env": outside(state)} | more)


def _run(argv: tuple[str | Path, ...], more: dict[str, Any]) -> Done:
    if "input" not in more:
        more.setdefault("stdin", subprocess.DEVNULL)
    options = {"capture_output": True, "text": True, "timeout": 120} | more
    return subprocess.run([str(part) for part in argv], check=False, **options)


def https_url(made: Mapping[str, Any], repository: str = "web") -> str:
    """A clone URL with the Git credential in it, as the console answered it."""
    user, password = quote(made["user_name"], safe=""), quote(made["password"], safe="")
    host = "git-codecommit.eu-west-1.amazonaws.com"
    return f"https://{user}:{password}@{host}/v1/repos/{repository}"
