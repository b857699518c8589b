"""Rotation: the new credential is proven before the old one goes, whatever happens in between."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from onboard.__main__ import run as command
from onboard.places import here
from tests.rotations import METHODS, listed, run
from tests.sandboxes import RunningSandbox, running

ROOT = Path(__file__).parents[2]
SPECIFIC = "ServiceSpecificCredential"
HOST = "git-codecommit.eu-west-1.amazonaws.com"


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with running(tmp_path) as started:
        yield started


def old_clone(sandbox: RunningSandbox, method: str, tmp_path: Path) -> tuple[list[str], str]:
    """A git command that signs in with what is set up now, whatever is set up later."""
    if method == "ssh":
        (key,) = (one for one in (sandbox.home / ".ssh").glob("*.pub"))
        copy = tmp_path / "old_key"
        copy.write_bytes(key.with_suffix("").read_bytes())
        copy.chmod(0o600)
        (id_,) = listed(sandbox, method)[1]
        ssh = f"ssh -F {sandbox.folder.ssh_config} -o IdentitiesOnly=yes -i {copy} -l {id_}"
        config = ["-c", f"core.sshCommand={ssh} -o IdentityFile={copy}"]
        return config, f"ssh://{id_}@{HOST}/v1/repos/web"
    asked = f"protocol=https\nhost={HOST}\npath=v1/repos/web\n\n"
    filled = sandbox.run("git", "credential", "fill", input=asked).stdout
    words = dict(line.split("=", 1) for line in filled.splitlines())
    helper = tmp_path / "old-helper"
    helper.write_text(f"#!/bin/sh\necho username={words['username']}\n"
                      f"echo 'password={words['password']}'\n")  # fmt: skip
    helper.chmod(0o700)
    scope = f"credential.https://{HOST}.helper"
    return ["-c", f"{scope}=", "-c", f"{scope}={helper}"], f"https://{HOST}/v1/repos/web"


@pytest.mark.parametrize("method", METHODS)
def test_the_old_one_is_let_in_until_it_is_retired(
    method: str, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    assert run(sandbox, "setup", method)[0] == 0
    (old,) = listed(sandbox, method)[1]
    config, url = old_clone(sandbox, method, tmp_path)
    before = sandbox.run("git", *config, "ls-remote", url)
    assert before.returncode == 0, before.stderr
    status, shown = run(sandbox, "rotate", method)
    (new,) = listed(sandbox, method)[1].keys() - {old}
    assert (status, shown["proof"]["ok"], shown["proof"]["credential"]) == (0, True, new), shown
    assert [row["kind"] for row in shown["plan"]][-1] == "deactivate"
    assert {id_: row["status"] for id_, row in listed(sandbox, method)[1].items()} == {
        old: "Inactive",
        new: "Active",
    }
    assert sandbox.run("git", *config, "ls-remote", url).returncode != 0
    assert sandbox.run("git", "ls-remote", shown["clone_url"]).returncode == 0
    assert sandbox.onboard("undo", "--yes").returncode == 0
    assert {id_: row["status"] for id_, row in listed(sandbox, method)[1].items()} == {
        old: "Active"
    }
    assert sandbox.run("git", *config, "ls-remote", url).returncode == 0
    assert sandbox.run("git", "ls-remote", shown["clone_url"]).returncode == 0


@pytest.mark.parametrize("method", ["https", "ssh"])
def test_without_grace_what_is_ours_goes_in_the_same_run(
    method: str, sandbox: RunningSandbox
) -> None:
    run(sandbox, "setup", method)
    status, shown = run(sandbox, "rotate", method, "--grace", "0")
    assert (status, shown["undo"]) == (0, None)
    assert [*listed(sandbox, method)[1]] == [shown["proof"]["credential"]]
    refused = sandbox.onboard("undo", "--yes", "--json")
    assert (refused.returncode, json.loads(refused.stdout)["error"]["code"]) == (1, "irreversible")
    assert sandbox.run("git", "ls-remote", shown["clone_url"]).returncode == 0
    assert sandbox.onboard("remove", "--yes").returncode == 0
    assert listed(sandbox, method)[1] == {}


def test_an_access_key_that_is_not_ours_is_deleted_by_its_id_alone(
    sandbox: RunningSandbox,
) -> None:
    run(sandbox, "setup", "helper")
    (old,) = listed(sandbox, "helper")[1]
    status, shown = run(sandbox, "rotate", "helper", "--grace", "0")
    assert (status, [row["kind"] for row in shown["plan"]][-1]) == (0, "deactivate")
    file = sandbox.home / ".aws/credentials"
    assert old in file.read_text()
    status, rows = listed(sandbox, "helper")
    assert (status, rows[old]["due"]) == (5, True)
    done = sandbox.onboard("rotate", "--delete", old, "--yes", "--json")
    assert (done.returncode, json.loads(done.stdout)["undo"]) == (0, None), done.stdout
    assert [*listed(sandbox, "helper")[1]] == [shown["proof"]["credential"]]
    assert old not in file.read_text()
    assert sandbox.run("git", "ls-remote", shown["clone_url"]).returncode == 0


@pytest.mark.parametrize("kept", [(), ("--access-key", "keyring")], ids=["file", "vault"])
def test_what_replaced_a_deleted_access_key_stays_when_all_is_removed(
    kept: tuple[str, ...], sandbox: RunningSandbox
) -> None:
    begun = run(sandbox, "setup", "helper", *kept)[1]["run"]
    (old,) = listed(sandbox, "helper")[1]
    _, shown = run(sandbox, "rotate", "helper", "--grace", "0", "--delete", old)
    new = shown["proof"]["credential"]
    if kept:
        assert sandbox.onboard("undo", begun, "--yes").returncode == 2
    done = sandbox.onboard("remove", "--yes", "--json")
    left = json.loads(done.stdout)["left"]
    assert (done.returncode, f"{new} stays: {old}" in left[0]) == (0, True), left
    assert [*listed(sandbox, "helper")[1]] == [new]
    assert f"aws_access_key_id = {new}\n" in (sandbox.home / ".aws/credentials").read_text()
    assert json.loads(sandbox.onboard("remove", "--yes", "--json").stdout)["plan"] == []


@pytest.mark.parametrize("days", ["-1", "3651"])
def test_a_grace_that_is_none_is_refused_before_anything_is_looked_at(
    days: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(["rotate", "--grace", days, "--yes"], here()) == 2
    assert "The grace is a number of days" in capsys.readouterr().err


def test_after_the_grace_a_later_run_deletes_it(sandbox: RunningSandbox) -> None:
    run(sandbox, "setup", "https")
    run(sandbox, "rotate", "https")
    (old,) = [
        id_ for id_, row in listed(sandbox, "https")[1].items() if row["status"] == "Inactive"
    ]
    assert listed(sandbox, "https")[1][old]["due"] is False
    journal = sandbox.home / ".local/state/onboard/runs"
    for file in journal.glob("*.json"):
        text = json.loads(file.read_text())
        for step in text["steps"]:
            step["fields"] |= {"delete_on": "2020-01-01"} if step["kind"] == "deactivate" else {}
        file.write_text(json.dumps(text))
    status, rows = listed(sandbox, "https")
    assert (status, rows[old]["due"]) == (5, True)
    done = sandbox.onboard("rotate", "--delete", old, "--yes", "--json")
    assert done.returncode == 0, done.stdout
    status, rows = listed(sandbox, "https")
    assert (status, [row["status"] for row in rows.values()]) == (0, ["Active"])


def test_taken_back_during_its_proof_the_old_one_stays_active(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        done = sandbox.program("tests.undoing", "https")
        assert done.returncode == 0, done.stderr
        seen = json.loads(done.stdout.splitlines()[-1])
        assert "was taken back meanwhile" in seen["said"]
        assert (seen["after"], seen["works"]) == (seen["before"], True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Without a grace every step of a rotation is taken; with one, only its first steps."""
    if "grace" in metafunc.fixturenames:
        graces = [0, 7] if metafunc.config.getoption("--long") else [0]
        metafunc.parametrize(("method", "grace"), [(m, g) for m in METHODS for g in graces])


