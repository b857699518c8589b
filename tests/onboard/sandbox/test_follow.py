"""The supervisor ends as its child ends, and hands on each signal once."""

import os
import pty
import signal
import subprocess
import sys

import pytest

DRIVER = (
    "import os, sys; from onboard.sandbox import follow\n"
    "follow._follow = getattr(follow, sys.argv[2])\n"
    "command = [sys.executable, '-c', sys.argv[1]]\n"
    "sys.exit(follow.follow(command, dict(os.environ), lambda: None))"
)
TAKE_THE_TERMINAL = "import fcntl, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
PRECISE, PLAIN = "_follow", "_plainly"
"""The way of Linux, and the way of the others."""
PRELUDE = (
    "import os, signal, sys\n"
    "seen = []\n"
    "for one in (signal.SIGINT, signal.SIGTERM):\n"
    "    signal.signal(one, lambda number, _: (seen.append(number), print('got', flush=True)))\n"
    "signal.pthread_sigmask(signal.SIG_SETMASK, ())\n"
    "print('ready', flush=True)\n"
)
linux = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere the system tells less of a signal"
)


def driver(code: str, way: str = PRECISE) -> list[str]:
    return [sys.executable, "-c", DRIVER, code, way]


@pytest.mark.parametrize("way", [PRECISE, PLAIN])
@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("raise SystemExit(4)", 4),
        ("pass", 0),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 137),
    ],
)
def test_the_status_is_the_childs(code: str, status: int, way: str) -> None:
    assert subprocess.run(driver(code, way), check=False, timeout=30).returncode == status


def test_the_child_has_our_standard_streams() -> None:
    code = "print(input()[::-1])"
    done = subprocess.run(driver(code), input="abc\n", capture_output=True, text=True, timeout=30)
    assert done.stdout == "cba\n"


@pytest.mark.parametrize(
    ("number", "way"),
    [(signal.SIGINT, PRECISE), (signal.SIGTERM, PRECISE), (signal.SIGTERM, PLAIN)],
)
def test_a_signal_for_us_alone_is_handed_on(number: signal.Signals, way: str) -> None:
    code = PRELUDE + "while not seen: signal.pause()\nsys.exit(seen[0])"
    with subprocess.Popen(driver(code, way), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(number)
        assert process.wait(30) == number


def test_an_unhandled_interrupt_is_130() -> None:
    code = (
        "import signal; signal.signal(signal.SIGINT, signal.SIG_DFL)\n"
        "signal.pthread_sigmask(signal.SIG_SETMASK, ())\n"
        "print('ready', flush=True)\n"
        "while True: signal.pause()"
    )
    with subprocess.Popen(driver(code), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130


@linux
def test_ctrl_c_in_a_terminal_reaches_the_child_once() -> None:
    code = PRELUDE + "input()\nprint('seen', len(seen), flush=True)"
    command = [sys.executable, "-c", TAKE_THE_TERMINAL + DRIVER, code, PRECISE]
    ours, theirs = pty.openpty()
    with (
        os.fdopen(ours, "r+b", buffering=0) as screen,
        subprocess.Popen(
            command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        ) as process,
    ):
        os.close(theirs)
        said = b""
        for awaited, keys in ((b"ready", b"\x03"), (b"got", b"\n"), (b"seen 1", b"")):
            while awaited not in said:
                said += screen.read(1024)
            screen.write(keys)
        assert process.wait(30) == 0


@linux
def test_a_terminal_that_goes_away_ends_the_child() -> None:
    code = (
        "import os, signal; signal.pthread_sigmask(signal.SIG_SETMASK, ())\n"
        "os.write(1, b'ready')\n"
        "while True: signal.pause()"
    )
    command = [sys.executable, "-c", TAKE_THE_TERMINAL + DRIVER, code, PRECISE]
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    ) as process:
        os.close(theirs)
        assert b"ready" in os.read(ours, 1024)
        os.close(ours)
        try:
            assert process.wait(30) == 128 + signal.SIGHUP
        finally:
            process.terminate()
