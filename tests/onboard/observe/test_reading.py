"""Reads side by side: a failure or a long wait is a fact, and nobody waits for it at the end."""

import subprocess
import sys
import time
from threading import Event

import pytest

from onboard.errors import AccessDenied, BadInput, Unreachable
from onboard.observe.reading import Reads
from onboard.situation import Unknown
from onboard.work import Progress, silent


def test_what_was_read_is_told() -> None:
    told: list[Progress] = []
    reads = Reads(told.append)
    found = reads.begin("The answer", lambda: 42, 5, lambda number: f"It is {number}").fact()
    assert found == 42
    assert [(one.about, one.text, one.state) for one in told] == [
        ("The answer", "The answer", "running"),
        ("The answer", "It is 42", "done"),
    ]


def test_what_is_not_as_it_should_be_is_told_so() -> None:
    told: list[Progress] = []
    Reads(told.append).begin("x", lambda: 0, 5, str, bool).fact()
    assert told[-1].state == "failed"


def test_a_failure_is_a_fact() -> None:
    told: list[Progress] = []
    error = AccessDenied("No.", "Ask.", "iam:ListUsers")

    def refuse() -> int:
        raise error

    reading = Reads(told.append).begin("x", refuse, 5, str)
    assert reading.fact() == Unknown("No.", "access-denied", "iam:ListUsers")
    assert reading.value(7) == 7
    assert (told[-1].text, told[-1].state) == ("No.", "failed")
    with pytest.raises(AccessDenied):
        reading.result()


def test_a_file_that_fails_is_a_fact() -> None:
    def refuse() -> int:
        raise PermissionError(13, "Permission denied")

    assert Reads(silent).begin("Your keys", refuse, 5).fact() == Unknown(
        "Your keys: Permission denied.", "file-refused"
    )


def test_of_a_read_that_is_not_told_only_the_failure_is() -> None:
    told: list[Progress] = []

    def refuse() -> int:
        raise BadInput("Broken.", "Mend it.")

    reads = Reads(told.append)
    reads.begin("x", lambda: 1, 5).fact()
    reads.begin("x", refuse, 5).fact()
    assert [(one.text, one.state) for one in told] == [("Broken.", "failed")]


def test_a_bug_is_no_fact() -> None:
    with pytest.raises(ZeroDivisionError):
        Reads(silent).begin("x", lambda: 1 // 0, 5).fact()


def test_a_late_read_is_given_up_and_not_heard() -> None:
    gate, heard = Event(), Event()
    told: list[Progress] = []

    def slow() -> int:
        gate.wait(20)
        return 1

    def said(number: int) -> str:
        heard.set()
        return str(number)

    reads = Reads(told.append)
    found = reads.begin("x", slow, 0.01, said).fact()
    assert found == Unknown("x: no answer in time.", "unreachable")
    reads.close()
    gate.set()
    assert heard.wait(20)
    assert [one.state for one in told] == ["running"]


def test_the_limit_counts_from_the_start_of_the_read() -> None:
    gate = Event()
    reads = Reads(silent)
    late = [reads.begin("x", lambda: gate.wait(20), 0.2) for _ in range(20)]
    begin = time.monotonic()
    assert all(isinstance(one.fact(), Unknown) for one in late)
    assert time.monotonic() - begin < 2
    gate.set()


def test_leaving_waits_for_nobody() -> None:
    program = (
        "import threading\n"
        "from onboard.observe.reading import Reads\n"
        "from onboard.work import silent\n"
        "Reads(silent).begin('x', threading.Event().wait, 60)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], timeout=20, check=False)
    assert done.returncode == 0


def test_error_kinds_keep_their_codes() -> None:
    def fail(error: BadInput | Unreachable) -> str:
        def read() -> int:
            raise error

        found = Reads(silent).begin("x", read, 5).fact()
        return found.code if isinstance(found, Unknown) else ""

    assert fail(BadInput("x.")) == "bad-input"
    assert fail(Unreachable("x.")) == "unreachable"
