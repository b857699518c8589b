"""Work in threads that never keep the program from leaving."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

K = TypeVar("K")
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


def side_by_side(
    work: Callable[[K], T], items: Sequence[K], at_once: int
) -> Iterator[tuple[int, "Future[T]"]]:
    """Each item's index and its finished future, in the order in which they finish."""
    waiting, finished = SimpleQueue[int](), SimpleQueue[tuple[int, Future[T]]]()
    for index in range(len(items)):
        waiting.put(index)

    def worker() -> None:
        while True:
            try:
                index = waiting.get_nowait()
            except Empty:
                return
            future: Future[T] = Future()
            try:
                future.set_result(work(items[index]))
            except BaseException as error:  # it belongs to whoever asks the future
                future.set_exception(error)
            finished.put((index, future))

    for _ in range(min(at_once, len(items))):
        begin(worker)
    for _ in items:
        yield finished.get()
