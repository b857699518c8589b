"""Killed at any moment: the next run knows, and both resume and undo reach a valid end."""

import json
from pathlib import Path

import pytest

from tests.sandboxes import running

METHODS = ("https", "ssh", "helper", "grc")
LEAST = {"https": 16, "ssh": 20, "helper": 6, "grc": 6}
"""Kill points that a set-up has at the least; fewer mean that the hook sees nothing."""
PERSONS_FILES = {
    ".gitconfig": "[user]\n\tname = Jane\n[credential]\n\thelper = store\n",
    ".ssh/config": "Host *\n  ServerAliveInterval 30",
    ".ssh/known_hosts": "example.com ssh-rsa AAAA\n",
}


@pytest.mark.parametrize("method", METHODS)
def test_killed_at_every_moment(
    method: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    long = ("both",) if request.config.getoption("--long") else ()
    with running(tmp_path) as sandbox:
        for name, text in PERSONS_FILES.items():
            path = sandbox.home / name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            path.write_text(text)
            path.chmod(0o600)
        done = sandbox.program("tests.killing", method, *long, seconds=220 * (1 + len(long)))
        assert done.returncode == 0, done.stderr
        result = json.loads(done.stdout.splitlines()[-1])
        print(f"{method}: {result['points']} kill points, {len(result['failures'])} failures")
        assert result["points"] >= LEAST[method]
        assert result["failures"] == []
