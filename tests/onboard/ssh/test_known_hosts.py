"""The host key is fetched by the person's own ssh, trusts nothing, and is found again."""

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from onboard.errors import BadInput, ToolFailed, Unreachable
from onboard.places import Places
from onboard.situation import KnownKey
from onboard.ssh.command import greeting
from onboard.ssh.known_hosts import known, knows, scan, with_line, without_line
from tests.machine import machine
from tests.onboard.ssh.conftest import HOST
from tests.onboard.ssh.server import Server

OTHER = "AAAAC3NzaC1lZDI1NTE5AAAAIEmpCTJsKMPsQyQYJvMkbgHMqEWV2Hv5WdlPc2jLTOOt"


def test_the_servers_key_is_fetched_and_nothing_is_kept(places: Places, server: Server) -> None:
    key = scan(places, HOST)
    assert (key.sha256, key.type) == (server.sha256, "ssh-rsa")
    assert key.line == f"{HOST} ssh-rsa {server.host_key.get_base64()}"
    assert server.seen == [], "no way of signing in was offered"
    assert sorted(each.name for each in places.home.parent.iterdir()) == ["home", "ssh config"]


def test_what_is_known_already_does_not_matter(places: Places, server: Server) -> None:
    (places.home.parent / "known hosts").write_text(f"{HOST} ssh-ed25519 {OTHER}\n")
    assert scan(places, HOST).sha256 == server.sha256


def test_a_hashed_file_gets_a_hashed_line(places: Places, server: Server) -> None:
    config = places.ssh_options()[1]
    Path(config).write_text("HashKnownHosts yes\n" + Path(config).read_text())
    key = scan(places, HOST)
    assert key.line.startswith("|1|")
    assert knows(places, with_line(None, key.line), HOST) == server.sha256
    assert knows(places, with_line(None, key.line), "example.com") is None


def test_nobody_there(places: Places) -> None:
    config = Path(places.ssh_options()[1])
    config.write_text(f"Host {HOST}\n  ProxyCommand false\n")
    with pytest.raises(Unreachable, match=HOST) as caught:
        scan(places, HOST)
    assert caught.value.hint


@pytest.mark.parametrize("host", ["-oProxyCommand=touch x", "a b", "u@h", ""])
def test_only_a_host_is_a_host(places: Places, host: str) -> None:
    with pytest.raises(BadInput):
        scan(places, host)


def test_the_key_that_the_file_has(places: Places, server: Server, tmp_path: Path) -> None:
    line = f"{HOST} ssh-rsa {server.host_key.get_base64()}\n".encode()
    stale = f"{HOST},1.2.3.4 ssh-ed25519 {OTHER} comment\n".encode()
    assert knows(places, None, HOST) is None
    assert knows(places, b"", HOST) is None
    assert knows(places, b"# c\n" + line, HOST) == server.sha256
    assert knows(places, line, "git-codecommit.us-west-1.amazonaws.com") is None
    right, wrong = known(places, b"# c\n" + stale + line, HOST)
    assert (right.sha256, right.line, wrong.line) == (server.sha256, 3, 2)
    assert knows(places, b"@revoked " + line, HOST) is None
    wild = b"*.amazonaws.com,!git-codecommit.us-east-2.* " + line.partition(b" ")[2]
    assert knows(places, wild, HOST) == server.sha256
    assert knows(places, wild, "git-codecommit.us-east-2.amazonaws.com") is None
    file = tmp_path / "hashed"
    file.write_bytes(line)
    subprocess.run(["ssh-keygen", "-H", "-f", file], capture_output=True, check=True)
    assert HOST.encode() not in file.read_bytes()
    assert known(places, b"# c\n" + file.read_bytes(), HOST) == (KnownKey(server.sha256, 2),)


@pytest.mark.parametrize("former", [b"", b"a ssh-rsa X\n", b"a ssh-rsa X", b"a ssh-rsa X\r\nb"])
def test_a_line_goes_in_and_out_without_a_trace(former: bytes) -> None:
    changed = with_line(former, "h ssh-rsa AAAA")
    assert changed.endswith(former)
    assert with_line(changed, "h ssh-rsa AAAA") == changed
    assert without_line(changed, "h ssh-rsa AAAA") == former
    assert with_line(None, "x") == b"x\n"


def test_ssh_trusts_the_line_that_we_write(
    places: Places, server: Server, private_key: Path
) -> None:
    refused = greeting(places, HOST, "APKATEST", private_key)
    assert "Host key verification failed" in refused.err
    assert server.seen == []
    (places.home.parent / "known hosts").write_bytes(with_line(None, scan(places, HOST).line))
    assert "successfully authenticated" in greeting(places, HOST, "APKATEST", private_key).err


def test_a_broken_configuration_is_not_taken_for_a_network(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text("Host a\n  Bogus yes\n")
    with pytest.raises(ToolFailed) as caught:
        scan(machine(tmp_path, config), "git-codecommit.eu-west-1.amazonaws.com")
    assert "line 2: Bad configuration option: bogus" in caught.value.message


def test_nothing_is_trusted_where_ssh_calls_another_folder_home(
    places: Places, server: Server, tmp_path: Path
) -> None:
    assert places.sandbox
    other = replace(places, ssh_home=tmp_path / "passwd home", sandbox=None)
    other.ssh_folder.mkdir(mode=0o700, parents=True)
    other.ssh_config.write_bytes(places.sandbox.ssh_config.read_bytes())
    assert scan(other, HOST).sha256 == server.sha256
    assert not other.known_hosts.exists()
