"""Stock clients through a whole sandbox: plain git, OpenSSH, the AWS CLI, git-remote-codecommit."""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest

from onboard.sandbox.child import sandbox as sandbox_of
from onboard.sandbox.control import clone_urls
from tests import sandboxes
from tests.sandboxes import RunningSandbox

URLS = clone_urls()
HOST = "git-codecommit.eu-west-1.amazonaws.com"
HELPER = "!aws codecommit credential-helper $@"


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    with sandboxes.running(tmp_path_factory.mktemp("state")) as started:
        yield started


@pytest.fixture
def work(sandbox: RunningSandbox, tmp_path: Path) -> Path:
    """A folder to clone into."""
    return tmp_path / "clone"


def clone_and_push(sandbox: RunningSandbox, work: Path, url: str, *config: str) -> None:
    options = [part for line in config for part in ("-c", line)]
    cloned = sandbox.run("git", *options, "clone", url, work)
    assert cloned.returncode == 0, cloned.stderr
    for command in (["commit", "--allow-empty", "-m", work.parent.name], ["push"]):
        done = sandbox.run("git", *options, "-C", work, *command)
        assert done.returncode == 0, done.stderr


def signed_in_by_ssh(sandbox: RunningSandbox, folder: Path) -> str:
    """A key pair at IAM, its host block, and the sandbox's host key known; the key id."""
    key = folder / "key"
    sandbox.run("ssh-keygen", "-q", "-t", "rsa", "-b", "2048", "-N", "", "-f", key)
    body = key.with_suffix(".pub").read_text()
    key_id = str(sandbox.control("console", {"do": "upload-key", "body": body})["key_id"])
    ssh = sandbox.home / ".ssh"
    ssh.mkdir(mode=0o700, exist_ok=True)
    (ssh / "config").write_text(f"Host {HOST}\n  User {key_id}\n  IdentityFile {key}\n")
    host_key = (sandbox.folder.git / "ssh_host_rsa_key.pub").read_text()
    (ssh / "known_hosts").write_text(f"{HOST} {host_key}")
    return key_id


def test_a_git_credential_clones_and_pushes(sandbox: RunningSandbox, work: Path) -> None:
    made = sandbox.control("console", {"do": "create-git-credential"})
    clone_and_push(sandbox, work, sandboxes.https_url(made))


def test_the_stock_aws_helper_clones_and_pushes(sandbox: RunningSandbox, work: Path) -> None:
    config = (f"credential.helper={HELPER}", "credential.useHttpPath=true")
    clone_and_push(sandbox, work, URLS["https"], *config)


def test_stock_git_remote_codecommit_clones_and_pushes(sandbox: RunningSandbox, work: Path) -> None:
    clone_and_push(sandbox, work, URLS["grc"])


def test_ssh_clones_and_pushes_and_the_stock_cli_sees_the_key(
    sandbox: RunningSandbox, work: Path
) -> None:
    key_id = signed_in_by_ssh(sandbox, work.parent)
    clone_and_push(sandbox, work, URLS["ssh"])
    assert key_id in sandbox.run("aws", "iam", "list-ssh-public-keys").stdout


def test_a_wrong_host_key_is_shown_when_asked_for(sandbox: RunningSandbox, tmp_path: Path) -> None:
    signed_in_by_ssh(sandbox, tmp_path)
    sandbox.control("fault", {"name": "wrong-host-key", "value": True})
    refused = sandbox.run("git", "ls-remote", URLS["ssh"])
    sandbox.control("fault", {"name": "wrong-host-key", "value": False})
    assert "REMOTE HOST IDENTIFICATION HAS CHANGED" in refused.stderr
    assert sandbox.run("git", "ls-remote", URLS["ssh"]).returncode == 0


def test_a_permission_taken_away_is_refused_at_once(sandbox: RunningSandbox, work: Path) -> None:
    signed_in_by_ssh(sandbox, work.parent)
    action = {"action": "codecommit:GitPull"}
    sandbox.control("iam", {"do": "take-permission", **action})
    refused = [sandbox.run("git", "ls-remote", URLS[form]) for form in ("ssh", "grc")]
    sandbox.control("iam", {"do": "give-permission", **action})
    assert "Access denied: User: arn:aws:iam::" in refused[0].stderr
    assert "The requested URL returned error: 403" in refused[1].stderr
    assert sandbox.run("git", "ls-remote", URLS["ssh"]).returncode == 0


def test_the_engine_is_told_the_fingerprint_that_ssh_sees(sandbox: RunningSandbox) -> None:
    public = sandbox.folder.git / "ssh_host_rsa_key.pub"
    said = sandbox.run("ssh-keygen", "-l", "-E", "sha256", "-f", public).stdout
    told = sandbox_of(sandbox.folder).host_keys
    assert f"SHA256:{told[HOST]} " in said
    assert "git-codecommit.cn-north-1.amazonaws.com.cn" in told
    assert len(base64.b64decode(told[HOST] + "=")) == 32
