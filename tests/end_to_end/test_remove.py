"""`onboard remove`: whatever this tool set up goes, what is not its own stays."""

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.sandboxes import RunningSandbox, running

METHODS = ("https", "ssh", "helper", "grc")
REMOVE = ("remove", "--yes", "--json")
OURS = (".local/state/onboard", ".cache/onboard")


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with running(tmp_path) as started:
        yield started


def contents(sandbox: RunningSandbox) -> dict[str, str]:
    """Every file of the home, less our own state and cache."""
    names = {str(one.relative_to(sandbox.home)): one for one in sandbox.home.rglob("*")}
    return {
        name: sha256(one.read_bytes()).hexdigest()
        for name, one in names.items()
        if one.is_file() and not name.startswith(OURS)
    }


def set_up(sandbox: RunningSandbox, *methods: str) -> None:
    for method in methods:
        extra = ("--no-passphrase", "--bits", "2048") if method == "ssh" else ()
        done = sandbox.onboard("setup", "--method", method, "--yes", "--json", *extra)
        assert done.returncode == 0, done.stdout


def removed(sandbox: RunningSandbox, *more: str, exit_status: int = 0) -> dict[str, Any]:
    done = sandbox.onboard(*REMOVE, *more)
    assert "Traceback" not in done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    assert done.returncode == exit_status, (document, done.stderr)
    return document


def status(sandbox: RunningSandbox) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(sandbox.onboard("status", "--json").stdout)
    return document


def at_iam(sandbox: RunningSandbox) -> list[str]:
    return [row["type"] for row in status(sandbox)["credentials"]]


def test_nothing_set_up_is_nothing_to_remove(sandbox: RunningSandbox) -> None:
    done = sandbox.onboard("remove")
    assert (done.returncode, done.stdout) == (0, "Nothing to remove.\n")
    assert removed(sandbox)["plan"] == []


def test_all_four_methods_go_and_everything_is_as_before(sandbox: RunningSandbox) -> None:
    before = contents(sandbox)
    set_up(sandbox, *METHODS)
    shown = json.loads(sandbox.onboard("remove", "--dry-run", "--json").stdout)
    assert (shown["applied"], at_iam(sandbox)) == ([], ["git-credential", "ssh-key", "access-key"])
    gone = removed(sandbox)
    assert gone["plan"] == shown["plan"]
    assert gone["applied"] == [row["step"] for row in gone["plan"]]
    assert gone["left"] == []
    assert contents(sandbox) == before
    assert at_iam(sandbox) == ["access-key"]
    assert status(sandbox)["setups"] == []
    again = removed(sandbox)
    assert (again["plan"], again["left"]) == ([], [])


def test_one_method_goes_and_ssh_stays_proven(sandbox: RunningSandbox) -> None:
    set_up(sandbox, "ssh")
    before = contents(sandbox)
    set_up(sandbox, "https")
    assert removed(sandbox, "--method", "https")["left"] == []
    assert contents(sandbox) == before
    assert [(row["method"], bool(row["proved"])) for row in status(sandbox)["setups"]] == [
        ("ssh", True)
    ]
    assert at_iam(sandbox) == ["ssh-key", "access-key"]
    assert removed(sandbox, "--method", "https")["plan"] == []


def test_settings_that_a_newer_method_stands_on_are_left_to_it(sandbox: RunningSandbox) -> None:
    before = contents(sandbox)
    set_up(sandbox, "https", "helper")
    shared = contents(sandbox)
    gone = removed(sandbox, "--method", "https")
    assert "helper" in " ".join(gone["left"])
    assert contents(sandbox) == shared
    assert at_iam(sandbox) == ["access-key"]
    assert removed(sandbox, "--method", "https")["plan"] == []
    assert removed(sandbox)["left"] == []
    assert contents(sandbox) == before


def test_with_a_lost_journal_local_things_go_and_iam_is_named(sandbox: RunningSandbox) -> None:
    set_up(sandbox, "https", "ssh")
    held = {row["type"]: row["id"] for row in status(sandbox)["credentials"]}
    shutil.rmtree(sandbox.home / ".local/state/onboard/runs")
    left = " ".join(removed(sandbox, exit_status=1)["left"])
    assert held["git-credential"] in left
    assert held["ssh-key"] in left
    assert status(sandbox)["setups"] == []
    assert at_iam(sandbox) == ["git-credential", "ssh-key", "access-key"]
    assert removed(sandbox)["plan"] == []


def test_what_cannot_be_reached_is_named_and_the_rest_goes(sandbox: RunningSandbox) -> None:
    set_up(sandbox, "https")
    aws = sandbox.home / ".aws"
    aws.rename(sandbox.home / ".aws-away")
    gone = removed(sandbox, exit_status=1)
    assert (len(gone["left"]), len(gone["applied"])) == (1, len(gone["plan"]) - 1)
    assert "onboard remove" in gone["left"][0]
    assert not (sandbox.home / ".gitconfig").exists()
    (sandbox.home / ".aws-away").rename(aws)
    assert len(removed(sandbox)["plan"]) == 1
    assert at_iam(sandbox) == ["access-key"]


def test_what_another_helper_remembers_of_ours_goes_and_the_rest_stays(
    sandbox: RunningSandbox,
) -> None:
    set_up(sandbox, "https")
    host = "git-codecommit.eu-west-1.amazonaws.com"
    kept = sandbox.home / "kept"
    kept.write_text(
        f"https://jane-at-111122223333:x@{host}\nhttps://AKIAIOSFODNN7EXAMPLE:z@{host}\n"
        f"https://joe-at-111122223333:y@{host}\nhttps://joe:y@example.com\n"
    )
    sandbox.run("git", "config", "--global", "credential.helper", f"store --file={kept}")
    removed(sandbox)
    assert kept.read_text() == (
        f"https://joe-at-111122223333:y@{host}\nhttps://joe:y@example.com\n"
    )
    assert removed(sandbox)["plan"] == []