def test_killed_at_every_step_something_works(
    method: str, grace: int, sandbox: RunningSandbox, request: pytest.FixtureRequest
) -> None:
    long = ("all",) if request.config.getoption("--long") else ()
    done = sandbox.program("tests.rotating", method, str(grace), *long, seconds=1100)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout.splitlines()[-1])
    print(f"rotate {method}, grace {grace}: {result['points']} kill points, "
          f"{len(result['failures'])} failures")  # fmt: skip
    assert result["points"] >= 6
    assert result["failures"] == []


def test_a_reset_gives_the_same_credential_a_new_password(
    sandbox: RunningSandbox, tmp_path: Path
) -> None:
    run(sandbox, "setup", "https")
    (old,) = listed(sandbox, "https")[1]
    config, url = old_clone(sandbox, "https", tmp_path)
    status, shown = run(sandbox, "rotate", "https", "--reset-password")
    assert (status, shown["proof"]["ok"], shown["proof"]["credential"]) == (0, True, old), shown
    assert sandbox.run("git", *config, "ls-remote", url).returncode != 0
    assert sandbox.run("git", "ls-remote", url).returncode == 0


def test_full_slots_name_what_could_go_and_nothing_active_goes_by_itself(tmp_path: Path) -> None:
    with running(tmp_path, "slots-full") as sandbox:
        for method, prefix in (("https", "ACCA"), ("ssh", "APKA")):
            held = listed(sandbox, method)[1]
            status, shown = run(sandbox, "rotate", method)
            assert (status, shown["error"]["code"]) == (1, "limit-reached"), shown
            assert "--delete " + prefix in shown["error"]["hint"]
            assert listed(sandbox, method)[1] == held
        assert [listed(sandbox, "ssh", "--max-age", days)[0] for days in ("199", "200")] == [5, 0]
        newest = [*listed(sandbox, "https")[1]][-1]
        plan = sandbox.onboard("rotate", "--method", "https", "--delete", newest, "--dry-run")
        assert plan.returncode == 0
        assert (
            f"1  AWS   Delete the old Git credential: iam:Delete{SPECIFIC} {newest}" in plan.stderr
        )
        assert f"{newest} (Active, 30 days old, not on this machine) is deleted" in plan.stderr
        assert newest in listed(sandbox, "https")[1]
        status, shown = run(sandbox, "rotate", "https", "--delete", newest)
        assert (status, shown["proof"]["ok"]) == (0, True), shown
        now = listed(sandbox, "https")[1]
        assert newest not in now
        assert [row["status"] for row in now.values()] == ["Inactive", "Active"]


