"""`--key` takes any key of the person's, wherever it is and by either half."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandboxes import Done, RunningSandbox, running

PASS = "pass phrase"


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    with running(tmp_path_factory.mktemp("state")) as started:
        yield started


def make(path: Path, passphrase: str = "") -> Path:
    words = ("-q", "-t", "rsa", "-b", "2048", "-N", passphrase, "-f", path)
    subprocess.run(["ssh-keygen", *words], check=True)
    return path


def setup(
    sandbox: RunningSandbox, key: Path, *more: str, typed: str = "", errors: str = "strict"
) -> Done:
    words = ("setup", "--method", "ssh", "--yes", "--json", "--key", str(key))
    return sandbox.onboard(*words, *more, input=typed, errors=errors)


@pytest.mark.parametrize("name", ["plain", "with space", "100%h"])
def test_a_key_of_any_folder_is_used(name: str, sandbox: RunningSandbox, tmp_path: Path) -> None:
    key = make(tmp_path / name)
    done = setup(sandbox, key.with_name(f"{name}.pub"))
    shown = json.loads(done.stdout)
    assert (done.returncode, shown["proof"]["ok"]) == (0, True), shown
    assert "create-key-pair" not in [step["kind"] for step in shown["plan"]]
    assert sandbox.onboard("undo", "--yes").returncode == 0
    assert key.exists()


def test_the_private_half_is_enough(sandbox: RunningSandbox, tmp_path: Path) -> None:
    key = make(tmp_path / "alone", PASS)
    key.with_suffix(".pub").unlink()
    done = setup(sandbox, key, "--passphrase-stdin", typed=f"{PASS}\n")
    assert json.loads(done.stdout)["proof"]["ok"], done.stdout
    assert sandbox.onboard("undo", "--yes").returncode == 0


def test_nothing_is_begun_with_a_key_that_cannot_be_used(
    sandbox: RunningSandbox, tmp_path: Path
) -> None:
    quoted = make(tmp_path / 'a"b')
    locked = make(tmp_path / "locked", PASS)
    cases: list[tuple[Path, tuple[str, ...], str, str]] = [
        (quoted, (), "", "cannot be written into the ssh configuration"),
        (locked, ("--passphrase-stdin",), "wrong\n", "does not open"),
        (locked, ("--passphrase-stdin",), "\udcff\n", "not UTF-8"),
        (locked, ("--passphrase-stdin", "--no-passphrase"), "", "not allowed with"),
        (tmp_path / "none", (), "", "There is no key"),
    ]
    for key, more, typed, words in cases:
        done = setup(sandbox, key, *more, typed=typed, errors="surrogateescape")
        error = json.loads(done.stdout)["error"]
        assert (done.returncode, words in error["message"]) == (2, True), error
        assert "put back" not in error["message"], error
    assert json.loads(sandbox.onboard("status", "--json").stdout)["setups"] == []
