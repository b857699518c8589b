"""What a change of a file can give back, and what its backup keeps."""

import base64
import json
import os
from pathlib import Path

import pytest

from onboard import files
from onboard.files.backup import keep_copy, kept_in

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
CRLF = b"Host a\r\n\tUser\tb # c\r\n\xff\xfe no end"


@pytest.mark.parametrize("former", [None, b"old"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_what_was_planned_can_be_given_back_at_any_moment(
    moment: str, former: bytes | None, tmp_path: Path
) -> None:
    path = tmp_path / "folder" / ".gitconfig"
    if former is not None:
        path.parent.mkdir()
        path.write_bytes(former)
    planned = files.planned(path, b"new", tmp_path / "backups")
    if moment == "after":
        files.replace(path, b"new", None)
    assert files.restore(planned)
    assert (path.read_bytes() if path.exists() else None) == former
    assert path.parent.exists() == (former is not None)


@pytest.mark.parametrize("ending", [b"", b"[user]\n\tname = x", b"\r\n# \xff"])
@pytest.mark.parametrize("change", ["append", "put before", "take out", "empty"])
def test_a_file_with_a_secret_is_given_back_without_a_copy_of_it(
    change: str, ending: bytes, tmp_path: Path
) -> None:
    secret = b"https://jane:canary@example.com"
    former = b'[url "%b"]\n\tinsteadOf = x\n[old]\n%b' % (secret, ending)
    content = {
        "append": former + b"[credential]\n",
        "put before": b"[credential]\n" + former,
        "take out": former.replace(b"[old]\n", b""),
        "empty": former,
    }[change]
    path, backups = tmp_path / ".gitconfig", tmp_path / "backups"
    path.write_bytes(former)
    replaced = files.replace(path, content, backups)
    assert replaced.backup is not None
    assert [one for one in backups.iterdir() if b"canary" in one.read_bytes()] == []
    assert files.restore(replaced)
    assert path.read_bytes() == former


def test_a_backup_keeps_no_secret_that_stands_between_two_changes(tmp_path: Path) -> None:
    former = b"a = 1\nurl = https://me:hunter2@host/\nb = 2\n"
    content = b"a = 9\nurl = https://me:hunter2@host/\nmore\nb = 9\n"
    copy = keep_copy(former, content, "config", tmp_path)
    assert b"hunter2" not in copy.read_bytes()
    assert kept_in(copy, content) == former


def test_a_backup_of_an_earlier_version_is_still_read(tmp_path: Path) -> None:
    copy = tmp_path / "config.0.part"
    copy.write_text(json.dumps({"head": 2, "tail": 1, "lost": base64.b64encode(b"xy").decode()}))
    assert kept_in(copy, b"ab123z") == b"abxyz"
