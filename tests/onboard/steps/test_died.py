"""A step that died half way is taken back as exactly as one that ended."""

import subprocess
import sys
from pathlib import Path

import pytest

from onboard.git import rewriting
from onboard.places import Places
from onboard.ssh.known_hosts import HostKey
from onboard.steps.git_config import WriteGitConfig
from onboard.steps.host_block import WriteHostBlock
from onboard.steps.host_key import AddHostKey
from onboard.steps.step import Bench, Step
from tests.machine import machine

URL = "https://git-codecommit.*.amazonaws.com"
HOST = "git-codecommit.eu-west-1.amazonaws.com"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machine(tmp_path)


def steps(places: Places) -> list[tuple[Step, Path]]:
    config, known = places.home / ".gitconfig", places.known_hosts
    section = WriteGitConfig(
        config,
        wanted=((URL, (("helper", ("", "ours")),)),),
        had=((URL, (("helper", ()),)),),
    )
    block = WriteHostBlock(places.ssh_config, "1", (HOST,), "APKA1", places.ssh_folder / "k")
    return [(section, config), (block, places.ssh_config), (AddHostKey(known, HOST, "x"), known)]


@pytest.mark.parametrize("former", [None, b"", b"[user]\n\tname = x\n", b"[user]\n\tname = x"])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_what_the_step_left_is_taken_out(which: int, former: bytes | None, places: Places) -> None:
    step, file = steps(places)[which]
    file.parent.mkdir(exist_ok=True)
    if former is not None:
        file.write_bytes(former)
    bench = Bench(places, None, host_keys={HOST: HostKey(f"{HOST} ssh-rsa AAAA", "ssh-rsa", "x")})
    given = step.intend(bench)
    assert step.undo(bench, given) == ""
    assert (file.read_bytes() if file.exists() else None) == former
    step.apply(bench)
    assert step.undo(bench, given) == ""
    assert (file.read_bytes() if file.exists() else None) == former


@pytest.mark.skipif(sys.platform == "win32", reason="a process is not asked for there")
def test_a_lock_of_ours_whose_process_died_holds_nobody_up(places: Places) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lock = places.home / ".gitconfig.lock"
    lock.write_text(f"onboard {gone.pid}\n")
    rewriting.write(places, [(URL, {"helper": ("ours",)})], None)
    assert not lock.exists()
    assert "ours" in (places.home / ".gitconfig").read_text()
