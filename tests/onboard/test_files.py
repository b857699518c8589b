"""Files are replaced whole, privately, and can be given back."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from onboard import files
from onboard.errors import FileRefused

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
CRLF = b"Host a\r\n\tUser\tb # c\r\n\xff\xfe no end"


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_a_new_file_is_private_and_undone_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "home" / ".ssh" / "config"
    replaced = files.replace(path, CRLF, tmp_path / "backups")
    assert path.read_bytes() == CRLF
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert not replaced.existed
    assert replaced.made_folders == (tmp_path / "home", tmp_path / "home" / ".ssh")
    assert files.restore(replaced)
    assert not (tmp_path / "home").exists()
    assert files.restore(replaced), "an undo that was interrupted may be repeated"


def test_bytes_mode_and_backup_come_back(tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_bytes(CRLF)
    path.chmod(0o640)
    replaced = files.replace(path, b"new\n", tmp_path / "backups")
    assert (path.read_bytes(), mode(path)) == (b"new\n", 0o640)
    assert replaced.backup is not None
    assert (replaced.backup.read_bytes(), mode(replaced.backup)) == (CRLF, 0o600)
    assert mode(tmp_path / "backups") == 0o700
    assert files.restore(replaced)
    assert (path.read_bytes(), mode(path)) == (CRLF, 0o640)
    assert names(tmp_path) == ["backups", "config"]


def test_a_mode_that_was_asked_for_is_undone_too(tmp_path: Path) -> None:
    path = tmp_path / "credentials"
    path.write_bytes(b"same")
    path.chmod(0o644)
    replaced = files.replace(path, b"same", tmp_path / "backups", mode=0o600)
    assert mode(path) == 0o600
    assert files.restore(replaced)
    assert mode(path) == 0o644


def test_an_edit_made_since_is_not_undone(tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_bytes(b"old")
    replaced = files.replace(path, b"new", tmp_path / "backups")
    path.write_bytes(b"new and edited")
    assert not files.restore(replaced)
    assert path.read_bytes() == b"new and edited"


def test_a_folder_that_others_use_by_now_stays(tmp_path: Path) -> None:
    replaced = files.replace(tmp_path / "made" / "config", b"x", tmp_path / "backups")
    (tmp_path / "made" / "other").write_text("theirs")
    assert files.restore(replaced)
    assert names(tmp_path / "made") == ["other"]


def test_a_changed_backup_is_never_restored(tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_bytes(b"old")
    replaced = files.replace(path, b"new", tmp_path / "backups")
    assert replaced.backup is not None
    replaced.backup.write_bytes(b"tampered")
    with pytest.raises(FileRefused, match="backup"):
        files.restore(replaced)
    assert path.read_bytes() == b"new"


def test_the_same_content_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_bytes(b"same")
    before = path.stat()
    replaced = files.replace(path, b"same", tmp_path / "backups")
    after = path.stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert files.restore(replaced)


def test_a_link_into_dotfiles_stays_a_link(tmp_path: Path) -> None:
    dotfiles, home = tmp_path / "dotfiles", tmp_path / "home"
    dotfiles.mkdir()
    home.mkdir()
    (dotfiles / "ssh").write_bytes(b"old")
    (home / "between").symlink_to(dotfiles / "ssh")
    (home / "config").symlink_to("between")
    replaced = files.replace(home / "config", b"new", tmp_path / "backups")
    assert (home / "config").is_symlink()
    assert (dotfiles / "ssh").read_bytes() == b"new"
    assert (names(dotfiles), names(home)) == (["ssh"], ["between", "config"])
    assert files.restore(replaced)
    assert (dotfiles / "ssh").read_bytes() == b"old"


def refused(path: Path) -> str:
    with pytest.raises(FileRefused) as caught:
        files.check_replaceable(path)
    with pytest.raises(FileRefused):
        files.replace(path, b"new", path.parent / "backups")
    assert caught.value.hint
    return caught.value.message


def test_what_cannot_be_replaced_is_refused(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to("nowhere")
    assert "symbolic link to nowhere" in refused(tmp_path / "broken")
    (tmp_path / "folder").mkdir()
    assert "is a folder" in refused(tmp_path / "folder")
    os.mkfifo(tmp_path / "pipe")
    assert "not an ordinary file" in refused(tmp_path / "pipe")
    (tmp_path / "plain").write_text("x")
    assert "is not a folder" in refused(tmp_path / "plain" / "config")
    (tmp_path / "locked").write_text("x")
    (tmp_path / "locked").chmod(0o400)
    assert "is read-only" in refused(tmp_path / "locked")
    assert (tmp_path / "locked").read_text() == "x"
    assert not (tmp_path / "backups").exists()


def test_a_read_only_folder_is_refused_for_root_too(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "config").write_text("x")
    folder.chmod(0o500)
    try:
        for path in (folder / "config", folder / "new" / "file"):
            with pytest.raises(FileRefused, match="read-only"):
                files.check_replaceable(path)
            with pytest.raises(FileRefused, match="read-only"):
                files.create_private(path.with_name("key"), b"x")
    finally:
        folder.chmod(0o700)
    assert names(folder) == ["config"]


@pytest.mark.skipif(not ROOT, reason="only root can make a file that belongs to another user")
def test_a_foreign_owner_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "config").write_text("x")
    os.chown(folder / "config", 65534, 65534)
    assert "belongs to" in refused(folder / "config")
    os.chown(folder, 65534, 65534)
    with pytest.raises(FileRefused, match="You are root, but"):
        files.check_replaceable(folder / "new")


@pytest.mark.skipif(not ROOT, reason="only root can give a file to any group")
def test_the_group_stays(tmp_path: Path) -> None:
    path = tmp_path / "config"
    path.write_text("x")
    os.chown(path, -1, 65534)
    path.chmod(0o640)
    assert files.restore(files.replace(path, b"new", tmp_path / "backups"))
    assert (path.stat().st_gid, mode(path), path.read_text()) == (65534, 0o640, "x")


@pytest.mark.skipif(not ROOT, reason="only root can become another user")
def test_a_folder_without_permission_is_refused_for_an_ordinary_user(tmp_path: Path) -> None:
    finished = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, "/onboard-test-file"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.stdout == "The folder / is read-only.\n", finished.stderr


AS_NOBODY = """
import os, sys
from pathlib import Path
from onboard.errors import FileRefused
from onboard.files.backup import keep_copy, kept_in
from onboard.files import check_replaceable
os.setgroups([]); os.setgid(65534); os.setuid(65534)
try:
    check_replaceable(Path(sys.argv[1]))
