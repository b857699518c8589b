"""Keys are read by what they contain and made so that OpenSSH takes them."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from onboard.errors import BadInput, FileRefused, OnboardError
from onboard.secret import Secret
from onboard.ssh import keys

PASS = Secret("pass wörd")


def keygen(*arguments: str | Path) -> str:
    return subprocess.run(
        ["ssh-keygen", *arguments], capture_output=True, text=True, check=True
    ).stdout


def make(path: Path, *more: str, passphrase: str = "") -> Path:
    keygen("-q", "-C", "me@here", "-N", passphrase, "-f", path, *more)
    return path


def private_file(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    path.chmod(0o600)
    return path


@pytest.mark.parametrize("passphrase", [None, PASS, Secret("x" * 100)])
def test_openssh_takes_what_we_make(
    tmp_path: Path, private: bytes, passphrase: Secret | None
) -> None:
    content, line = keys.serialise(private, passphrase, "onboard me@here")
    path = private_file(tmp_path / "key", content)
    assert content.startswith(b"-----BEGIN OPENSSH PRIVATE KEY-----")
    public = keygen("-y", "-P", passphrase.reveal() if passphrase else "", "-f", path)
    assert public.split()[:2] == line.split()[:2]
    assert line.endswith(" onboard me@here")
    key = keys.read_key(path)
    assert (key.type, key.bits, key.encrypted) == ("ssh-rsa", 2048, passphrase is not None)
    assert (key.body, key.has_private, key.has_public) == (keys.body_of(line), True, False)
    assert keys.unlocks(path, passphrase or Secret("anything"))
    assert keys.unlocks(path, Secret("wrong")) == (passphrase is None)


def test_fingerprints_are_those_of_ssh_keygen(tmp_path: Path, private: bytes) -> None:
    line = keys.serialise(private, None, "c")[1]
    (tmp_path / "k.pub").write_text(line)
    body = keys.body_of(f'command="a b",no-pty {line}')
    assert f"SHA256:{keys.sha256_of(body)} " in keygen("-lf", tmp_path / "k.pub")
    assert f"MD5:{keys.md5_of(body)} " in keygen("-l", "-E", "md5", "-f", tmp_path / "k.pub")


@pytest.mark.parametrize("bits", [1024, 2047, 16385])
def test_sizes_that_iam_refuses_are_not_made(bits: int) -> None:
    with pytest.raises(BadInput, match="2048 to 16384"):
        keys.generate(bits)


def test_a_comment_is_one_line(private: bytes) -> None:
    with pytest.raises(BadInput):
        keys.serialise(private, None, "a\nssh-rsa AAAA")


def test_every_kind_of_key_is_found(tmp_path: Path) -> None:
    make(tmp_path / "a_rsa", "-t", "rsa", "-b", "2056")
    make(tmp_path / "b_pem", "-t", "rsa", "-b", "2048", "-m", "PEM", passphrase="secret")
    make(tmp_path / "c_ed", "-t", "ed25519", passphrase="secret")
    make(tmp_path / "d_ec", "-t", "ecdsa", "-b", "384")
    make(tmp_path / "e_pub", "-t", "rsa", "-b", "2048").unlink()
    make(tmp_path / "f_pkcs8", "-t", "rsa", "-b", "2048", "-m", "PKCS8")
    (tmp_path / "f_pkcs8.pub").unlink()
    make(tmp_path / "g.dots.rsa", "-t", "rsa", "-b", "2048", passphrase="secret")
    found = keys.find_keys(tmp_path)
    assert [(key.path.name, key.type, key.bits, key.encrypted) for key in found] == [
        ("a_rsa", "ssh-rsa", 2056, False),
        ("b_pem", "ssh-rsa", 2048, True),
        ("c_ed", "ssh-ed25519", 256, True),
        ("d_ec", "ecdsa-sha2-nistp384", 384, False),
        ("e_pub", "ssh-rsa", 2048, False),
        ("f_pkcs8", "ssh-rsa", 2048, False),
        ("g.dots.rsa", "ssh-rsa", 2048, True),
    ]
    assert [(key.has_private, key.has_public) for key in found[3:6]] == [
        (True, True),
        (False, True),
        (True, False),
    ]
    assert {key.comment for key in found if key.has_public} == {"me@here"}
    assert all(key.body for key in found)


def test_what_is_not_a_key_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("Host *\n")
    make(tmp_path / "key", "-t", "ed25519")
    shutil.copy(tmp_path / "key.pub", tmp_path / "authorized_keys")
    (tmp_path / "known_hosts").write_text("h " + (tmp_path / "key.pub").read_text())
    (tmp_path / "odd.pub").write_bytes(os.urandom(300))
    (tmp_path / "huge").write_bytes(b"-----BEGIN RSA PRIVATE KEY-----\n" + b"x" * 200_000)
    (tmp_path / "half").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n")
    (tmp_path / "bad.pem").write_text("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder.pub").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as agent:
        agent.bind(str(tmp_path / "agent"))
        assert [key.path.name for key in keys.find_keys(tmp_path)] == ["key"]
    assert keys.find_keys(tmp_path / "none") == ()


def test_either_half_names_the_key(tmp_path: Path) -> None:
    path = make(tmp_path / "key", "-t", "rsa", "-b", "2048")
    assert keys.read_key(path) == keys.read_key(tmp_path / "key.pub")


def test_a_public_half_of_another_key_does_not_count(tmp_path: Path) -> None:
    path = make(tmp_path / "key", "-t", "rsa", "-b", "2048")
    make(tmp_path / "other", "-t", "rsa", "-b", "2048")
    right = keys.read_key(path).body
    shutil.copy(tmp_path / "other.pub", tmp_path / "key.pub")
    key = keys.read_key(path)
    assert (key.body, key.has_public) == (right, False)


def reason(path: Path) -> str:
    with pytest.raises(OnboardError) as caught:
        keys.read_key(path)
    assert caught.value.hint
    return caught.value.message


def test_what_it_is_instead_is_said(tmp_path: Path) -> None:
    texts = {
        "putty": "PuTTY-User-Key-File-3: ssh-rsa\n",
        "ssh2.pub": '---- BEGIN SSH2 PUBLIC KEY ----\nComment: "x"\nAAAA\n',
        "cert": "-----BEGIN CERTIFICATE-----\n",
        "text": "hello\n",
        "empty": "",
        "two.pub": "a\nb\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    make(tmp_path / "ca", "-t", "ed25519")
    keygen("-q", "-s", tmp_path / "ca", "-I", "me", tmp_path / "ca.pub")
    (tmp_path / "ca-cert.pub").rename(tmp_path / "signed.pub")
    (tmp_path / "private.pub").write_bytes((tmp_path / "ca").read_bytes())
    wanted = {
        "putty": "PuTTY",
        "ssh2.pub": "ssh.com",
        "cert": "certificate",
        "signed.pub": "SSH certificate",
        "text": "not a private key",
        "empty": "not a private key",
        "two.pub": "not an SSH public key",
        "private.pub": "a private key, not a public one",
        "none": "There is no key",
        ".": "is not a key file",
        "/": "is not a key file",
        "..pub": "is not a key file",
    }
    for name, words in wanted.items():
        assert words in reason(tmp_path / name), name
    with pytest.raises(FileRefused):
        keys.unlocks(tmp_path / "none", PASS)


def test_what_keeps_ssh_from_using_a_key(tmp_path: Path) -> None:
    path, other = make(tmp_path / "k", "-t", "rsa"), make(tmp_path / "other", "-t", "rsa")
    assert keys.read_key(path).problem == ""
    path.chmod(0o640)
    assert f"chmod 600 {path}" in keys.read_key(path).problem
    path.chmod(0o600)
    shutil.copy(other.with_suffix(".pub"), path.with_suffix(".pub"))
    assert "k.pub beside it belongs to another key" in keys.read_key(path).problem


def test_a_comment_cannot_steer_a_terminal(tmp_path: Path, private: bytes) -> None:
    line = keys.serialise(private, None, "")[1]
    (tmp_path / "k.pub").write_text(f"{line} \x1b[31mred\x9b\x07")
    assert keys.read_key(tmp_path / "k").comment == "[31mred"


def test_no_word_of_a_damaged_key_is_repeated(tmp_path: Path, private: bytes) -> None:
    content = keys.serialise(private, PASS, "")[0]
    path = private_file(tmp_path / "key", content[:-200] + b"SECRET" * 20 + content[-80:])
    assert not keys.unlocks(path, PASS)
    with pytest.raises(BadInput) as caught:
        keys.load(path.read_bytes(), PASS)
    assert not re.search("SECRET|wörd", f"{caught.value.message}{caught.value.__cause__}")
