"""Bare repositories for the sandbox, made by git itself without any of the person's settings."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from onboard.errors import ToolFailed

_KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR")
_SETTINGS = ("gc.auto=0", "receive.autogc=false", "maintenance.auto=false")
_AUTHOR = "Sandbox <sandbox@example.com> 1767225600 +0000"


def git_environment(env: Mapping[str, str]) -> dict[str, str]:
    """What a git of the sandbox's servers runs with: nothing of the person's but the PATH."""
    kept = {name: env[name] for name in _KEPT if name in env}
    return kept | {
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }


def create_bare(path: Path) -> None:
    """Make a bare repository with one commit on `main`; it appears whole or not at all."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".new-", dir=path.parent))
    try:
        _fill(work, path.name.removesuffix(".git"))
        work.rename(path)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _fill(work: Path, name: str) -> None:
    _git(work, "init", "--quiet", "--bare", "--template=", "--initial-branch=main")
    for setting in _SETTINGS:
        key, value = setting.split("=")
        _git(work, "config", key, value)
    _git(work, "fast-import", "--quiet", text=_first_commit(name))


def _first_commit(name: str) -> str:
    readme = f"# {name}\n\nA repository of the sandbox.\n"
    message = "Start the repository\n"
    return (
        f"commit refs/heads/main\ncommitter {_AUTHOR}\n"
        f"data {len(message.encode())}\n{message}"
        f"M 100644 inline README.md\ndata {len(readme.encode())}\n{readme}\n"
    )


def _git(work: Path, *command: str, text: str = "") -> None:
    done = subprocess.run(
        ["git", *command],
        cwd=work,
        env=git_environment(os.environ),
        input=text.encode(),
        capture_output=True,
        timeout=60,
    )
    if done.returncode:
        detail = done.stderr.decode("utf-8", "replace").strip()
        raise ToolFailed(
            f"git could not make a repository for the sandbox: {detail}", detail=detail
        )
