"""How fast the API answers: a delay for each call, and how many calls a second it admits."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from onboard.sandbox.aws.errors import AwsError

NAMES = ("delay", "rate")
_MOST = {"delay": 60.0, "rate": 10_000.0}


@dataclass
class Pace:
    """A bucket of tokens, as AWS has one: a second's worth fits in."""

    clock: Callable[[], float] = time.monotonic
    delay: float = 0.0
    """Seconds that every call takes longer."""
    rate: float = 0.0
    """Calls a second that are admitted; 0: all."""
    _tokens: float = 0.0
    _at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def set(self, name: str, value: object) -> None:
        """Set `delay` or `rate`; AwsError for what is no number of seconds or calls."""
        number = isinstance(value, int | float) and not isinstance(value, bool)
        wanted = float(str(value)) if number else 0.0 if value is False else -1.0
        if not 0 <= wanted <= _MOST[name]:
            raise AwsError("BadControl", f"{name} is a number up to {_MOST[name]:.0f}, not {value}")
        with self._lock:
            if name == "delay":
                self.delay = wanted
            else:
                self.rate, self._tokens, self._at = wanted, max(wanted, 1.0), self.clock()

    def shown(self) -> dict[str, float]:
        """What is set of the two, as plain JSON values."""
        both = {"delay": self.delay, "rate": self.rate}
        return {name: value for name, value in both.items() if value}

    def admits(self) -> bool:
        """Count a call, and say whether it is within the rate."""
        with self._lock:
            if not self.rate:
                return True
            now = self.clock()
            full = max(self.rate, 1.0)
            self._tokens = min(full, self._tokens + (now - self._at) * self.rate)
            self._at = now
            if self._tokens < 1:
                return False
            self._tokens -= 1
            return True

    def hold(self) -> None:
        """Let the call take its time."""
        if self.delay:
            threading.Event().wait(self.delay)
