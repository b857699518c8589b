"""The sandbox's own certificate authority and the one certificate of its Git server."""

import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.sandbox.private import write_private

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

_LIFE = timedelta(days=800)
_RENEW = timedelta(days=30)


@dataclass(frozen=True)
class Certificate:
    """Where the authority's certificate and the server's certificate with its key are."""

    authority: Path
    server: Path

    def context(self) -> ssl.SSLContext:
        """TLS as the server speaks it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        context.load_cert_chain(self.server)
        return context


def certificate(folder: Path, hosts: Iterable[str]) -> Certificate:
    """The folder's certificate, made anew when there is none or it ends soon.

    The authority's key is forgotten at once: nothing else can ever be signed with it.
    """
    found = Certificate(folder / "ca.pem", folder / "server.pem")
    if not _lasts(found):
        _make(found, hosts)
    return found


def _lasts(found: Certificate) -> bool:
    from cryptography import x509

    try:
        ends = x509.load_pem_x509_certificate(found.authority.read_bytes()).not_valid_after_utc
    except (OSError, ValueError):
        return False
    return found.server.exists() and ends - datetime.now(UTC) > _RENEW


def _make(wanted: Certificate, hosts: Iterable[str]) -> None:
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    signer, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("onboard sandbox CA", signer, signer)
    names = x509.SubjectAlternativeName([x509.DNSName(host) for host in hosts])
    leaf = _certificate("onboard sandbox", key, signer, names)
    body = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    pem = serialization.Encoding.PEM
    write_private(wanted.server, leaf.public_bytes(pem) + body)
    write_private(wanted.authority, root.public_bytes(pem))


def _certificate(
    name: str,
    key: "EllipticCurvePrivateKey",
    signer: "EllipticCurvePrivateKey",
    names: "x509.SubjectAlternativeName | None" = None,
) -> "x509.Certificate":
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import NameOID

    def called(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(called(name))
        .issuer_name(called("onboard sandbox CA"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + _LIFE)
        .add_extension(x509.BasicConstraints(ca=names is None, path_length=None), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    for extension in (_for_signing(),) if names is None else (names, _for_serving()):
        builder = builder.add_extension(extension, critical=names is None)
    return builder.sign(signer, hashes.SHA256())


def _for_signing() -> "x509.KeyUsage":
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )


def _for_serving() -> "x509.ExtendedKeyUsage":
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    return x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
