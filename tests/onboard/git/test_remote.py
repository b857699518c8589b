"""Asking a remote proves what git would do, and changes nothing there or here."""

from pathlib import Path

import pytest

from onboard.git.command import run
from onboard.git.remote import dry_push, ls_remote, ssh_command
from onboard.places import Places
from tests.machine import machine, script


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machine(tmp_path)


@pytest.fixture
def remote(places: Places, tmp_path: Path) -> Path:
    run(places, "init", "-q", "--bare", str(tmp_path / "remote.git"))
    return tmp_path / "remote.git"


def refs(places: Places, remote: Path) -> str:
    return run(places, "for-each-ref", cwd=remote).out


def test_both_work_and_push_nothing(places: Places, remote: Path) -> None:
    assert ls_remote(places, remote.as_uri()).status == 0
    pushed = dry_push(places, remote.as_uri())
    assert (pushed.status, "onboard-proof-" in pushed.err) == (0, True)
    assert refs(places, remote) == ""
    assert list(remote.glob("objects/??")) == []


def test_the_persons_hooks_and_habits_do_not_count(places: Places, remote: Path) -> None:
    hooks = places.home / "hooks"
    for name in ("pre-push", "reference-transaction"):
        script(hooks / name, f"#!/bin/sh\ntouch {places.home}/{name}.ran\n")
    (places.home / ".gitconfig").write_text(
        f"[core]\n\thooksPath = {hooks}\n[push]\n\tgpgSign = true\n\tpushOption = x\n"
        "[commit]\n\tgpgSign = true\n[init]\n\ttemplateDir = /nowhere\n\tdefaultBranch = x\n"
    )
    assert dry_push(places, remote.as_uri()).status == 0
    assert not (places.home / "pre-push.ran").exists()


def test_a_missing_repository_is_gits_own_answer(places: Places, tmp_path: Path) -> None:
    for act in (ls_remote, dry_push):
        finished = act(places, (tmp_path / "none").as_uri())
        assert finished.status == 128
        assert "does not" in finished.err


def test_a_url_that_looks_like_an_option_is_a_url(places: Places) -> None:
    assert ls_remote(places, "--upload-pack=touch /tmp/x").status == 128


def test_a_repository_that_surrounds_us_does_not_matter(tmp_path: Path, remote: Path) -> None:
    places = machine(tmp_path, GIT_DIR=str(tmp_path / "wrong"))
    assert ls_remote(places, remote.as_uri()).status == 0


PROOF = (
    "-o BatchMode=yes -o UpdateHostKeys=no -o ControlMaster=no -o ControlPath=none "
    "-o StrictHostKeyChecking=yes -o ConnectTimeout=10"
)


def test_ssh_is_the_persons_own_with_our_options(tmp_path: Path) -> None:
    places = machine(tmp_path)
    assert ssh_command(places) == f"ssh {PROOF}"
    (places.home / ".gitconfig").write_text("[core]\n\tsshCommand = ssh -i 'a b'\n")
    assert ssh_command(places) == f"ssh -i 'a b' {PROOF}"
    agent = {"SSH_AUTH_SOCK": "/x"}
    assert ssh_command(places, agent) == f"ssh -i 'a b' {PROOF} -o IdentityAgent=SSH_AUTH_SOCK"
    places = machine(tmp_path, GIT_SSH_COMMAND="/opt/ssh -v", GIT_SSH="/other")
    assert ssh_command(places) == f"/opt/ssh -v {PROOF}"


def test_git_ssh_is_one_program(tmp_path: Path) -> None:
    assert ssh_command(machine(tmp_path, GIT_SSH="/a b/ssh")) == f"'/a b/ssh' {PROOF}"


def test_plink_gets_no_options_of_openssh(tmp_path: Path) -> None:
    places = machine(tmp_path, GIT_SSH="C:\\PuTTY\\PLINK.EXE")
    assert ssh_command(places) == "'C:\\PuTTY\\PLINK.EXE'"


def test_git_really_starts_it(tmp_path: Path) -> None:
    ssh = script(tmp_path / "bin" / "ssh", f'#!/bin/sh\necho "$*" > {tmp_path}/said\nexit 255\n')
    places = machine(tmp_path, GIT_SSH=str(ssh))
    assert ls_remote(places, "ssh://APKAX@git-codecommit.us-east-1.amazonaws.com/v1/x").status
    assert "BatchMode=yes" in (tmp_path / "said").read_text()
    assert "APKAX@git-codecommit.us-east-1.amazonaws.com" in (tmp_path / "said").read_text()
