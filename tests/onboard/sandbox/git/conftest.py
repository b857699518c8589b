"""Both Git servers on loopback and real clients that reach them under production names."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest

from onboard.sandbox.git import client
from onboard.sandbox.git.bare import create_bare
from onboard.sandbox.git.certificate import certificate
from onboard.sandbox.git.hosts import https_hosts
from onboard.sandbox.git.proxy import HttpsServer
from onboard.sandbox.git.ssh import SshServer
from tests.onboard.sandbox.git.fakes import FakeAuthority

HOST = "git-codecommit.eu-west-1.amazonaws.com"
USER, PASSWORD = "ada-at-111122223333", "s3cret="
KEY_ID = "APKAEXAMPLEEXAMPLE12"


@dataclass
class Lab:
    """The two servers, their authority, and a home for the clients."""

    folder: Path
    home: Path
    authority: FakeAuthority
    https: HttpsServer
    ssh: SshServer
    env: dict[str, str]
    touches: list[None] = field(default_factory=list)

    def git(
        self, *args: str, fail: bool = False, env: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["git", *args],
            env=self.env | (env or {}),
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
        )
        assert (done.returncode != 0) == fail, done.stderr
        return done

    def url(self, name: str = "web", host: str = HOST, password: str = "") -> str:
        return f"https://{USER}:{password or quote(PASSWORD)}@{host}/v1/repos/{name}"

    def new_key(self) -> Path:
        """A key pair at IAM and a host block in the person's ssh config."""
        path = self.home / ".ssh" / "codecommit"
        path.parent.mkdir(mode=0o700)
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", str(path)], check=True
        )
        import base64

        blob = base64.b64decode(path.with_suffix(".pub").read_text().split()[1])
        self.authority.keys[KEY_ID] = blob
        (path.parent / "config").write_text(
            f'Host git-codecommit.*.amazonaws.com\n  User {KEY_ID}\n  IdentityFile "{path}"\n'
        )
        (path.parent / "config").chmod(0o600)
        self.trust()
        return path

    def trust(self) -> None:
        line = (self.folder / "ssh_host_rsa_key.pub").read_text()
        (self.home / ".ssh" / "known_hosts").write_text(f"{HOST} {line}")


@pytest.fixture
def lab(tmp_path: Path) -> Iterator[Lab]:
    home, folder, touches = tmp_path / "a home", tmp_path / "server", list[None]()
    home.mkdir()
    folder.mkdir()
    bare = folder / "repos" / "web.git"
    create_bare(bare)
    authority = FakeAuthority({("eu-west-1", "web"): bare})
    tls = certificate(folder, https_hosts())
    https = HttpsServer(0, authority, tls.context(), lambda: touches.append(None))
    ssh = SshServer(0, authority, folder, lambda: touches.append(None))
    https.start()
    ssh.start()
    config, ssh_config = folder / "gitconfig", folder / "ssh_config"
    config.write_text(client.git_config(https.port, tls.authority, ssh_config))
    ssh_config.write_text(client.ssh_config(ssh.port, home))
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "GIT_CONFIG_SYSTEM": str(config),
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
    yield Lab(folder, home, authority, https, ssh, env, touches)
    https.close()
    ssh.close()
