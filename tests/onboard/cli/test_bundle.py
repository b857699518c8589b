"""`onboard bundle`: shown in full, written only where that was asked for, and never over a file."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandboxes import RunningSandbox, running


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    with running(tmp_path_factory.mktemp("state")) as started:
        yield started


def test_it_is_written_as_it_was_shown(sandbox: RunningSandbox, tmp_path: Path) -> None:
    file = tmp_path / "bundle.txt"
    done = sandbox.onboard("bundle", "-o", str(file), "--yes")
    assert done.returncode == 0, done.stderr
    assert file.read_text("utf-8").strip() == done.stdout.strip()
    document = json.loads(file.with_suffix(".json").read_text("utf-8"))
    assert document["identity"]["kind"] == "iam-user"
    assert [path.stat().st_mode & 0o777 for path in tmp_path.iterdir()] == [0o600, 0o600]
    secret = (sandbox.home / ".aws/credentials").read_text().split()[-1]
    assert not any(one in done.stdout for one in (secret, "111122223333", "jane", "AKIA"))
    again = sandbox.onboard("bundle", "-o", str(file), "--yes")
    assert (again.returncode, "never overwritten" in again.stderr) == (1, True)


def test_nothing_is_written_unseen(sandbox: RunningSandbox, tmp_path: Path) -> None:
    done = sandbox.onboard("bundle", "-o", str(tmp_path / "bundle.txt"))
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert "--yes" in done.stderr
    named = sandbox.onboard("bundle", "-o", str(tmp_path / "bundle.json"), "--yes")
    assert (named.returncode, list(tmp_path.iterdir())) == (2, [])
    plain = sandbox.onboard("bundle", "--json")
    assert json.loads(plain.stdout)["onboard"]
