"""`--user`: for another IAM user, whose password is handed over once and kept nowhere."""

import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onboard.sandbox.scenarios.made_up import ssh_key
from tests.canaries import in_files
from tests.help_desks import Desk, handed
from tests.machine import script
from tests.sandboxes import Done, RunningSandbox, running

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    with running(tmp_path_factory.mktemp("state")) as started:
        started.control("users", {"count": 14})
        yield started


@pytest.fixture(scope="module")
def desk(sandbox: RunningSandbox) -> Desk:
    made = Desk(sandbox)
    made.let_pull("dev-0001", "dev-0005", "dev-0006", "dev-0007", "dev-0009")
    return made


def ids(desk: Desk, user: str, kind: str = "git_credentials") -> list[str]:
    return [one["id"] for one in desk.iam()[user][kind]]


def everywhere(desk: Desk, secret: str, may: list[Path]) -> list[str]:
    """The files that hold the secret, besides those that may."""
    return in_files([desk.sandbox.state], {"password": secret}, [desk.sandbox.folder.server, *may])


def made(done: Done) -> dict[str, str]:
    assert done.returncode == 0, (done.stdout, done.stderr)
    values: dict[str, str] = json.loads(done.stdout)["values"]
    return values


def test_a_git_credential_is_handed_over_in_a_private_file(desk: Desk, tmp_path: Path) -> None:
    file, before = (
        tmp_path / "given" / "dev-0001.csv",
        (desk.sandbox.home / ".aws").stat().st_mtime_ns,
    )
    words = ("setup", "--user", "dev-0001", "--method", "https", "--hand-over", str(file))
    assert desk(*words, "--dry-run").returncode == 0
    assert len(ids(desk, "dev-0001")) == 1
    assert not file.parent.exists()
    values = made(desk(*words, "--yes", "--json"))
    given = handed(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert given["User Name"] == values["Git user name"]
    assert given["Credential Id"] == values["credential id"] == ids(desk, "dev-0001")[1]
    assert desk.lets_in(given["User Name"], given["Password"])
    assert not desk.lets_in(given["User Name"], "another")
    assert everywhere(desk, given["Password"], []) == []
    assert not (desk.sandbox.home / ".gitconfig").exists()
    assert (desk.sandbox.home / ".aws").stat().st_mtime_ns == before
    again = desk(*words, "--yes")
    assert again.returncode == 1
    assert "are taken" in again.stderr
    assert desk("undo", "--yes").returncode == 0
    assert not file.parent.exists()
    assert len(ids(desk, "dev-0001")) == 1


def test_a_file_is_never_overwritten(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "mine"
    file.write_text("mine")
    words = ("setup", "--user", "dev-0002", "--method", "https", "--hand-over", str(file))
    done = desk(*words, "--yes")
    assert done.returncode == 1
    assert "never overwritten" in done.stderr
    assert file.read_text() == "mine"
    assert len(ids(desk, "dev-0002")) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_killed_in_between_the_next_run_makes_it_anew(
    moment: str, desk: Desk, tmp_path: Path
) -> None:
    """What IAM showed died with the process: its credential goes, and so does its file."""
    user, file = {"before": "dev-0005", "after": "dev-0006"}[moment], tmp_path / "given.csv"
    words = ("setup", "--user", user, "--method", "https", "--hand-over", str(file), "--yes")
    program = ("-m", "tests.dying", str(desk.sandbox.folder.root), moment, "hand-over", "1")
    died = desk.sandbox.run(sys.executable, *program, *words, env=desk.env, cwd=ROOT)
    assert died.returncode == -9
    lost = ids(desk, user)[1]
    assert file.exists() is (moment == "after")
    told = desk(*words)
    assert "ended in the middle" in told.stderr
    assert desk("resume", "--yes").returncode == 0
    now = ids(desk, user)
    assert lost not in now
    assert now[1:] == [handed(file)["Credential Id"]]
    assert desk.lets_in(handed(file)["User Name"], handed(file)["Password"])
    assert desk("undo", "--yes").returncode == 0
    assert len(ids(desk, user)) == 1
    assert not file.exists()


def test_to_the_clipboard_by_standard_input(desk: Desk, tmp_path: Path) -> None:
    script(tmp_path / "bin" / "pbcopy", f"#!/bin/sh\nprintf '%s' \"$*\" >{tmp_path}/argv\n"
           f"cat >{tmp_path}/copied\n")  # fmt: skip
    words = ("setup", "--user", "dev-0007", "--method", "https", "--hand-over", "clipboard")
    none = desk(*words, "--yes")
    assert none.returncode == 1
    assert "no program" in none.stderr
    path = f"{tmp_path / 'bin'}:{desk.env['PATH']}"
    values = made(desk(*words, "--yes", "--json", env=desk.env | {"PATH": path}))
    password = (tmp_path / "copied").read_text()
    assert desk.lets_in(values["Git user name"], password)
    assert (tmp_path / "argv").read_text() == ""
    assert everywhere(desk, password, []) == []


def test_a_new_password_in_place_is_printed_where_that_is_asked(desk: Desk) -> None:
    words = ("rotate", "--user", "dev-0009", "--reset-password", "--yes")
    assert "--hand-over" in desk(*words).stderr
    shown = desk(*words, "--hand-over", "show")
    assert shown.returncode == 2  # there is no terminal here
    assert desk(*words, "--hand-over", "stdout", "--json").returncode == 2
    done = desk(*words, "--hand-over", "stdout")
    assert done.returncode == 0
    (password,) = done.stdout.splitlines()
    assert password not in done.stderr
    assert desk.lets_in(f"dev-0009-at-{111122223333}", password)
    assert everywhere(desk, password, []) == []


def test_by_id_it_is_deactivated_activated_and_deleted(desk: Desk) -> None:
    one = ids(desk, "dev-0010")[0]

    def now() -> list[str]:
        return [each["status"] for each in desk.iam()["dev-0010"]["git_credentials"]]

    words = ("rotate", "--user", "dev-0010", "--yes")
    assert desk(*words, "--deactivate", one).returncode == 0
    assert now() == ["Inactive"]
    assert desk("undo", "--yes").returncode == 0
    assert now() == ["Active"]
    assert desk(*words, "--deactivate", one).returncode == 0
    assert desk(*words, "--activate", one).returncode == 0
    assert now() == ["Active"]
    deleted = desk(*words, "--delete", one)
    assert "cannot be undone" in deleted.stdout
    assert now() == []


def test_their_public_key_is_uploaded_and_its_id_told(desk: Desk, tmp_path: Path) -> None:
    key = tmp_path / "theirs.pub"
    key.write_text(f"{ssh_key('dev@laptop', 0).body}\n")
    words = ("setup", "--user", "dev-0011", "--key", str(key), "--yes")
    values = made(desk(*words, "--json"))
    assert values["key id"] in ids(desk, "dev-0011", "ssh_keys")
    again = desk(*words)
    assert again.returncode == 0
    assert values["key id"] in again.stderr
    assert ids(desk, "dev-0011", "ssh_keys").count(values["key id"]) == 1
    found = json.loads(desk("status", "--user", "dev-0011", "--json").stdout)
    assert values["key id"] in [row["id"] for row in found["credentials"]]
    assert desk("remove", "--yes").stdout.strip() == "Nothing to remove."
    assert desk("remove", "--user", "dev-0011", "--yes").returncode == 0
    assert values["key id"] not in ids(desk, "dev-0011", "ssh_keys")


def test_who_may_not_is_told_what_to_ask_for(desk: Desk, tmp_path: Path) -> None:
    words = ("setup", "--user", "dev-0013", "--method", "https", "--hand-over")
    done = desk(*words, str(tmp_path / "f"), "--yes", env=desk.sandbox.env)
    assert done.returncode == 1
    assert "onboard policy" in done.stderr
    assert "resource: user dev-0013" in done.stderr
    assert not (tmp_path / "f").exists()
    assert desk("status", "--user", "nobody").returncode == 1
    own = desk("setup", "--method", "https", "--hand-over", "show", "--yes", env=desk.sandbox.env)
    assert own.returncode == 2
