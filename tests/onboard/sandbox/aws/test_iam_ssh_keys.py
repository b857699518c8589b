"""IAM's rules for SSH public keys."""

import base64
import hashlib
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.ssh_key_body import read_body
from onboard.sandbox.scenarios.made_up import ssh_key
from onboard.sandbox.scenarios.seed import PERSON
from tests.onboard.sandbox.aws.running import Running, new_key
from tests.onboard.sandbox.aws.test_signature import refused


def test_the_life_of_a_key(running: Running, tmp_path: Path) -> None:
    line, blob = new_key(tmp_path)
    iam = running.client("iam")
    made = iam.upload_ssh_public_key(UserName=PERSON, SSHPublicKeyBody=line + "\n")["SSHPublicKey"]
    key_id = made["SSHPublicKeyId"]
    assert key_id.startswith("APKA")
    assert len(key_id) == 20
    assert made["Fingerprint"] == hashlib.md5(blob, usedforsecurity=False).digest().hex(":")
    assert (made["SSHPublicKeyBody"], made["Status"]) == (line, "Active")
    assert [one["SSHPublicKeyId"] for one in iam.list_ssh_public_keys()["SSHPublicKeys"]] == [
        key_id
    ]

    found = running.cloud.by_key(key_id, blob)
    assert found is not None
    assert found.arn.endswith("user/jane")
    assert running.cloud.by_key(key_id, blob[:-1]) is None
    assert running.cloud.by_key(PERSON, blob) is None

    call = {"UserName": PERSON, "SSHPublicKeyId": key_id}
    iam.update_ssh_public_key(**call, Status="Inactive")
    assert running.cloud.by_key(key_id, blob) is None
    iam.update_ssh_public_key(**call, Status="Active")
    assert running.cloud.by_key(key_id, blob)
    iam.delete_ssh_public_key(**call)
    assert running.cloud.by_key(key_id, blob) is None
    assert refused(lambda: iam.get_ssh_public_key(**call, Encoding="SSH"))[0] == "NoSuchEntity"


def test_the_fingerprint_is_ssh_keygens(tmp_path: Path) -> None:
    line, _ = new_key(tmp_path)
    (tmp_path / "key.pub").write_text(line + "\n", encoding="utf-8")
    said = subprocess.run(
        ["ssh-keygen", "-l", "-E", "md5", "-f", str(tmp_path / "key.pub")],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    assert f"MD5:{read_body(line).fingerprint}" in said.stdout


def test_both_encodings(running: Running, tmp_path: Path) -> None:
    line, blob = new_key(tmp_path)
    admin = running.admin("iam")
    made = admin.upload_ssh_public_key(UserName=PERSON, SSHPublicKeyBody=line)["SSHPublicKey"]
    call = {"UserName": PERSON, "SSHPublicKeyId": made["SSHPublicKeyId"]}
    pem = admin.get_ssh_public_key(**call, Encoding="PEM")["SSHPublicKey"]["SSHPublicKeyBody"]
    assert pem.startswith("-----BEGIN PUBLIC KEY-----\n")
    assert admin.get_ssh_public_key(**call, Encoding="SSH")["SSHPublicKey"]["SSHPublicKeyBody"] == (
        line
    )
    again = admin.upload_ssh_public_key(UserName="admin", SSHPublicKeyBody=pem)["SSHPublicKey"]
    assert again["Fingerprint"] == made["Fingerprint"]
    assert running.cloud.by_key(again["SSHPublicKeyId"], blob)


def test_no_duplicates_and_five_at_most(running: Running) -> None:
    iam = running.client("iam")
    lines = [ssh_key(f"key-{number}", 0).body for number in range(6)]
    for line in lines[:5]:
        iam.upload_ssh_public_key(UserName=PERSON, SSHPublicKeyBody=line)

    def upload(line: str) -> tuple[str, int, str]:
        return refused(lambda: iam.upload_ssh_public_key(UserName=PERSON, SSHPublicKeyBody=line))

    other_comment = " ".join([*lines[0].split()[:2], "elsewhere"])
    assert upload(other_comment)[:2] == ("DuplicateSSHPublicKey", 400)
    assert upload(lines[5])[:2] == ("LimitExceeded", 409)


@pytest.mark.parametrize(("kind", "bits"), [("rsa", 1024), ("ed25519", 0), ("ecdsa", 256)])
def test_only_rsa_of_2048_bits_or_more(
    running: Running, tmp_path: Path, kind: str, bits: int
) -> None:
    line, _ = new_key(tmp_path, bits, kind)
    iam = running.client("iam")
    answer = refused(lambda: iam.upload_ssh_public_key(UserName=PERSON, SSHPublicKeyBody=line))
    assert answer[:2] == ("InvalidPublicKey", 400)


def test_what_is_no_key() -> None:
    good = ssh_key("x", 0).body.split()[1]
    wrong_name = base64.b64encode(base64.b64decode(good).replace(b"ssh-rsa", b"ssh-dss")).decode()
    pem = ec.generate_private_key(ec.SECP256R1()).public_key()
    texts = {
        "not a key": "UnrecognizedPublicKeyEncoding",
        "word": "InvalidPublicKey",
        "": "InvalidPublicKey",
        "ssh-rsa": "InvalidPublicKey",
        "ssh-rsa AAAA": "InvalidPublicKey",
        "ssh-rsa !!!": "InvalidPublicKey",
        f"ssh-rsa {good[:100]}\n{good[100:]}": "InvalidPublicKey",
        f"ssh-rsa {wrong_name}": "InvalidPublicKey",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA": "InvalidPublicKey",
        pem.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode(): (
            "InvalidPublicKey"
        ),
    }
    for text, code in texts.items():
        with pytest.raises(AwsError) as caught:
            read_body(text)
        assert caught.value.code == code, text


def test_sizes_at_the_edge() -> None:
    def line(bits: int) -> str:
        numbers = rsa.RSAPublicNumbers(65537, (1 << bits - 1) | 1).public_key()
        return numbers.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()

    for bits in (2048, 3072, 8192):
        assert read_body(line(bits))
    with pytest.raises(AwsError):
        read_body(line(2047))