def test_stale_is_due_and_the_old_one_is_only_retired(tmp_path: Path) -> None:
    with running(tmp_path, "stale") as sandbox:
        ages = ("90", "399", "400", "500")
        assert [listed(sandbox, "https", "--max-age", days)[0] for days in ages] == [5, 5, 0, 0]
        plan = sandbox.onboard("rotate", "--method", "https", "--dry-run", "--grace", "0")
        assert plan.returncode == 0
        assert "Proof git signs in with the new one; only then:" in plan.stderr
        assert "and not deleted: onboard did not create it" in plan.stderr
        (old,) = listed(sandbox, "https")[1]
        status, shown = run(sandbox, "rotate", "https", "--grace", "0")
        assert (status, shown["proof"]["ok"]) == (0, True), shown
        kinds = [row["kind"] for row in shown["plan"]]
        assert ("deactivate" in kinds, "delete" in kinds) == (True, False)
        assert "not on this machine" in shown["notes"][-1]
        assert listed(sandbox, "https")[1][old]["status"] == "Inactive"


def test_temporary_credentials_have_nothing_to_rotate(tmp_path: Path) -> None:
    with running(tmp_path, "role") as sandbox:
        for method in ("https", "helper"):
            done = sandbox.onboard("rotate", "--method", method, "--yes", "--json")
            shown = json.loads(done.stdout)
            assert (done.returncode, shown["plan"]) == (0, []), shown
            assert "temporary" in shown["notes"][0]
