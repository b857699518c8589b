"""Asking a remote, with the person's own git and the sign-in it would use."""

import shlex
import tempfile
from collections.abc import Mapping
from pathlib import Path

from onboard.errors import ToolFailed
from onboard.git.command import git_version, run
from onboard.places import Places
from onboard.program import Finished
from onboard.ssh.command import PROOF_OPTIONS, agent_option
from onboard.ssh.started import is_putty

__all__ = ["dry_push", "git_version", "ls_remote", "ssh_command"]

_AUTHOR = {
    f"GIT_{who}_{what}": text
    for who in ("AUTHOR", "COMMITTER")
    for what, text in (
        ("NAME", "onboard"),
        ("EMAIL", "onboard@localhost"),
        ("DATE", "1700000000 +0000"),
    )
}


def ls_remote(
    places: Places,
    url: str,
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
    cwd: Path | None = None,
) -> Finished:
    """`git ls-remote` of the URL, from a neutral folder, with the person's global configuration.

    With `cwd`, in that clone, and with its own settings as well.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return run(
            places,
            "ls-remote",
            "--",
            url,
            cwd=cwd or Path(folder),
            env=_proof_environment(places, env, cwd),
            timeout=timeout,
        )


def dry_push(
    places: Places, url: str, env: Mapping[str, str] | None = None, timeout: float = 60
) -> Finished:
    """`git push --dry-run` of an empty commit: whether pushing is allowed, with nothing sent."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        commit = _empty_commit(places, folder)
        return run(
            places,
            *("-c", "push.pushOption="),  # the person's own options would need the server's help
            *("push", "--dry-run", "--no-verify", "--no-signed", "--recurse-submodules=no"),
            *("--", url, f"{commit}:refs/heads/onboard-proof-{commit[:8]}"),
            cwd=folder,
            env=_proof_environment(places, env),
            timeout=timeout,
        )


def ssh_command(
    places: Places, env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> str:
    """The ssh that git would start for this person, told not to ask and to change nothing."""
    base, simple = _own_ssh(places, cwd or places.home)
    if simple:
        return base
    # the last -F counts: what a person's own command may say leads nowhere out of a sandbox
    files = places.ssh_options()
    return " ".join([base, *map(shlex.quote, (*files, *PROOF_OPTIONS, *agent_option(env)))])


def _own_ssh(places: Places, cwd: Path) -> tuple[str, bool]:
    """Git's own choice of ssh, and whether that program takes none of OpenSSH's options."""
    command = places.env.get("GIT_SSH_COMMAND") or run(
        places, "config", "--get", "core.sshCommand", cwd=cwd
    ).out.rstrip("\n")
    if not command:
        command = shlex.quote(places.env.get("GIT_SSH") or "ssh")
    try:
        first = shlex.split(command)[0]
    except (ValueError, IndexError):
        first = command
    return command, is_putty(first)


def _proof_environment(
    places: Places, env: Mapping[str, str] | None, cwd: Path | None = None
) -> dict[str, str]:
    return dict(env or {}) | {"GIT_SSH_COMMAND": ssh_command(places, env, cwd)}


def _empty_commit(places: Places, folder: Path) -> str:
    first = {"GIT_DEFAULT_HASH": "sha1"}
    _output(run(places, "init", "--quiet", "--bare", "--template=", ".", cwd=folder, env=first))
    tree = _output(run(places, "mktree", stdin=b"", cwd=folder))
    return _output(run(places, "commit-tree", tree, "-m", "Proof", cwd=folder, env=_AUTHOR))


def _output(finished: Finished) -> str:
    if finished.status:
        raise ToolFailed(
            f"`git {finished.command[1]}` failed in a temporary folder.",
            "Run `git --version`; if that works, see that there is room in the temporary folder.",
            finished.err,
        )
    return finished.out.strip()
