"""The sandbox's own certificate: kept while it lasts, made anew when it is damaged."""

from pathlib import Path

from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store

from onboard.sandbox.git.certificate import certificate
from onboard.sandbox.git.hosts import https_hosts, ssh_hosts


def test_it_is_kept_until_it_is_damaged(tmp_path: Path) -> None:
    made = certificate(tmp_path, https_hosts())
    before = made.server.read_bytes()
    assert certificate(tmp_path, https_hosts()) == made
    assert made.server.read_bytes() == before
    made.authority.write_text("damaged")
    certificate(tmp_path, https_hosts())
    assert made.server.read_bytes() != before


def test_a_strict_client_trusts_it_for_every_git_host(tmp_path: Path) -> None:
    made = certificate(tmp_path, https_hosts())
    authority = x509.load_pem_x509_certificate(made.authority.read_bytes())
    server = x509.load_pem_x509_certificate(made.server.read_bytes())
    policy = PolicyBuilder().store(Store([authority]))
    for host in https_hosts():
        chain = policy.build_server_verifier(x509.DNSName(host)).verify(server, [])
        assert chain == [server, authority]


def test_fips_hosts_speak_https_only() -> None:
    assert "git-codecommit-fips.us-east-1.amazonaws.com" in https_hosts()
    assert not any("fips" in host for host in ssh_hosts())
