"""How the doctor sees ssh's way to an address, with real ssh and no server."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from onboard.errors import ToolFailed
from onboard.observe.case.key_owner import owner_profile
from onboard.observe.case.ssh_lines import told, unread
from onboard.observe.case.ssh_view import ssh_view
from onboard.observe.case.tried import tried
from onboard.places import Places
from onboard.situation import HelperEntry, HostBlock, Machine, Past
from onboard.situation.case import GitView, Target
from onboard.situation.network import Network
from onboard.situation.ssh import SshView
from onboard.ssh.config import with_block
from onboard.ssh.keys import generate, serialise
from tests.machine import machine
from tests.onboard.doctor.cases import ACCOUNT, SITUATION

HOST = "git-codecommit.eu-west-1.amazonaws.com"
ID = "APKAEIBAERJR2EXAMPLE"
TARGET = Target(
    url=f"ssh://{HOST}/v1/repos/web", scheme="ssh", host=HOST, region="eu-west-1", repository="web"
)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A person whose ssh reads the files of a test's home."""
    found = machine(tmp_path)
    found.ssh_folder.mkdir(mode=0o700)
    return replace(found, ssh_home=found.home, home=_elsewhere(tmp_path))


def _elsewhere(tmp_path: Path) -> Path:
    """`$HOME` is another folder than passwd's, so that every ssh gets -F."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


def config(places: Places, text: str, mode: int = 0o600) -> None:
    places.ssh_config.write_text(text)
    places.ssh_config.chmod(mode)


def look(places: Places, target: Target = TARGET) -> SshView:
    closed = Network(22, True, False, problem="nothing is reached in a test")
    with patch.object(sys.modules[ssh_view.__module__], "reached", lambda *_: closed):
        found = ssh_view(places, target, GitView())
    assert found is not None
    return found


def test_an_address_that_is_not_ssh_s(places: Places) -> None:
    assert ssh_view(places, replace(TARGET, scheme="https"), GitView()) is None


def test_who_says_what(places: Places) -> None:
    key = places.ssh_folder / "k"
    private, public = serialise(generate(2048), None, "k")
    key.write_bytes(private)
    key.chmod(0o644)
    key.with_suffix(".pub").write_text(public)
    config(places, f"Host other\n  User x\nHost git-*\n  User {ID}\n  IdentityFile {key}\n")
    view = look(places)
    assert view.user == ID
    assert [(one.number, one.keyword) for one in view.lines] == [
        (1, "host"),
        (3, "host"),
        (4, "user"),
        (5, "identityfile"),
    ]
    file = view.identity_files[0]
    assert file.said
    assert (file.said.number, file.said.section, file.mode) == (5, "Host git-*", 0o644)
    assert file.problem
    assert view.reach
    assert view.offered == ""


def test_the_block_of_onboard_and_what_is_above_it(places: Places) -> None:
    block = HostBlock(ACCOUNT, ("git-codecommit.*.amazonaws.com",), ID, Path("/k"))
    config(places, "# mine\n" + with_block(b"", block).decode() + "Host *\n")
    view = look(places)
    assert (view.first_line, view.block[0][0], len(view.block)) == ("# mine", 2, 7)
    assert [one.own for one in view.lines if one.keyword == "user"] == [True]


def test_a_configuration_that_ssh_cannot_read(places: Places) -> None:
    config(places, "Host x\n  UseKeychain yes\n")
    view = look(places)
    assert view.options == {}
    assert view.problem == "Bad configuration option: usekeychain"
    assert view.unread
    assert (view.unread.file, view.unread.number) == (places.ssh_config, 2)
    assert view.unread.text == "  UseKeychain yes"


def test_a_command_of_the_configuration_is_never_run(places: Places, tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    config(places, f'Match exec "touch {mark}"\n  User x\n')
    view = look(places)
    assert [one.command for one in view.runs] == [f"touch {mark}"]
    with pytest.raises(ToolFailed, match="would run commands"):
        tried(places, TARGET, GitView())
    other = tmp_path / "other"
    other.write_text(places.ssh_config.read_text())
    config(places, "")
    entry = HelperEntry(f"ssh -F {other}", "/home/jane/.gitconfig", "global", "", 4)
    by_command = GitView(settings={"core.sshcommand": entry})
    with pytest.raises(ToolFailed, match="would run commands"):
        tried(places, TARGET, by_command)
    assert not mark.exists()


def test_files_that_others_may_write(places: Places) -> None:
    (places.home / ".ssh").mkdir()  # ssh asks $HOME where an Include is relative
    more = places.home / ".ssh" / "more"
    more.write_text("User x\n")
    more.chmod(0o666)
    config(places, "Include more\n", 0o622)
    assert [(one.file, one.mode) for one in told(places, HOST).loose] == [
        (places.ssh_config, 0o622),
        (more, 0o666),
    ]


def test_the_keys_of_an_agent_that_is_not_there(places: Places) -> None:
    config(places, "IdentityAgent /nowhere/agent\n")
    assert look(places).agent_keys == ()
    config(places, "IdentityAgent none\n")
    assert look(places).agent_keys == ()


def test_what_known_hosts_has_for_the_host(places: Places) -> None:
    _, public = serialise(generate(2048), None, "k")
    line = f"{HOST} {' '.join(public.split()[:2])}"
    places.known_hosts.write_text(f"# old\nexample.com x y\n{line}\n")
    config(places, "")
    held = look(places).known
    assert [(one.file, one.line, one.text) for one in held] == [(places.known_hosts, 3, line)]
    listed = subprocess.run(
        ("ssh-keygen", "-lf", "-"), input=line.partition(" ")[2], capture_output=True, text=True
    ).stdout
    assert held[0].sha256 in listed


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("/x/config: line 3: Bad configuration option: foo\n", "Bad configuration option: foo"),
        ("/x/config line 12: Bad port 'abc'.\r\nterminating", "Bad port 'abc'"),
        ("Missing criteria\n/x/c line 1: Bad Match condition\n", "Bad Match condition"),
        ("Bad owner or permissions on /x/c\r\n", "Bad owner or permissions on /x/c"),
        ("", ""),
    ],
)
def test_the_line_that_ssh_names(words: str, why: str) -> None:
    assert unread(words) == (why, None)  # the file is not there


def test_whose_key_it_is() -> None:
    block = HostBlock("999988887777", ("codecommit-*",), ID, Path("/k"), (("codecommit-x", HOST),))
    past = Past(accounts={"work": "999988887777", "": ACCOUNT})
    situation = replace(SITUATION, machine=Machine(blocks=(block,)), past=past)
    assert owner_profile(replace(TARGET, host="codecommit-x"), situation) == "work"
    assert owner_profile(TARGET, situation) is None
    assert owner_profile(replace(TARGET, account=ACCOUNT), situation) is None
    assert owner_profile(replace(TARGET, scheme="https", account="1"), situation) is None
