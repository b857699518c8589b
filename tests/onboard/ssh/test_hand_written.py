"""A person's own lines for CodeCommit are recognised, described, adopted or left; also undone."""

from dataclasses import replace
from pathlib import Path

import pytest

from onboard.observe import observe
from onboard.places import Places
from onboard.plan.config_notes import adopted_texts, config_notes, why_left
from onboard.situation import Method, Setup, Situation
from onboard.ssh.config import with_block
from onboard.ssh.hand_written import hand_written
from onboard.ssh.reading import config_files
from onboard.steps.codec import from_json, to_json
from onboard.steps.host_block import WriteHostBlock
from onboard.steps.step import Bench
from tests import situations as some
from tests.machine import machine
from tests.onboard.ssh.test_effect import BLOCK, written

PATTERN = BLOCK.hosts[0]
OLD = (
    b"# for work\r\nHost git-codecommit.*.amazonaws.com # mine \xe9\r\n"
    b"\tUser=APKAOLD\r\n  # key\r\n  IdentityFile %s\r\n"
)
REST = b"\r\n# last\r\nHost a\r\n  Port 24"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    outer = tmp_path / "outer"
    made = machine(tmp_path, outer)
    made.ssh_folder.mkdir(mode=0o700)
    outer.write_text(f'Include "{made.ssh_config}"\n')
    return made


def seen(places: Places, content: bytes) -> Situation:
    places.ssh_config.write_bytes(content)
    places.ssh_config.chmod(0o600)
    found = hand_written(places, config_files(places, content))
    return some.situation(machine=some.machine(hand_written=found))


def setup(adopt: bool) -> Setup:
    return Setup(Method.SSH, "eu-west-1", adopt=adopt)


def test_it_is_described_with_its_line_and_its_key(places: Places) -> None:
    key = written(places.ssh_folder / "old", "x")
    content = b"User me\r\n" + OLD % bytes(key) + REST
    (found,) = seen(places, content).machine.hand_written
    assert (found.file, found.line, found.hosts) == (places.ssh_config, 3, (PATTERN,))
    assert (found.user, found.identity_file, found.key_there) == ("APKAOLD", str(key), True)
    assert found.text.encode("utf-8", "surrogateescape") in content
    assert found.text.endswith(f"{key}\r\n")
    key.unlink()
    assert seen(places, content).machine.hand_written[0].key_there is False


def test_the_reader_is_told_and_by_default_it_stays(places: Places) -> None:
    found = seen(places, OLD % b"/none")
    (note,) = config_notes(found, setup(False), PATTERN)
    assert f"{places.ssh_config}, line 2: your own lines for {PATTERN}" in note
    assert "(User APKAOLD, IdentityFile /none, which is not there)" in note
    assert "wins" in note
    assert "--existing-block adopt" in note
    assert adopted_texts(found, setup(False), PATTERN) == ()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("Host git-codecommit.us-east-1.amazonaws.com\n  User APKA\n", ""),
        ("Host git-codecommit.*.amazonaws.com github.com\n  User APKA\n", "other hosts"),
        ("Host git-codecommit.*\n  User APKA\n", "other hosts"),
        ("Host git-codecommit.*.amazonaws.com.cn\n  User APKA\n", "other hosts"),
        ("Host git-codecommit.*.amazonaws.com !git-codecommit.x.amazonaws.com\n", "other hosts"),
        ("Host git-codecommit.*.amazonaws.com\n  ProxyJump j\n", "it also sets proxyjump"),
        ("Host git-codecommit.*.amazonaws.com\n  Include x\n", "it also sets include"),
        ("Match host git-codecommit.*.amazonaws.com\n  User APKA\n", "Match section"),
    ],
)
def test_only_what_our_block_says_as_well_can_give_way(
    content: str, why: str, places: Places
) -> None:
    (found,) = seen(places, content.encode()).machine.hand_written
    said = why_left(found, PATTERN)
    assert (why in said) if why else said == ""


def test_one_in_an_include_is_only_left(places: Places) -> None:
    file = written(places.ssh_folder / "work.conf", f"Host {PATTERN}\n  User APKAOLD\n")
    found = seen(places, b"Include work.conf\n")
    (note,) = config_notes(found, setup(True), PATTERN)
    assert note.startswith(f"{file}, line 1: ")
    assert "stands in another file" in note
    assert adopted_texts(found, setup(True), PATTERN) == ()


def test_our_own_block_is_not_taken_for_the_persons(places: Places) -> None:
    found = seen(places, with_block(b"Host a\n", BLOCK) + OLD % b"/k")
    assert [one.user for one in found.machine.hand_written] == ["APKAOLD"]


def adopting(places: Places, content: bytes) -> WriteHostBlock:
    texts = adopted_texts(seen(places, content), setup(True), PATTERN)
    shown = content.decode("utf-8", "surrogateescape")
    step = WriteHostBlock(places.ssh_config, "1", BLOCK.hosts, "APKAONE", Path("/k"), texts, shown)
    kept = from_json(to_json(step))
    assert isinstance(kept, WriteHostBlock)
    return replace(kept, seen=shown)


def test_adopted_it_gives_way_and_comes_back(places: Places) -> None:
    content = b"Host b\r\n  User b\r\n" + OLD % b"/old" + REST
    step, bench = adopting(places, content), Bench(places, None)
    step.check(bench)
    given = dict(step.intend(bench)) | dict(step.apply(bench).undo)
    now = places.ssh_config.read_bytes()
    assert now.endswith(b"Host b\r\n  User b\r\n# for work\r\n" + REST)
    assert b"APKAOLD" not in now
    assert now == step.show().after.encode("utf-8", "surrogateescape")
    assert step.undo(bench, given) == ""
    assert places.ssh_config.read_bytes() == content


def test_undone_after_an_edit_the_persons_lines_stand_again(places: Places) -> None:
    step, bench = adopting(places, OLD % b"/old" + REST), Bench(places, None)
    given = dict(step.apply(bench).undo)
    places.ssh_config.write_bytes(places.ssh_config.read_bytes() + b"\r\n# edited")
    left = step.undo(bench, given)
    assert "Your own lines for CodeCommit stand at its end again" in left
    now = places.ssh_config.read_bytes()
    assert now.startswith(b"# for work\r\n" + REST + b"\r\n# edited\r\nHost git-codecommit.")
    assert b"onboard" not in now


def test_observing_tells_of_both(places: Places) -> None:
    (places.home / ".ssh" / "x.conf").write_text('Host a\nMatch exec "touch ran"\n')
    seen(places, b"Include x.conf\n" + OLD % b"/old")
    found = observe(places, None, "eu-west-1", keyring=False).machine
    (command,) = found.ssh_commands
    assert (command.file.name, command.line, command.command) == ("x.conf", 2, "touch ran")
    assert [one.line for one in found.hand_written] == [3]
