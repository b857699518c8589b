"""The remotes of a real repository are put right, and come back; a password goes nowhere."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from onboard import files, journal
from onboard.address import nobody
from onboard.apply import apply, undo
from onboard.engine import Engine
from onboard.errors import BadInput, OnboardError
from onboard.git.config import quote_command
from onboard.git.remotes import Instead, git_uses, read_repository, remotes_in, rewritten
from onboard.observe.setups import setups
from onboard.places import Places
from onboard.plan.remotes import remotes_plan
from onboard.situation import Situation
from onboard.steps.step import Bench
from onboard.steps.unchanged import Changed
from onboard.work import Materials, Plan, Proof
from tests.machine import machine
from tests.situations import machine as machine_facts
from tests.situations import situation

HOST = "git-codecommit.eu-west-1.amazonaws.com"
WEB = f"https://{HOST}/v1/repos/web"
SECRET = "hunter2/hunter2="
GITHUB = "https://me:ghp_tokentoken@github.com/me/web"
LINE = quote_command(("/opt/onboard", "git-credential", "--profile", "work"))
FACTS = machine_facts(
    git_settings={"credential.https://git-codecommit.*.amazonaws.com.helper": ("", LINE)}
)
MADE = setups(FACTS, situation().identity, "work", lambda method, account: None)
HELPER = situation(machine=FACTS, setups=MADE)

CONFIG = f"""\
# mine
[core]
\trepositoryformatversion = 0
\tbare = false
[remote "origin"]
  url=https://jane-at-111122223333:{SECRET}@{HOST}/v1/repos/web/   ; as I got it
