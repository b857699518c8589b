"""A bar on standard error while something long goes on, and an end to it by Ctrl-C."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event

from onboard.work import Stop


@contextmanager
def bar(words: str) -> Iterator[Callable[[int, int], None]]:
    """Called with how many are done, and of how many; shown where standard error is a terminal."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    columns = (TextColumn(words), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(
        *columns,
        console=console,
        transient=True,
        disable=not console.is_terminal,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as shown:
        task = shown.add_task("", total=None)
        yield lambda done, of: shown.update(task, completed=done, total=of)


@contextmanager
def stoppable() -> Iterator[Stop]:
    """The first Ctrl-C asks for an end after the piece at work; a second one ends at once."""
    asked, before = Event(), signal.getsignal(signal.SIGINT)

    def ask(*_: object) -> None:
        asked.set()
        signal.signal(signal.SIGINT, before)

    signal.signal(signal.SIGINT, ask)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)
