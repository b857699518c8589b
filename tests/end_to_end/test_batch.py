"""Many users at once, killed half-way and gone on with: one credential each, each secret once."""

import json
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onboard.sandbox.aws.iam_git_credentials import digest
from onboard.sandbox.scenarios.made_up import ssh_key
from tests.canaries import found_in, in_files, in_processes, sampling
from tests.help_desks import Desk, handed
from tests.sandboxes import Done, running

ROOT = Path(__file__).parents[2]
MANY, WITH_KEYS = 50, 10
HALF = 24


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running(tmp_path_factory.mktemp("state")) as started:
        started.control("users", {"count": 70})
        yield Desk(started)


def table(folder: Path, *rows: str) -> Path:
    file = folder / "users.csv"
    file.write_text("\n".join(("user,method,key,action,id", *rows)), encoding="utf-8-sig")
    return file


def fifty(folder: Path) -> Path:
    """Forty with Git credentials, ten with keys of their own."""
    rows = []
    for number in range(1, MANY + 1):
        key = number % (MANY // WITH_KEYS) == 0
        if key:
            body = ssh_key(f"dev-{number:04}", 0).body
            (folder / f"{number}.pub").write_text(f"{body}\n")
        rows.append(f"dev-{number:04},{f'ssh,{number}.pub' if key else 'https,'},,")
    return table(folder, *rows)


def killed(desk: Desk, moment: str, kind: str, times: int, *words: str) -> Done:
    program = ("-m", "tests.dying", str(desk.sandbox.folder.root), moment, kind, str(times))
    done = desk.sandbox.run(sys.executable, *program, *words, env=desk.env, cwd=ROOT)
    assert done.returncode == -9, done.stderr
    return done


def document(done: Done, status: int = 0) -> dict[str, Any]:
    assert done.returncode == status, (done.stdout, done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def new_ones(before: dict[str, Any], now: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """User → the Git credentials and SSH keys that it did not have."""
    kinds = ("git_credentials", "ssh_keys")
    return {
        name: [one for kind in kinds for one in user[kind] if one not in before[name][kind]]
        for name, user in now.items()
    }


def test_fifty_users_killed_half_way_and_gone_on_with(desk: Desk, tmp_path: Path) -> None:
    file, out, printed = fifty(tmp_path), tmp_path / "out", list[Done]()
    words = ("batch", str(file), "--hand-over", str(out), "--yes")
    before = desk.iam()
    with sampling() as sampler:
        printed.append(killed(desk, "after", "hand-over", HALF, *words))
        lost = handed(max(out.iterdir(), key=lambda one: one.stat().st_mtime_ns))
        printed.append(killed(desk, "before", "hand-over", 8, *words))
        assert json.loads(desk("status", "--json").stdout)["resumable"]
        printed.append(desk(*words, "--json"))
    done = document(printed[-1])
    assert (done["done"], done["failed"], done["waiting"]) == (MANY, 0, 0)
    made = new_ones(before, desk.iam())
    given = {path: handed(path) for path in out.iterdir()}
    assert len(given) == MANY
    passwords = {}
    for path, row in given.items():
        (one,) = made[row["IAM User"]]  # exactly one
        assert path.name == f"codecommit-{row['IAM User']}.csv"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert one["id"] == (row.get("Credential Id") or row["SSH Key Id"])
        if "Password" in row:
            assert one["digest"] == digest(row["Password"])
            passwords[row["User Name"]] = row["Password"]
    assert len(passwords) == MANY - WITH_KEYS
    assert {name for name, found in made.items() if found} == {f"dev-{n:04}" for n in range(1, 51)}
    desk.let_pull("dev-0001", "dev-0026")
    for row in given.values():
        if row["IAM User"] in ("dev-0001", "dev-0026"):
            assert desk.lets_in(row["User Name"], row["Password"])
    again = document(desk(*words, "--json"))
    assert [one["before"] for one in again["rows"]] == [True] * MANY
    assert new_ones(before, desk.iam()) == made
    secrets = passwords | {"lost": lost["Password"]}
    assert lost["Password"] not in passwords.values()
    wrong = in_processes(sampler, secrets)
    wrong += in_files([desk.sandbox.state, tmp_path], secrets, [desk.sandbox.folder.server, out])
    wrong += [name for one in printed for name in found_in(
        (one.stdout + one.stderr).encode(), secrets)]  # fmt: skip
    print(f"{len(secrets)} secrets, {sampler.rounds} looks at processes: {len(wrong)} hits")
    assert wrong == []
    assert document(desk("undo", "--yes", "--json"))["failed"] == 0
    assert not any(new_ones(before, desk.iam()).values())
    assert not out.exists()


def test_killed_at_every_moment(desk: Desk, tmp_path: Path) -> None:
    """Of a batch of three: a Git credential, a key, a new password in place."""
    program = ("tests.killing_batch", str(tmp_path))
    done = desk.sandbox.program(*program, env=desk.env, seconds=200)
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    print(f"{result['points']} kill points, {len(result['failures'])} failures")
    assert result["points"] >= 30
    assert result["failures"] == []


def test_one_that_fails_stops_no_other(desk: Desk, tmp_path: Path) -> None:
    """Each with what to do; throttling is waited out, and the rest can be gone on with."""
    one = desk.iam()["dev-0055"]["git_credentials"][0]["id"]
    file = table(tmp_path, "nobody", "dev-0054", "dev-0053", f"dev-0055,,,reset,{one}", "dev-0057")
    words = ("batch", str(file), "--hand-over", str(tmp_path / "out"))
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "codecommit-dev-0054.csv").write_text("theirs")
    for name, call in (("throttle", "1"), ("deny", "3")):
        operation = "CreateServiceSpecificCredential"
        desk.sandbox.control("fault", {"name": name, "value": True, "operation": operation,
                                       "call": call})  # fmt: skip
    state = (desk.sandbox.folder.server / "state.json").read_bytes()
    seen = document(desk(*words, "--dry-run", "--json"), 1)
    assert (desk.sandbox.folder.server / "state.json").read_bytes() == state
    assert [bool(row["error"]) for row in seen["rows"]] == [True, False, False, False, False]
    done = document(desk(*words, "--yes", "--json"), 1)
    desk.sandbox.control("fault", {"name": "clear"})
    states = {row["user"]: row["state"] for row in done["rows"]}
    assert states == {"nobody": "failed", "dev-0054": "failed", "dev-0053": "done",
                      "dev-0055": "done", "dev-0057": "failed"}  # fmt: skip
    hints = {row["user"]: row["error"]["hint"] for row in done["rows"] if row["error"]}
    assert all(hints.values())
    assert "onboard policy" in hints["dev-0057"]
    assert (tmp_path / "out" / "codecommit-dev-0054.csv").read_text() == "theirs"
    (tmp_path / "out" / "codecommit-dev-0054.csv").unlink()
    table(tmp_path, "dev-0054", "dev-0053", f"dev-0055,,,reset,{one}", "dev-0057")
    before = desk.iam()
    done = document(desk(*words, "--yes", "--json"))
    assert {row["user"]: row["before"] for row in done["rows"]} == {
        "dev-0053": True, "dev-0055": True, "dev-0054": False, "dev-0057": False}  # fmt: skip
    made = {name for name, found in new_ones(before, desk.iam()).items() if found}
    assert made == {"dev-0054", "dev-0057"}


def test_a_table_that_cannot_be_used_does_nothing(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, "dev-0061", "dev 0062", "DEV-0061")
    desk.sandbox.control("calls-clear")
    done = desk("batch", str(file), "--hand-over", str(tmp_path / "out"), "--yes")
    assert done.returncode == 2
    assert "line 3: " in done.stderr
    assert "line 4: " in done.stderr
    assert desk.sandbox.control("calls")["calls"] == []
