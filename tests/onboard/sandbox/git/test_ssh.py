"""Real git and OpenSSH over SSH under CodeCommit's names."""

import os
import socket
import subprocess

import pytest

from onboard.sandbox.authority import PULL, PUSH
from tests.onboard.sandbox.git.conftest import HOST, KEY_ID, Lab

URL = f"ssh://{HOST}/v1/repos/web"
LINE = f"{HOST}\n".encode()


def ssh(lab: Lab, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["ssh", "-F", str(lab.folder / "ssh_config"), "-o", "BatchMode=yes", *args],
        env=lab.env,
        capture_output=True,
        text=True,
        timeout=30,
        stdin=subprocess.DEVNULL,
    )


def test_a_clone_and_a_push_of_fifty_megabytes_pass(lab: Lab) -> None:
    lab.new_key()
    lab.git("clone", "-c", "core.compression=0", URL, "web")
    (lab.home / "web" / "large").write_bytes(os.urandom(50 << 20))
    lab.git("-C", "web", "add", "large")
    lab.git("-C", "web", "commit", "-m", "large")
    lab.git("-C", "web", "push")
    lab.git("clone", URL, "again")
    assert (lab.home / "again" / "large").stat().st_size == 50 << 20


def test_a_connection_without_a_command_is_greeted_and_dropped(lab: Lab) -> None:
    lab.new_key()
    done = ssh(lab, "-T", HOST)
    assert "You have successfully authenticated over SSH." in done.stderr
    assert f"Connection to {HOST} closed by remote host." in done.stderr
    assert done.returncode == 255


def test_the_user_is_the_key_id_and_the_key_must_be_its_own(lab: Lab) -> None:
    lab.new_key()
    for user in ("ada", "APKAANOTHERANOTHER12"):
        refused = ssh(lab, "-T", f"{user}@{HOST}")
        assert f"{user}@{HOST}: Permission denied (publickey)." in refused.stderr
    lab.authority.keys[KEY_ID] = b"another"
    assert "Permission denied (publickey)" in lab.git("ls-remote", URL, fail=True).stderr


def test_after_six_keys_the_server_hangs_up(lab: Lab) -> None:
    lab.new_key()
    others = []
    for number in range(6):
        path = lab.home / ".ssh" / f"other_{number}"
        made = ("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path))
        subprocess.run(made, check=True)
        others += ["-i", str(path)]
    refused = ssh(lab, "-T", *others, HOST)
    assert "Too many authentication failures" in refused.stderr
    allowed = ssh(lab, "-T", *others[:10], HOST)
    assert "You have successfully authenticated over SSH." in allowed.stderr


def test_no_port_but_22_answers(lab: Lab) -> None:
    lab.new_key()
    refused = ssh(lab, "-T", "-p", "2222", HOST)
    assert f"ssh: connect to host {HOST} port 2222: Connection timed out" in refused.stderr


def test_a_refused_action_says_its_reason(lab: Lab) -> None:
    lab.new_key()
    lab.authority.allowed = {PULL}
    lab.git("clone", URL, "web")
    lab.git("-C", "web", "commit", "--allow-empty", "-m", "second")
    refused = lab.git("-C", "web", "push", fail=True)
    assert "Access denied: User: arn:aws:iam::111122223333:user/ada is not" in refused.stderr
    assert PUSH in refused.stderr


def test_an_unknown_repository_is_not_found(lab: Lab) -> None:
    lab.new_key()
    refused = lab.git("ls-remote", f"ssh://{HOST}/v1/repos/webb", fail=True)
    assert "Repository not found: webb" in refused.stderr


def test_other_commands_do_not_run(lab: Lab) -> None:
    lab.new_key()
    done = ssh(lab, HOST, "touch", str(lab.home / "made"))
    assert done.returncode == 128
    assert not (lab.home / "made").exists()


def test_a_wrong_host_key_stops_the_client(lab: Lab) -> None:
    lab.new_key()
    lab.authority.impostor = True
    assert "REMOTE HOST IDENTIFICATION HAS CHANGED" in ssh(lab, "-T", HOST).stderr


def test_other_hosts_are_not_reached(lab: Lab) -> None:
    done = ssh(lab, "-T", "github.com")
    assert "The sandbox reaches CodeCommit's SSH hosts and no other." in done.stderr
    assert done.returncode == 255
    assert lab.authority.asked == []


def test_a_sandbox_that_ended_is_named(lab: Lab) -> None:
    lab.new_key()
    lab.ssh.close()
    assert "Run: onboard sandbox" in ssh(lab, "-T", HOST).stderr


def test_nothing_of_the_real_ssh_folder_is_looked_at(lab: Lab) -> None:
    import pwd

    lab.new_key()
    real = f"{pwd.getpwuid(os.getuid()).pw_dir}/.ssh"
    done = ssh(lab, "-vvv", "-T", HOST)
    assert "successfully authenticated" in done.stderr
    assert real not in done.stderr


def test_an_alias_reaches_the_host_that_it_stands_for(lab: Lab) -> None:
    path = lab.new_key()
    config = path.parent / "config"
    config.write_text(f'Host alias\n  HostName {HOST}\n  User {KEY_ID}\n  IdentityFile "{path}"\n')
    assert "refs/heads/main" in lab.git("ls-remote", "ssh://alias/v1/repos/web").stdout


def test_protocol_2_is_passed_on(lab: Lab) -> None:
    lab.new_key()
    done = lab.git("-c", "protocol.version=2", "ls-remote", URL, env={"GIT_TRACE_PACKET": "1"})
    assert "< version 2" in done.stderr


@pytest.mark.parametrize("opening", [b"", b"\n", b"nowhere\n", LINE, LINE + b"SSH-2.0-x\r\n"])
def test_clients_that_leave_early_do_no_harm(
    lab: Lab, opening: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", lab.ssh.port)) as sock:
        sock.sendall(opening)
    lab.new_key()
    assert "refs/heads/main" in lab.git("ls-remote", URL).stdout
    assert capfd.readouterr().err == ""


def test_a_clone_that_is_broken_off_does_no_harm(
    lab: Lab, capfd: pytest.CaptureFixture[str]
) -> None:
    lab.new_key()
    config = str(lab.folder / "ssh_config")
    command = ["ssh", "-F", config, HOST, "git-upload-pack '/v1/repos/web'"]
    with subprocess.Popen(
        command, env=lab.env, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as left:
        assert left.stdout is not None
        left.stdout.read(4)
        left.kill()
    assert "refs/heads/main" in lab.git("ls-remote", URL).stdout
    assert capfd.readouterr().err == ""
