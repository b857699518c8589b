"""A real terminal for tests: the app in tmux, keys in, the screen's text out."""

import os
import shlex
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Terminal:
    """One tmux server of our own with one window."""

    socket: Path

    def press(self, *keys: str) -> None:
        """Send keys by tmux's names."""
        self._tmux("send-keys", *keys)

    def paste(self, text: str) -> None:
        """Paste as a terminal does it, in brackets where the program asked for them."""
        self._tmux("set-buffer", text)
        self._tmux("paste-buffer", "-p")

    def screen(self) -> str:
        """What a person sees now."""
        return self._tmux("capture-pane", "-p")

    def wait_for(self, text: str, seconds: float = 30) -> str:
        """The screen once it shows the text; AssertionError with the screen when it never does."""
        end = time.monotonic() + seconds
        while text not in (seen := self.screen()):
            assert time.monotonic() < end, f"{text!r} did not appear:\n{seen}"
            time.sleep(0.05)
        return seen

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self.socket), *words], capture_output=True, text=True, timeout=20
        )
        return done.stdout


@contextmanager
def terminal(
    folder: Path, command: tuple[str, ...], env: Mapping[str, str], size: tuple[int, int] = (80, 24)
) -> Iterator[Terminal]:
    """A terminal of that size that runs the command and stays open after its end."""
    socket = folder / "tmux"
    words = f"{shlex.join(command)}; echo; echo ended with $?; exec sleep 300"
    start = ["tmux", "-S", str(socket), "-f", os.devnull, "new-session", "-d"]
    subprocess.run(
        [*start, "-x", str(size[0]), "-y", str(size[1]), words],
        env={**env, "TERM": "xterm-256color"},
        check=True,
        timeout=20,
    )
    shown = Terminal(socket)
    try:
        yield shown
    finally:
        shown._tmux("kill-server")
