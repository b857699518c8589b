"""Real git over HTTPS under CodeCommit's names."""

import os
import socket
import ssl
from pathlib import Path

import pytest

from onboard.sandbox.authority import PULL, PUSH
from tests.onboard.sandbox.git.conftest import HOST, Lab


def test_a_clone_and_a_push_pass(lab: Lab) -> None:
    lab.git("clone", lab.url(), "web")
    assert (lab.home / "web" / "README.md").read_text().startswith("# web\n")
    lab.git("-C", "web", "commit", "--allow-empty", "-m", "second")
    lab.git("-C", "web", "push", "origin", "HEAD:main", "HEAD:topic")
    assert "refs/heads/topic" in lab.git("ls-remote", lab.url()).stdout
    assert len(lab.touches) > 5


def test_fifty_megabytes_are_pushed_and_cloned(lab: Lab) -> None:
    lab.git("clone", "-c", "core.compression=0", lab.url(), "web")
    (lab.home / "web" / "large").write_bytes(os.urandom(50 << 20))
    lab.git("-C", "web", "add", "large")
    lab.git("-C", "web", "commit", "-m", "large")
    lab.git("-C", "web", "push")  # above http.postBuffer, so in chunks
    lab.git("clone", lab.url(), "again")
    assert (lab.home / "again" / "large").stat().st_size == 50 << 20


def test_a_long_request_is_sent_as_gzip(lab: Lab) -> None:
    bare = str(lab.authority.repositories[("eu-west-1", "web")])
    for number in range(25):  # a clone wants each by name
        tree = ["commit-tree", "-m", str(number), "main^{tree}"]
        commit = lab.git("-C", bare, *tree).stdout.strip()
        lab.git("-C", bare, "update-ref", f"refs/heads/b{number}", commit)
    clone = lab.git("clone", lab.url(), "web", env={"GIT_TRACE_CURL": "1"})
    assert "Content-Encoding: gzip" in clone.stderr


def test_the_authority_is_asked_on_every_request(lab: Lab) -> None:
    lab.git("clone", lab.url(), "web")
    lab.authority.allowed = {PUSH}
    refused = lab.git("-C", "web", "fetch", fail=True)
    assert "error: 403" in refused.stderr
    assert "not authorized" not in refused.stderr  # over HTTPS CodeCommit gives no reason


def test_a_refused_push_is_a_bare_403(lab: Lab) -> None:
    lab.git("clone", lab.url(), "web")
    lab.authority.allowed = {PULL}
    lab.git("-C", "web", "commit", "--allow-empty", "-m", "second")
    assert "error: 403" in lab.git("-C", "web", "push", fail=True).stderr


def test_a_wrong_password_is_refused_without_a_reason(lab: Lab) -> None:
    refused = lab.git("ls-remote", lab.url(password="no"), fail=True)
    assert "The requested URL returned error: 403" in refused.stderr


def test_no_password_is_asked_for_one(lab: Lab) -> None:
    refused = lab.git("ls-remote", f"https://{HOST}/v1/repos/web", fail=True)
    assert "could not read Username" in refused.stderr


@pytest.mark.parametrize("name", ["webb", "web.git", "Web"])
def test_another_name_is_not_found(lab: Lab, name: str) -> None:
    assert "not found" in lab.git("ls-remote", lab.url(name), fail=True).stderr


def test_another_region_is_not_found(lab: Lab) -> None:
    url = lab.url(host="git-codecommit.us-east-1.amazonaws.com")
    assert "not found" in lab.git("ls-remote", url, fail=True).stderr


@pytest.mark.parametrize(
    ("host", "region"),
    [
        ("git-codecommit-fips.us-east-2.amazonaws.com", "us-east-2"),
        ("git-codecommit.cn-north-1.amazonaws.com.cn", "cn-north-1"),
    ],
)
def test_fips_and_china_are_reached(lab: Lab, host: str, region: str, tmp_path: Path) -> None:
    lab.authority.repositories[(region, "web")] = lab.authority.repositories[("eu-west-1", "web")]
    lab.git("ls-remote", lab.url(host=host))
    assert ("password", host, "/v1/repos/web", "ada-at-111122223333") in lab.authority.asked


def secure(lab: Lab) -> ssl.SSLSocket:
    """A TLS connection to the Git server, as git makes it through the proxy."""
    plain = socket.create_connection(("127.0.0.1", lab.https.port), timeout=30)
    plain.sendall(f"CONNECT {HOST}:443 HTTP/1.1\r\n\r\n".encode())
    assert b" 200 " in plain.recv(4096)
    trust = ssl.create_default_context(cafile=lab.folder / "ca.pem")
    return trust.wrap_socket(plain, server_hostname=HOST)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("POST /v1/repos/web/git-upload-pack", b"400"),
        ("GET /v1/repos/web/git-upload-pack", b"404"),
        ("GET /v1/repos/web/info/refs", b"404"),
        ("GET /v1/repos/web/info/refs?service=git-gc", b"404"),
        ("GET /v1/repos/../web/info/refs?service=git-upload-pack", b"404"),
        ("GET /v1/repos/web/info/refs?service=git-upload-pack", b"401"),
    ],
)
def test_odd_requests_are_answered(lab: Lab, request_: str, status: bytes) -> None:
    chunked = "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n"
    end = chunked if request_.startswith("POST") else "\r\n"
    with secure(lab) as connection:
        connection.sendall(f"{request_} HTTP/1.1\r\nHost: {HOST}\r\n{end}".encode())
        assert connection.recv(4096).split()[1] == status


@pytest.mark.parametrize("opening", [b"", b"CONNECT", b"GET / HTTP/1.1\r\n\r\n"])
def test_clients_that_leave_early_do_no_harm(
    lab: Lab, opening: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", lab.https.port)) as plain:
        plain.sendall(opening)
    with secure(lab) as connection:
        connection.sendall(b"POST /v1/repos/web/git-upload-pack HTTP/1.1\r\n")
    assert "refs/heads/main" in lab.git("ls-remote", lab.url()).stdout
    assert capfd.readouterr().err == ""


def test_the_proxy_reaches_nothing_else(lab: Lab) -> None:
    proxy = f"http.proxy=http://127.0.0.1:{lab.https.port}"
    refused = lab.git("-c", proxy, "ls-remote", "https://example.com/x", fail=True)
    assert "403" in refused.stderr


@pytest.mark.parametrize("version", ["0", "1", "2"])
def test_every_protocol_version_works(lab: Lab, version: str) -> None:
    done = lab.git("-c", f"protocol.version={version}", "ls-remote", lab.url())
    assert "refs/heads/main" in done.stdout
