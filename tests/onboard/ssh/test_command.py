"""ssh is the person's own, asks nobody, and signs in with exactly the key that is to be proven."""

from pathlib import Path

import pytest

from onboard.errors import ToolFailed
from onboard.places import Places
from onboard.secret import Secret
from onboard.ssh import agent, keys
from onboard.ssh.command import greeting, resolved, run, ssh_version
from onboard.ssh.known_hosts import scan, with_line
from tests.machine import machine
from tests.onboard.ssh.conftest import HOST
from tests.onboard.ssh.server import Server

PASS = Secret("pass wörd")


@pytest.fixture
def trusting(places: Places) -> Places:
    (places.home.parent / "known hosts").write_bytes(with_line(None, scan(places, HOST).line))
    return places


def test_the_greeting(trusting: Places, private_key: Path) -> None:
    finished = greeting(trusting, HOST, "APKATEST", private_key)
    assert "You have successfully authenticated over SSH." in finished.err
    assert finished.command[0] == "ssh"


def test_another_user_is_refused(trusting: Places, server: Server, private_key: Path) -> None:
    finished = greeting(trusting, HOST, "APKAOTHER", private_key)
    assert (finished.status, "Permission denied (publickey)" in finished.err) == (255, True)
    assert set(server.seen) == {"APKAOTHER"}


def test_a_path_with_a_percent_sign(trusting: Places, private: bytes) -> None:
    path = key_file(trusting.home / "100%h key", keys.serialise(private, None, "")[0])
    assert "successfully" in greeting(trusting, HOST, "APKATEST", path).err


def test_an_encrypted_key_needs_an_agent_and_asks_nobody(trusting: Places, private: bytes) -> None:
    content, line = keys.serialise(private, PASS, "")
    path = key_file(trusting.home / "key", content)
    path.with_name("key.pub").write_text(line)
    assert "Permission denied" in greeting(trusting, HOST, "APKATEST", path).err
    config = Path(trusting.ssh_options()[1])
    config.write_text("IdentityAgent /nowhere\n" + config.read_text())
    with agent.own_agent(trusting, private) as variables:
        finished = greeting(trusting, HOST, "APKATEST", path, env=variables)
    assert "successfully" in finished.err


def test_resolved_gives_every_value(home: Places) -> None:
    Path(home.ssh_options()[1]).write_text('IdentityFile "/a b"\nIdentityFile /c\nUser me\n')
    found = resolved(home, "example.com")
    assert (found["user"], found["identityfile"]) == (("me",), ("/a b", "/c"))
    Path(home.ssh_options()[1]).write_text("Nonsense yes\n")
    with pytest.raises(ToolFailed, match="line 1: Bad configuration option"):
        resolved(home, "example.com")


def test_only_ssh_gets_our_files(home: Places) -> None:
    assert "-F" not in run(home, "ssh-keygen", "-F", "h", "-f", "/dev/null").command[:1]
    assert run(home, "ssh", "-G", "h").status == 0


def test_the_version(home: Places) -> None:
    tool = ssh_version(home)
    assert tool is not None
    assert tool.version[0].isdigit()
    assert ssh_version(machine(home.home, PATH="/nowhere")) is None


def key_file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    path.chmod(0o600)
    return path