\tfetch = +refs/heads/*:refs/remotes/origin/*
\tpushurl = "codecommit::eu-west-1://web"\r
[http]
\textraHeader = Authorization: Basic bm90aGluZw==
[remote "github"]
\turl = {GITHUB}
[Remote "both"]
\tURL = {WEB}
\turl = ssh://{HOST}/v1/repos/api
\turl = \\
https://{HOST}/v1/repos/api.git
[remote "up.stream"]
\turl = {WEB}
"""


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machine(tmp_path)


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


def clone(places: Places, text: str = CONFIG) -> Path:
    folder = places.home / "clone"
    git(places.home, "init", "-q", str(folder))
    (folder / ".git/config").write_bytes(text.encode())
    return folder


def planned(places: Places, folder: Path, where: Situation = HELPER) -> Plan:
    return remotes_plan(read_repository(places, folder), where, nobody)


def test_every_remote_at_codecommit_is_rewritten_and_no_other_byte(places: Places) -> None:
    folder = clone(places)
    apply(planned(places, folder), places, None)
    origin = f"https://jane-at-111122223333:{SECRET}@{HOST}/v1/repos/web/"
    wanted = (
        CONFIG.replace(origin, WEB)
        .replace('"codecommit::eu-west-1://web"', WEB)
        .replace(f"ssh://{HOST}/v1/repos/api", f"https://{HOST}/v1/repos/api")
        .replace(f"\\\nhttps://{HOST}/v1/repos/api.git", f"https://{HOST}/v1/repos/api")
    )
    assert (folder / ".git/config").read_bytes() == wanted.encode()
    assert git(folder, "remote", "get-url", "--push", "origin").strip() == WEB
    assert planned(places, folder).steps == ()


def test_undo_gives_the_bytes_back_less_the_password_and_says_so(places: Places) -> None:
    folder = clone(places)
    plan = planned(places, folder)
    assert "password" in plan.steps[0].show().undone
    run = apply(plan, places, None)
    left = undo(journal.load(places, run.id), Bench(places, None))
    assert left == ()
    assert (folder / ".git/config").read_bytes() == CONFIG.replace(f":{SECRET}", "").encode()


def test_without_a_password_undo_gives_back_every_byte(places: Places) -> None:
    text = CONFIG.replace(f":{SECRET}", "")
    folder = clone(places, text)
    run = apply(planned(places, folder), places, None)
    assert (folder / ".git/config").read_bytes() != text.encode()
    undo(journal.load(places, run.id), Bench(places, None))
    assert (folder / ".git/config").read_bytes() == text.encode()


def test_no_secret_is_shown_journaled_or_kept(places: Places) -> None:
    folder = clone(places)
    plan = planned(places, folder)
    run = apply(plan, places, None)
    told = json.dumps([str(step.show()) for step in plan.steps]) + "".join(plan.notes)
    kept = [path for path in places.state.rglob("*") if path.is_file()]
    assert any("backup" in str(path) for path in kept)
    for secret in (SECRET, "hunter2", "ghp_tokentoken", "bm90aGluZw"):
        assert secret not in told
        assert not any(secret.encode() in path.read_bytes() for path in kept)
    undo(journal.load(places, run.id), Bench(places, None))
    assert not any(b"hunter2" in path.read_bytes() for path in kept)


def test_a_run_that_died_before_it_wrote_is_taken_back_without_a_change(places: Places) -> None:
    folder = clone(places)
    plan = planned(places, folder)
    bench = Bench(places, None)
    given = plan.steps[0].intend(bench)
    assert plan.steps[0].undo(bench, given) == ""
    assert (folder / ".git/config").read_bytes() == CONFIG.encode()


def test_what_was_edited_since_stays_and_only_our_addresses_go(places: Places) -> None:
    folder = clone(places)
    run = apply(planned(places, folder), places, None)
    git(folder, "config", "user.name", "Jane")
    (words,) = undo(journal.load(places, run.id), Bench(places, None))
    assert "edited since" in words
    assert git(folder, "config", "user.name").strip() == "Jane"
    assert git(folder, "config", "remote.origin.pushurl").strip() == "codecommit::eu-west-1://web"


def test_a_repository_that_is_gone_does_not_stop_the_undo(places: Places) -> None:
    folder = clone(places)
    run = apply(planned(places, folder), places, None)
    (folder / ".git/config").unlink()
    (words,) = undo(journal.load(places, run.id), Bench(places, None))
    assert "gone" in words


def test_a_plan_whose_ground_moved_is_not_carried_out(places: Places) -> None:
    folder = clone(places)
    plan = planned(places, folder)
    git(folder, "remote", "set-url", "up.stream", "https://example.com/x")
    before = (folder / ".git/config").read_bytes()
    with pytest.raises(OnboardError, match="changed after this plan"):
        apply(plan, places, None)
    assert (folder / ".git/config").read_bytes() == before


def test_the_run_is_undone_by_the_engine_and_a_later_one_comes_first(places: Places) -> None:
    folder = clone(places)
    engine = Engine(places)
    first = engine.apply(planned(places, folder), Materials())
    git(folder, "remote", "set-url", "origin", f"{WEB}/")
    second = engine.apply(planned(places, folder), Materials())
    with pytest.raises(BadInput, match="came after"):
        engine.undo(first.id)
    engine.undo(second.id)
    engine.undo(first.id)
    assert f"url = {WEB}/\n" in (folder / ".git/config").read_text()


def test_a_run_that_was_taken_back_while_we_waited_for_the_lock_is_not_taken_back_again(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = clone(places)
    made = Engine(places).apply(planned(places, folder), Materials())
    locked = files.locked

    @contextmanager
    def late(given: Places, wait: float = 10) -> Iterator[None]:
        monkeypatch.setattr(files, "locked", locked)
        Engine(given).undo(made.id)
        Engine(given).apply(planned(given, folder), Materials())
        with locked(given, wait):
            yield

    monkeypatch.setattr(files, "locked", late)
    with pytest.raises(BadInput, match="put back already"):
        Engine(places).undo(made.id)
    assert f"url = {WEB}\n" in (folder / ".git/config").read_text()


def test_a_run_that_was_taken_back_during_its_proof_is_not_gone_on_with(places: Places) -> None:
    made = Engine(places).apply(planned(places, clone(places)), Materials())
    Engine(places).undo(made.id)
    with pytest.raises(Changed, match="was taken back meanwhile"):
        Engine(places).conclude(made, Proof(True, made.plan.method, "git ls-remote", ""))


def test_in_a_worktree_a_submodule_and_a_bare_one_the_right_file_is_changed(
    places: Places,
) -> None:
    folder = clone(places, f'[core]\n\tbare = false\n[remote "origin"]\n\turl = {WEB}/\n')
    named = ("-c", "user.name=j", "-c", "user.email=j@example.com")
    git(folder, *named, "commit", "-q", "--allow-empty", "-m", "x")
    git(folder, "worktree", "add", "-q", "../tree")
    (folder / "sub").mkdir()
    tree = places.home / "tree"
    bare = places.home / "bare.git"
    git(places.home, "init", "-q", "--bare", str(bare))
    git(bare, "remote", "add", "origin", f"ssh://{HOST}/v1/repos/web")
    outer = places.home / "outer"
    git(places.home, "init", "-q", str(outer))
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(folder), "m")
    git(outer / "m", "remote", "set-url", "origin", f"{WEB}/")
    for inside, file in (
        (folder / "sub", folder / ".git/config"),
        (tree, folder / ".git/config"),
        (bare, bare / "config"),
        (outer / "m", outer / ".git/modules/m/config"),
    ):
        plan = planned(places, inside)
        assert plan.steps[0].show().target == str(file.resolve())
        run = apply(plan, places, None)
        assert git(inside, "remote", "get-url", "origin").strip() == WEB
        undo(journal.load(places, run.id), Bench(places, None))
        assert git(inside, "remote", "get-url", "origin").strip() != WEB


def test_settings_that_turn_the_new_address_into_another_are_told(places: Places) -> None:
    folder = clone(places, f'[remote "origin"]\n\turl = {WEB}/\n[remote "cc"]\n\turl = cc:web\n')
    git(folder, "config", f"url.ssh://{HOST}/.insteadOf", f"https://{HOST}/")
    git(folder, "config", f"url.https://{HOST}/v1/repos/.insteadOf", "cc:")
    notes = " ".join(planned(places, folder).notes)
    assert f"ssh://{HOST}/v1/repos/web" in notes
    assert "insteadOf" in notes
    assert "The remote cc is at CodeCommit by a" in notes


def test_the_longest_prefix_counts_and_pushing_has_its_own() -> None:
    rows = (Instead("a:", "https://"), Instead("b:", "https://x/"), Instead("p:", "https:", True))
    assert git_uses(rows, "https://x/y") == "b:y"
    assert git_uses(rows, "https://z/y") == "a:z/y"
    assert git_uses(rows, "https://x/y", pushes=True) == "p://x/y"
    assert git_uses(rows, "ssh://x/y") == "ssh://x/y"


def test_a_remote_that_stands_elsewhere_or_cannot_be_read_is_left_and_told(
    places: Places,
) -> None:
    bad = "https://git-codecommit.eu-wst-1.amazonaws.com/v1/repos/web"
    folder = clone(places, f'[include]\n\tpath = more\n[remote "bad"]\n\turl = {bad}\n')
    (folder / ".git/more").write_text(f'[remote "in"]\n\turl = {WEB}/\n')
    plan = planned(places, folder)
    assert plan.steps == ()
    notes = " ".join(plan.notes)
    assert "remote bad was left as it is" in notes
    assert "eu-wst-1" in notes
    assert "remote in stands in another file" in notes


def test_no_repository_is_said(places: Places) -> None:
    for folder in (places.home, places.home / "none"):
        with pytest.raises(BadInput):
            read_repository(places, folder)


def test_reading_is_gits_own(places: Places) -> None:
    folder = clone(places)
    listed = git(folder, "config", "-z", "--local", "--get-regexp", r"^remote\..*\.(url|pushurl)$")
    pairs = [tuple(one.split("\n", 1)) for one in listed.split("\0") if one]
    found = remotes_in((folder / ".git/config").read_bytes())
    assert [(one.key, one.value) for one in found] == pairs
    same = (folder / ".git/config").read_bytes()
    assert rewritten(same, lambda one: one.value) == same
