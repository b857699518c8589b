"""The branches of a bare repository, asked of git itself."""

import os
import subprocess
from pathlib import Path

from onboard.sandbox.aws.errors import AwsError

_TIME_LIMIT = 10  # seconds


def branches(folder: Path) -> dict[str, str]:
    """Branch names and the commits at their tips."""
    text = _git(folder, "for-each-ref", "--format=%(objectname) %(refname:strip=2)", "refs/heads")
    pairs = (line.split(" ", 1) for line in text.splitlines())
    return {name: commit for commit, name in pairs}


def default_branch(folder: Path) -> str | None:
    """The branch that HEAD names, once it has a commit."""
    try:
        text = (folder / "HEAD").read_text(encoding="utf-8").strip()
    except OSError:
        return None
    name = text.removeprefix("ref: refs/heads/")
    loose = folder / "refs" / "heads" / name
    return name if loose.exists() or name in branches(folder) else None


def _git(folder: Path, *arguments: str) -> str:
    clean = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    clean |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C"}
    command = ["git", "-c", f"safe.directory={folder}", "--git-dir", str(folder), *arguments]
    try:
        done = subprocess.run(
            command, env=clean, capture_output=True, timeout=_TIME_LIMIT, check=True
        )
    except (OSError, subprocess.SubprocessError) as problem:
        raise AwsError(
            "InternalFailure", f"The repository cannot be read: {problem}", 500
        ) from None
    return done.stdout.decode(errors="replace")
