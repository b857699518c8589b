"""One writer at a time on one home, and who that is."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from onboard import files
from onboard.errors import FileRefused
from tests.machine import machine

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
CRLF = b"Host a\r\n\tUser\tb # c\r\n\xff\xfe no end"


def test_twenty_writers_lose_nothing(tmp_path: Path) -> None:
    places, path = machine(tmp_path), tmp_path / "config"
    path.write_bytes(b"")

    def add(number: int) -> None:
        with files.locked(places, wait=60):
            now = files.read(path) or b""
            files.replace(path, now + f"{number}\n".encode(), places.backups)

    threads = [threading.Thread(target=add, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(int, path.read_text().split())) == list(range(20))


HOLDER = """
import dataclasses, sys
from pathlib import Path
from onboard.files import locked
from tests.machine import machine
sys.argv[1:] = ["setup", "--profile", "x"]
with locked(machine(Path(FOLDER))):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_who_holds_the_lock_is_said(tmp_path: Path) -> None:
    code = HOLDER.replace("FOLDER", repr(str(tmp_path)))
    with subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with (
            pytest.raises(FileRefused, match=f"`onboard setup`, process {holder.pid}"),
            files.locked(machine(tmp_path), wait=0.1),
        ):
            pass
    with files.locked(machine(tmp_path), wait=0):
        pass
