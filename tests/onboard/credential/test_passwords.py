"""Git credentials out of the vault: the right one, from a file that is ours alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onboard import vault
from onboard.credential import folders
from onboard.credential.refusal import CannotAnswer
from onboard.places import Places
from onboard.secret import Secret
from onboard.situation import Store, VaultEntry
from tests.onboard.credential.calls import LAUNCH, ask, environment, fields, refusal, request, run

ONE, TWO = "111122223333", "444455556666"


def entry(account: str, username: str, created: str = "2026-01-01T00:00:00Z") -> dict[str, str]:
    return {"account": account, "username": username, "store": "file", "created": created}


ENTRIES = [
    entry(ONE, f"jane-at-{ONE}", "2026-02-01T00:00:00Z"),
    entry(ONE, f"jane+1-at-{ONE}", "2026-03-01T00:00:00Z"),
    entry(ONE, f"old-at-{ONE}", "2025-01-01T00:00:00Z"),
    entry(TWO, f"jane-at-{TWO}"),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    fill(tmp_path, ENTRIES)
    return tmp_path


def fill(home: Path, entries: list[dict[str, str]]) -> Path:
    state = home / ".local" / "state" / "onboard"
    state.mkdir(parents=True, exist_ok=True)
    (state / "vault.json").write_text(json.dumps({"version": 1, "entries": entries}))
    passwords = {
        f"{each['account']}/{each['username']}": f"pw={each['username']}" for each in entries
    }
    path = state / "passwords.json"
    path.write_text(json.dumps({"version": 1, "passwords": passwords}))
    path.chmod(0o600)
    return path


def username(home: Path, account: str, wanted: str = "") -> str | None:
    text = request(username=wanted)
    answer = ask("--account", account, "get", environ=environment(home), text=text)
    if answer:
        assert answer == {
            "username": answer["username"],
            "password": f"pw={answer['username']}",
        }
    return answer.get("username")


def test_the_newest_of_the_account(home: Path) -> None:
    assert username(home, ONE) == f"jane+1-at-{ONE}"
    assert username(home, TWO) == f"jane-at-{TWO}"


def test_without_dates_the_last_listed(home: Path) -> None:
    fill(home, [{**each, "created": ""} for each in ENTRIES])
    assert username(home, ONE) == f"old-at-{ONE}"


def test_what_gits_own_helper_keeps_is_left_to_it(home: Path) -> None:
    fill(home, [ENTRIES[0], {**ENTRIES[1], "store": "git-helper"}])
    assert username(home, ONE) == ENTRIES[0]["username"]
    assert username(home, ONE, ENTRIES[1]["username"]) is None


@pytest.mark.parametrize("store", [Store.FILE, Store.SANDBOX])
def test_what_the_vault_keeps_is_found(tmp_path: Path, store: Store) -> None:
    environ = environment(tmp_path)
    state = Path(folders.state_folder(environ, sys.platform))
    places = Places(
        platform=sys.platform,
        env=environ,
        home=tmp_path,
        ssh_home=tmp_path,
        state=state,
        cache=tmp_path / ".cache" / "onboard",
        launcher=(),
    )
    for number in ("", "+1"):
        name = f"jane{number}-at-{ONE}"
        vault.keep(places, VaultEntry(ONE, name, store), Secret(f"pw={name}"))
    assert username(tmp_path, ONE) == f"jane+1-at-{ONE}"
    assert username(tmp_path, ONE, f"jane-at-{ONE}") == f"jane-at-{ONE}"


def test_the_one_that_git_names(home: Path) -> None:
    assert username(home, ONE, f"old-at-{ONE}") == f"old-at-{ONE}"


def test_another_accounts_user_is_left_to_the_next_helper(home: Path) -> None:
    assert username(home, ONE, f"jane-at-{TWO}") is None


@pytest.mark.parametrize(("account", "wanted"), [("999999999999", ""), (ONE, "who-at-x")])
def test_an_unknown_credential_is_said(home: Path, account: str, wanted: str) -> None:
    with pytest.raises(CannotAnswer, match="there is no Git credential for account") as caught:
        username(home, account, wanted)
    assert "onboard setup --method https" in caught.value.mend


def test_neither_path_nor_aws_is_needed(home: Path) -> None:
    done = run("--account", TWO, "get", environ=environment(home), text=request(path=""))
    assert done.stdout == f"username=jane-at-{TWO}\npassword=pw=jane-at-{TWO}\n".encode()
    assert (done.returncode, done.stderr) == (0, b"")


def test_nothing_for_other_hosts(home: Path) -> None:
    environ = environment(home)
    assert ask("--account", ONE, "get", environ=environ, text=request("github.com")) == {}


@pytest.mark.parametrize("bits", [0o640, 0o604])
def test_an_open_file_gives_nothing(home: Path, bits: int) -> None:
    fill(home, ENTRIES).chmod(bits)
    line = refusal(run("--account", ONE, "get", environ=environment(home)))
    assert "is not yours alone" in line
    assert "chmod 600" in line


def test_a_foreign_file_gives_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(CannotAnswer, match="is not yours alone"):
        username(home, ONE)


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"passwords": []}', '{"passwords": {}}'])
def test_a_file_without_the_password_is_said(home: Path, content: str) -> None:
    fill(home, ENTRIES).write_text(content)
    refusal(run("--account", ONE, "get", environ=environment(home)))


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"entries": 1}', '{"entries": [1, {}, {"account": 1}]}']
)
def test_a_broken_index_is_said(home: Path, content: str) -> None:
    (home / ".local" / "state" / "onboard" / "vault.json").write_text(content)
    refusal(run("--account", ONE, "get", environ=environment(home)))


def test_no_state_at_all_is_said(tmp_path: Path) -> None:
    refusal(run("--account", ONE, "get", environ=environment(tmp_path)))


def test_a_password_cannot_add_a_line(home: Path) -> None:
    fill(home, ENTRIES[-1:]).write_text(
        json.dumps({"version": 1, "passwords": {f"{TWO}/jane-at-{TWO}": "a\nurl=https://evil"}})
    )
    assert "line break" in refusal(run("--account", TWO, "get", environ=environment(home)))


FAKE = """
import sys, types
from onboard.errors import VaultUnavailable
from onboard.secret import Secret
def read_keyring(account, username, environ):
    {act}
sys.modules["onboard.vault"] = types.SimpleNamespace(read_keyring=read_keyring)
"""


def from_keyring(home: Path, act: str) -> subprocess.CompletedProcess[bytes]:
    """One call with a keyring that acts so; the real one has tests of its own."""
    fill(home, [{**ENTRIES[-1], "store": "keyring"}])
    program = FAKE.format(act=act) + LAUNCH
    return run("--account", TWO, "get", environ=environment(home), program=program)


def test_the_keyring_is_asked_for_account_and_user(home: Path) -> None:
    done = from_keyring(home, "return Secret(f'{account} {username} {environ[\"HOME\"]}')")
    assert fields(done.stdout)["password"] == f"{TWO} jane-at-{TWO} {home}"


def test_an_empty_keyring_is_said(home: Path) -> None:
    assert "is not in its store" in refusal(from_keyring(home, "return None"))


def test_what_the_keyring_says_is_passed_on(home: Path) -> None:
    act = "raise VaultUnavailable('The keyring is locked.', 'Unlock it.')"
    assert refusal(from_keyring(home, act)) == "onboard: The keyring is locked. Unlock it."
