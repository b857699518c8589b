"""AWS fails in every way at every operation: one clear message, and everything is put back."""

import json
from pathlib import Path

import pytest

from tests.sandboxes import running

ROOT = Path(__file__).parents[2]
PERSONS_FILES = {
    ".gitconfig": "[user]\n\tname = Jane\n[credential]\n\thelper = store\n",
    ".ssh/config": "Host *\n  ServerAliveInterval 30",
}
ALWAYS = {"GetCallerIdentity", "ListServiceSpecificCredentials", "ListSSHPublicKeys"}
USED = {
    "https": {"CreateServiceSpecificCredential", "DeleteServiceSpecificCredential"},
    "ssh": {"UploadSSHPublicKey", "DeleteSSHPublicKey"},
    "helper": set[str](),
    "grc": set[str](),
}
"""What a set-up and its undo call at the least besides observing."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One process for all methods, or one for each where every cell is tried."""
    every = metafunc.config.getoption("--long")
    groups = [(method,) for method in USED] if every else [tuple(USED)]
    metafunc.parametrize(("methods", "every"), [(group, every) for group in groups])


@pytest.mark.timeout(1200)
def test_aws_fails_in_every_way(methods: tuple[str, ...], every: bool, tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        for name, text in PERSONS_FILES.items():
            path = sandbox.home / name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            path.write_text(text)
            path.chmod(0o600)
        words = (*methods, *(("all",) if every else ()))
        done = sandbox.program("tests.faulting", *words, seconds=1100 if every else 220)
        assert done.returncode == 0, done.stderr
        result = json.loads(done.stdout.splitlines()[-1])
    for method in methods:
        one = result[method]
        print(f"{method}: {len(one['operations'])} operations, {sum(one['ends'].values())} cells, "
              f"{len(one['failures'])} failures: {one['ends']}")  # fmt: skip
        assert ALWAYS | USED[method] <= {*one["operations"]}
    assert [failure for method in methods for failure in result[method]["failures"]] == []