except FileRefused as error:
    print(error)
"""


def test_reading(tmp_path: Path) -> None:
    assert files.read(tmp_path / "none") is None
    assert files.read(Path(os.devnull)) == b""
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(FileRefused, match="not an ordinary file"):
            files.read(path)


def test_a_private_file_is_never_put_over_another(tmp_path: Path) -> None:
    path = tmp_path / ".ssh" / "key"
    assert files.create_private(path, b"one") == (tmp_path / ".ssh",)
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    with pytest.raises(FileRefused, match="never overwritten"):
        files.create_private(path, b"two")
    (tmp_path / "broken").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FileRefused, match="never overwritten"):
        files.create_private(tmp_path / "broken", b"two")
    assert path.read_bytes() == b"one"
    assert names(path.parent) == ["key"]
    assert not (tmp_path / "elsewhere").exists()


def test_a_private_folder_lets_nobody_else_in(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir(mode=0o755)
    (tmp_path / "state").chmod(0o755)
    files.private_folder(tmp_path / "state")
    files.private_folder(tmp_path / "a" / "b")
    assert [mode(tmp_path / name) for name in ("state", "a", "a/b")] == [0o700] * 3


KILLED = """
import os, pathlib, signal, sys
from onboard import files
def dying(new, path):
    os.kill(os.getpid(), signal.SIGKILL) if str(path) == sys.argv[1] else os.replace(new, path)
pathlib.Path.replace = dying
files.replace(pathlib.Path(sys.argv[1]), b"secret new", pathlib.Path(sys.argv[2]))
"""


def test_a_kill_before_the_rename_leaves_the_old_file_and_nothing_readable(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    path = folder / "config"
    path.write_bytes(b"old")
    path.chmod(0o600)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, path, tmp_path / "backups"], check=False, timeout=60
    )
    assert killed.returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    (left,) = (each for each in folder.iterdir() if each != path)
    assert mode(left) == 0o600
    (folder / ".config.onboard-notes.new").write_text("a person's own")
    files.clear_leftovers(path)
    assert names(folder) == [".config.onboard-notes.new", "config"]


FULL = """
import pathlib, resource, signal, sys
from onboard import files
from onboard.errors import FileRefused
from onboard.files.backup import keep_copy, kept_in
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    files.replace(pathlib.Path(sys.argv[1]), b"x" * 5000, pathlib.Path(sys.argv[2]))
except FileRefused as error:
    print(error)
"""


def test_a_write_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "config").write_bytes(b"old")
    said = subprocess.run(
        [sys.executable, "-c", FULL, folder / "config", tmp_path / "backups"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "cannot be written: File too large" in said
    assert (names(folder), (folder / "config").read_bytes()) == (["config"], b"old")
