"""The API requests since the server started: what a test or a learner may look at."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.operations import is_write

_MOST = 10_000


@dataclass
class Entry:
    """One request."""

    service: str
    operation: str
    caller: str
    write: bool
    status: int


class CallLog:
    """The last ten thousand requests."""

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque(maxlen=_MOST)

    @contextmanager
    def entry(self, service: str, operation: str, caller: str) -> Iterator[Entry]:
        """Log one operation, with the status of the AwsError it ends in, if it does."""
        entry = Entry(service, operation, caller, is_write(service, operation), 500)
        self._entries.append(entry)
        try:
            yield entry
        except AwsError as error:
            entry.status = error.status
            raise

    def refused(self, service: str, operation: str, status: int) -> None:
        """Log a request that did not get as far as an operation."""
        write = is_write(service, operation)
        self._entries.append(Entry(service, operation, "", write, status))

    def shown(self) -> list[dict[str, Any]]:
        """The log, oldest first, as plain JSON values."""
        return [asdict(entry) for entry in list(self._entries)]

    def clear(self) -> None:
        """Forget."""
        self._entries.clear()
