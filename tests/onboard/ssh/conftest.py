"""Keys made once, and a server that the production host name leads to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onboard.places import Places
from onboard.ssh import keys
from tests.machine import machine
from tests.onboard.ssh.server import Server, ssh_server

HOST = "git-codecommit.us-east-1.amazonaws.com"


@pytest.fixture(scope="session")
def private() -> bytes:
    return keys.generate(2048)


@pytest.fixture(scope="session")
def host_key() -> bytes:
    return keys.generate(2048)


@pytest.fixture
def server(host_key: bytes, private: bytes) -> Iterator[Server]:
    line = keys.serialise(private, None, "")[1]
    with ssh_server(host_key, {"APKATEST": keys.body_of(line)}) as running:
        yield running


@pytest.fixture
def places(tmp_path: Path, server: Server) -> Places:
    config = tmp_path / "ssh config"
    config.write_text(
        f"Host {HOST}\n  HostName 127.0.0.1\n  Port {server.port}\n  HostKeyAlias {HOST}\n"
        f'Host *\n  UserKnownHostsFile "{tmp_path}/known hosts"\n  GlobalKnownHostsFile none\n'
    )
    return machine(tmp_path, config)


@pytest.fixture
def home(tmp_path: Path) -> Places:
    """A machine without a server."""
    config = tmp_path / "ssh_config"
    config.touch()
    return machine(tmp_path, config)


@pytest.fixture
def private_key(tmp_path: Path, private: bytes) -> Path:
    """The file of the key that the server knows as APKATEST."""
    path = tmp_path / "home" / "id"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(keys.serialise(private, None, "")[0])
    path.chmod(0o600)
    return path
