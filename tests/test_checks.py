"""The checks that are tests: lint, format, types, and what may import what."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CHECKS = {
    "lint": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy"],
}


@pytest.mark.parametrize("name", CHECKS)
def test_the_tree_passes(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *CHECKS[name]], cwd=ROOT, capture_output=True, text=True, timeout=200
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("onboard.engine", {"textual", "screens", "boto3", "botocore", "paramiko", "keyring"}),
        ("onboard.cli.setup", {"textual", "screens", "boto3", "botocore", "paramiko", "keyring"}),
        ("screens.app", {"boto3", "botocore", "paramiko", "keyring", "cryptography", "moto"}),
        ("onboard.__main__", {"argparse", "json", "textual", "boto3", "typing", "dataclasses"}),
    ],
)
def test_importing_does_not_load(module: str, absent: set[str]) -> None:
    program = f"import sys; import {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    floor = subprocess.run(
        [sys.executable, "-c", "import sys; print(*sys.modules)"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert not absent & (set(done.stdout.split()) - set(floor.stdout.split()))


def test_no_file_is_longer_than_300_lines() -> None:
    sources = [*ROOT.glob("onboard/**/*.py"), *ROOT.glob("screens/**/*.py")]
    long = [str(one) for one in sources if len(one.read_text("utf-8").splitlines()) > 300]
    assert sources
    assert not long
