"""Run a child on our own terminal and end as it ends."""

import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

BEAT = 60.0
"""Seconds between two calls of `beat`."""


def follow(command: Sequence[str], env: Mapping[str, str], beat: Callable[[], None]) -> int:
    """The child's exit status, or 128 + the number of the signal that ended it."""
    status = _follow(command, env, beat)
    return 128 - status if status < 0 else status


def _plainly(command: Sequence[str], env: Mapping[str, str], beat: Callable[[], None]) -> int:
    """Ctrl-C reaches the child from the terminal; here it only must not end us first."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with subprocess.Popen(command, env=env) as child:
            signal.signal(signal.SIGTERM, lambda *_: child.terminate())
            while True:
                try:
                    return child.wait(BEAT)
                except subprocess.TimeoutExpired:
                    beat()
    finally:
        signal.signal(signal.SIGINT, before)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


if sys.platform == "linux":
    _OURS = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD}

    def _follow(command: Sequence[str], env: Mapping[str, str], beat: Callable[[], None]) -> int:
        """Pass on what was sent to us alone: the terminal itself sends its Ctrl-C to the child.

        A terminal that goes away tells the first process of its session alone, and that may be us.
        The child starts with these signals blocked, and unblocks them when it is ready to be ended.
        """
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _OURS)
        try:
            with subprocess.Popen(command, env=env) as child:
                while (status := child.poll()) is None:
                    came = signal.sigtimedwait(_OURS, BEAT)
                    if came is None:
                        beat()
                    elif came.si_signo == signal.SIGHUP or (
                        came.si_signo != signal.SIGCHLD and came.si_code <= 0  # by kill(2)
                    ):
                        child.send_signal(came.si_signo)
                return status
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

else:
    _follow = _plainly
