"""Work in threads that never keep the program from leaving."""

from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


def begin(work: Callable[[], T]) -> "Future[T]":
    """Start the work at once; its result or its exception is in the future.

    A pool of `concurrent.futures` would not do: at exit Python waits for its threads.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            result = work()
        except BaseException as error:  # it belongs to whoever asks the future
            future.set_exception(error)
        else:
            future.set_result(result)

    Thread(target=run, daemon=True).start()
    return future


def within(seconds: float, work: Callable[[], T]) -> T:
    """The result of the work, or TimeoutError; work that is late goes on unheard."""
    return begin(work).result(timeout=seconds)
