"""What others could read or change is refused, and nothing is written so."""

import os
import stat
from pathlib import Path

import pytest

from onboard.credential.private import (
    NotPrivate,
    check_folder,
    make_folder,
    read_private,
    write_private,
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_round_trip_and_modes(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "onboard" / "credentials"
    make_folder(str(folder))
    write_private(str(folder / "a.json"), b"one")
    write_private(str(folder / "a.json"), b"two")
    assert read_private(str(folder / "a.json")) == b"two"
    assert (mode(folder), mode(folder / "a.json")) == (0o700, 0o600)
    assert os.listdir(folder) == ["a.json"]


def test_a_draft_of_a_dead_process_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / f"a.json.{os.getpid()}.tmp").write_text("left behind")
    write_private(str(tmp_path / "a.json"), b"one")
    assert os.listdir(tmp_path) == ["a.json"]


@pytest.mark.parametrize("bits", [0o640, 0o604, 0o660, 0o620, 0o601])
def test_open_files_are_refused(tmp_path: Path, bits: int) -> None:
    path = tmp_path / "a.json"
    path.write_text("secret")
    path.chmod(bits)
    with pytest.raises(NotPrivate):
        read_private(str(path))


def test_other_owners_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.json"
    write_private(str(path), b"secret")
    tmp_path.chmod(0o700)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(NotPrivate):
        read_private(str(path))
    with pytest.raises(NotPrivate):
        check_folder(str(tmp_path))
    with pytest.raises(NotPrivate):
        make_folder(str(tmp_path))


def test_links_and_pipes_are_refused(tmp_path: Path) -> None:
    write_private(str(tmp_path / "real"), b"secret")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    os.mkfifo(tmp_path / "pipe", 0o600)
    for name in ("link", "pipe"):
        with pytest.raises((NotPrivate, OSError)):
            read_private(str(tmp_path / name))


def test_a_linked_folder_is_refused_and_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.mkdir(0o755)
    (target / "keep").write_text("mine")
    (tmp_path / "link").symlink_to(target)
    with pytest.raises(NotPrivate):
        make_folder(str(tmp_path / "link"))
    assert (target / "keep").exists()
    assert mode(target) == 0o755


def test_an_open_folder_of_ours_is_emptied_and_closed(tmp_path: Path) -> None:
    folder = tmp_path / "credentials"
    folder.mkdir()
    folder.chmod(0o777)
    (folder / "planted.json").write_text("{}")
    with pytest.raises(NotPrivate):
        check_folder(str(folder))
    make_folder(str(folder))
    assert mode(folder) == 0o700
    assert os.listdir(folder) == []
