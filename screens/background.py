"""Slow calls in threads that never hold back leaving the app."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


async def in_background(work: Callable[[], T]) -> T:
    """The result of a blocking call; cancelling stops the waiting, not the call.

    The thread is a daemon: a call that hangs ends with the process. The default executor of
    asyncio would be waited for at the end.
    """
    answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()

    def give(method: Callable[[Any], None], value: Any) -> None:
        if not answer.done():
            method(value)

    tell = on_this_thread(give)

    def body() -> None:
        try:
            result = work()
        except BaseException as error:  # whatever it is, it belongs to the one who awaits it
            tell(answer.set_exception, error)
        else:
            tell(answer.set_result, result)

    threading.Thread(target=body, daemon=True).start()
    return await answer


def start(work: Callable[[], object]) -> None:
    """Do something whose end nobody waits for."""
    threading.Thread(target=work, daemon=True).start()


def on_this_thread(act: Callable[P, None]) -> Callable[P, None]:
    """The same act, to be called from any thread and done on this one, in its context.

    Once the app has gone it does nothing.
    """
    loop, context = asyncio.get_running_loop(), contextvars.copy_context()

    def tell(*values: P.args, **named: P.kwargs) -> None:
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(partial(act, *values, **named), context=context)

    return tell


class KeyInTheMaking:
    """A private key that is made while the person reads."""

    def __init__(self, make: Callable[[int], bytes], bits: int) -> None:
        self.bits = bits
        self._ready = threading.Event()
        self._key = b""
        self._error: Exception | None = None
        threading.Thread(target=self._make, args=(make,), daemon=True).start()

    def wait(self) -> bytes:
        """The key, once it is there; raises what making it raised."""
        self._ready.wait()
        if self._error:
            raise self._error
        return self._key

    def _make(self, make: Callable[[int], bytes]) -> None:
        try:
            self._key = make(self.bits)
        except Exception as error:  # handed to the one who waits for the key
            self._error = error
        finally:
            self._ready.set()
