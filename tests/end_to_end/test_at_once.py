"""Many runs at the same moment on one home: each ends well or says why, and nothing breaks."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.sandboxes import Done, RunningSandbox, running

PERSONS_FILES = {
    ".gitconfig": "[user]\n\tname = Jane\n",
    ".ssh/config": "Host *\n  ServerAliveInterval 30",
    ".ssh/known_hosts": "example.com ssh-rsa AAAA\n",
}
OURS = (".local/state/onboard", ".cache/onboard")
SSH = ("--no-passphrase", "--bits", "2048")
SETUP = ("setup", "--yes", "--method")
TWO = ((*SETUP, "https"), (*SETUP, "https"))
TWENTY = (
    *[(*SETUP, "https")] * 7,
    *[(*SETUP, "ssh", *SSH)] * 2,
    *[(*SETUP, "helper")] * 3,
    *[(*SETUP, "grc")] * 2,
    *[("undo", "--yes")] * 3,
    ("remove", "--method", "helper", "--yes"),
    ("status",),
    ("history",),
)
MAY_SAY = {"changed-meanwhile", "file-refused", "bad-input"}
"""Something changed after it was shown; the lock was held too long; it was taken back already."""


def run(sandbox: RunningSandbox, *words: str) -> Done:
    """A process of its own, without the supervisor that would only start it."""
    inside = (sys.executable, "-m", "onboard.sandbox.child", str(sandbox.folder.root))
    return sandbox.run(*inside, *words, "--json")


def contents(home: Path) -> dict[str, str]:
    """Every file of the home, less our own state and cache."""
    names = {str(one.relative_to(home)): one for one in home.rglob("*") if one.is_file()}
    return {
        name: sha256(path.read_bytes()).hexdigest()
        for name, path in names.items()
        if not name.startswith(OURS)
    }


def document(done: Done) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    with running(tmp_path_factory.mktemp("state")) as started:
        for name, text in PERSONS_FILES.items():
            path = started.home / name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            path.write_text(text)
            path.chmod(0o600)
        yield started


@pytest.mark.parametrize("commands", [TWO, TWENTY], ids=["two", "twenty"])
def test_runs_at_once(commands: tuple[tuple[str, ...], ...], sandbox: RunningSandbox) -> None:
    before = contents(sandbox.home)
    with ThreadPoolExecutor(len(commands)) as pool:
        ended = list(pool.map(lambda words: run(sandbox, *words), commands))
    said = [document(one) for one in ended]
    assert {one.returncode for one in ended} <= {0, 1, 2, 4}, said
    assert any(row.get("applied") for row in said)
    errors = [row["error"] for row in said if "error" in row]
    assert {one["code"] for one in errors} <= MAY_SAY, errors
    print(f"{len(ended)} at once: {Counter(one.returncode for one in ended)}")
    nothing_is_lost(sandbox)
    everything_can_be_taken_back(sandbox, before)


def nothing_is_lost(sandbox: RunningSandbox) -> None:
    """What IAM has and what is here belong to each other, and one more run finds no harm."""
    seen = document(sandbox.onboard("status", "--json"))
    assert seen["resumable"] is None
    held = [row for row in seen["credentials"] if row["type"] != "access-key"]
    assert [row for row in held if not row["on_this_machine"]] == []
    assert seen["slots"]["git-credential"]["used"] <= 1, held
    for name, text in PERSONS_FILES.items():
        assert text.strip() in (sandbox.home / name).read_text()
    assert document(sandbox.onboard(*SETUP, "https", "--json"))["proof"]["ok"]
    assert document(sandbox.onboard(*SETUP, "https", "--json"))["plan"] == []


def everything_can_be_taken_back(sandbox: RunningSandbox, before: dict[str, str]) -> None:
    assert document(sandbox.onboard("remove", "--yes", "--json"))["left"] == []
    assert contents(sandbox.home) == before
    seen = document(sandbox.onboard("status", "--json"))
    assert [row["type"] for row in seen["credentials"]] == ["access-key"]
    assert seen["setups"] == []
