"""The app's first frame against that of a hello-world Textual app, as a ratio of medians.

Run it as `python tests/benchmarks/bench_first_frame.py [ROUNDS]`; it fails above the limit.
"""

import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import termios
import time
from pathlib import Path

LIMIT = 1.3
ROOT = Path(__file__).parents[2]
HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("FIRST FRAME")
Hello().run()
"""
OURS = """
import threading
from screens.app import run
class Engine:
    sandbox = "iam-user"
    def observe(self, *given):
        threading.Event().wait(60)
    def warm(self):
        pass
run(Engine(), None, None)
"""


def main(rounds: int) -> int:
    """Measure in turns, print both and their ratio; 1 where it is over the limit."""
    runs = {"hello": (HELLO, b"FIRST FRAME"), "onboard": (OURS, b"Nothing is changed")}
    for program, sign in runs.values():
        first_frame(program, sign)
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, (program, sign) in runs.items():
            taken[name].append(first_frame(program, sign))
    hello, ours = (statistics.median(taken[name]) for name in runs)
    ratio = ours / hello
    print(f"first frame: hello-world {hello * 1000:.0f} ms, onboard {ours * 1000:.0f} ms")
    print(f"ratio {ratio:.2f}, at most {LIMIT}")
    return 0 if ratio <= LIMIT else 1


def first_frame(program: str, sign: bytes) -> float:
    """Seconds from starting the process until the terminal was sent that text."""
    begin = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        env = {**os.environ, "TERM": "xterm-256color"}
        os.execve(sys.executable, [sys.executable, "-c", program], env)  # noqa: S606 no shell wanted
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    while sign not in seen and select.select([terminal], [], [], 30)[0]:
        seen += os.read(terminal, 65536)
    taken = time.perf_counter() - begin
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(terminal)
    if sign not in seen:
        raise SystemExit(f"no first frame within 30 seconds: {seen[-300:]!r}")
    return taken


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 15))
