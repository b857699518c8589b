"""What goes wrong on demand, at the operation and the call that were named."""

import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from onboard.sandbox.aws import wire
from onboard.sandbox.aws.errors import AwsError, expired_token
from onboard.sandbox.aws.pace import NAMES as PACES
from onboard.sandbox.aws.pace import Pace
from onboard.sandbox.aws.signature import Message
from onboard.sandbox.aws.wire import Reply

Serve = Callable[[Message], Reply]

ALL = "all"
SECONDS = ("time-out", "skewed-clock")
NAMES = (
    "throttle",
    "server-error",
    "deny",
    "expired-token",
    "drop",
    "drop-after",
    "malformed",
    "malformed-after",
    *SECONDS,
)
_CALL = re.compile(r"all|[1-9][0-9]{0,5}\+?")
_LONGEST = 600.0  # seconds
_PAGE = b"<html><body>Sign in to this network</body></html>"
_SERVICES = {"2010-05-08": "iam", "2011-06-15": "sts"}
_ahead: ContextVar[float] = ContextVar("ahead", default=0.0)


class Unanswered(ConnectionError):
    """The connection is closed and nothing was said."""


@dataclass
class Planned:
    """One fault of an API operation."""

    name: str
    seconds: float
    operation: str
    """The operation's name, or `all`."""
    call: str
    """`all`, `3` for the third call since the fault was set, or `3+` from then on."""
    met: int = 0

    def strikes(self, operation: str) -> bool:
        """Count a call of that operation, and say whether it goes wrong."""
        if self.operation not in (ALL, operation):
            return False
        self.met += 1
        first = int(self.call.rstrip("+")) if self.call != ALL else 1
        return self.met == first or (self.met > first and not self.call.isdigit())

    def shown(self) -> dict[str, Any]:
        """As plain JSON values."""
        value = self.seconds or True
        return {
            "name": self.name,
            "value": value,
            "operation": self.operation,
            "call": self.call,
            "met": self.met,
        }


@dataclass
class Faults:
    """All that goes wrong; forgotten when the server ends."""

    propagation: float = 0.0
    """Seconds until a new key or password is known to the Git servers."""
    wrong_host_key: bool = False
    pace: Pace = field(default_factory=Pace)
    planned: list[Planned] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self.propagation, self.wrong_host_key, self.planned = 0.0, False, []
            self.pace = Pace()

    def ahead(self) -> float:
        """Seconds by which all of AWS's clocks are ahead, those of its Git servers too."""
        with self._lock:
            skewed = [one for one in self.planned if one.name == "skewed-clock"]
        always = (one.seconds for one in skewed if (one.operation, one.call) == (ALL, ALL))
        return next(always, 0.0)

    def plan(self, body: Mapping[str, Any]) -> None:
        """Set or end one fault of operations; AwsError when the body names none."""
        wanted = _read(body)
        with self._lock:
            same = (wanted.name, wanted.operation)
            rest = [one for one in self.planned if (one.name, one.operation) != same]
            self.planned = [*rest, wanted] if body.get("value") else rest

    def shown(self) -> dict[str, Any]:
        """All faults as they are, as plain JSON values."""
        with self._lock:
            planned = [one.shown() for one in self.planned]
        simple = {"propagation": self.propagation, "wrong-host-key": self.wrong_host_key}
        return {**simple, **self.pace.shown(), "operations": planned}

    def answer(self, message: Message, person: str, now: float, serve: Serve) -> Reply:
        """What is answered instead of, or in spite of, what `serve` does."""
        pace = self.pace
        admitted = pace.admits()
        pace.hold()
        if not admitted:
            return _refused(message, _error("throttle", message, person))
        fault = self._next(_operation(message))
        if fault is None:
            return serve(message)
        if fault.name in ("drop", "time-out"):
            threading.Event().wait(fault.seconds)
            raise Unanswered
        if fault.name == "skewed-clock":
            return _skewed(fault.seconds, now, lambda: serve(message))
        if fault.name.endswith("-after"):
            serve(message)
        if fault.name == "drop-after":
            raise Unanswered
        if fault.name.startswith("malformed"):
            return Reply(200, _PAGE, "text/html")
        return _refused(message, _error(fault.name, message, person))

    def _next(self, operation: str) -> Planned | None:
        with self._lock:
            striking = [one for one in self.planned if one.strikes(operation)]
        return striking[0] if striking else None


@contextmanager
def clock_ahead(seconds: float) -> Iterator[None]:
    """The API's clock is wrong for this request."""
    token = _ahead.set(seconds)
    try:
        yield
    finally:
        _ahead.reset(token)


def ahead() -> float:
    """Seconds by which the API's clock is ahead in this request."""
    return _ahead.get()


def _read(body: Mapping[str, Any]) -> Planned:
    name, value = body.get("name"), body.get("value")
    operation, call = str(body.get("operation") or ALL), str(body.get("call") or ALL)
    if name not in NAMES:
        names = ", ".join(("propagation", "wrong-host-key", *PACES, *NAMES))
        raise AwsError("BadControl", f"no such fault: {name}; there are {names}")
    if operation != ALL and not _known(operation):
        raise AwsError("BadControl", f"no operation {operation}: name it as AWS does, or {ALL}")
    if not _CALL.fullmatch(call):
        raise AwsError("BadControl", f"no call {call}: say {ALL}, or 2, or 2+ from the second on")
    return Planned(name, _seconds(name, value), operation, call)


def _seconds(name: str, value: object) -> float:
    if isinstance(value, bool) and (not value or name not in SECONDS):
        return 0.0
    timed = isinstance(value, int | float) and not isinstance(value, bool) and name in SECONDS
    least = 0.0 if name == "time-out" else -1e7
    most = _LONGEST if name == "time-out" else 1e7
    if not timed or not least <= float(str(value)) <= most:
        wanted = "a number of seconds" if name in SECONDS else "on or off"
        raise AwsError("BadControl", f"{name} is not set to {value}, but to {wanted}")
    return float(str(value))


def _known(operation: str) -> bool:
    from onboard.sandbox.aws.operations import SERVICES

    return any(operation in operations for operations in SERVICES.values())


def _operation(message: Message) -> str:
    if "x-amz-target" in message.headers:
        return message.headers["x-amz-target"].rpartition(".")[2]
    return _form(message).get("Action", "")


def _form(message: Message) -> dict[str, str]:
    try:
        return wire.form_of(message.body, message.query)
    except AwsError:
        return {}


def _skewed(seconds: float, now: float, serve: Callable[[], Reply]) -> Reply:
    from email.utils import formatdate

    with clock_ahead(seconds):
        reply = serve()
    reply.headers["Date"] = formatdate(now + seconds, usegmt=True)
    return reply


def _error(name: str, message: Message, person: str) -> AwsError:
    if name == "throttle":
        return AwsError("Throttling", "Rate exceeded", 400)
    if name == "server-error":
        return AwsError("ServiceFailure", "The request failed because of an internal error.", 500)
    if name == "expired-token":
        return expired_token()
    form = _form(message)
    service = "codecommit" if "x-amz-target" in message.headers else _service(form)
    action = f"{service}:{_operation(message)}"
    words = (
        f"User: {person} is not authorized to perform: {action} "
        f"because no identity-based policy allows the {action} action"
    )
    return AwsError("AccessDenied", words, 403)


def _service(form: Mapping[str, str]) -> str:
    return _SERVICES.get(form.get("Version", ""), "iam")


def _refused(message: Message, error: AwsError) -> Reply:
    if "x-amz-target" in message.headers:
        return wire.json_error(error)
    return wire.xml_error(error, "fault")
