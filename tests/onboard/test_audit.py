"""Ages, what is due, and what could not be read: tables of values."""

import csv
import io
import json
import signal
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from onboard.__main__ import run
from onboard.audit import Audit, Audited, Found, Row, refusals, rows, unread
from onboard.cli.audit import inert, write_csv
from onboard.errors import Unreachable
from onboard.places import here
from onboard.situation import (
    AccessKey,
    Credential,
    GitCredential,
    Holdings,
    SshKey,
    Unknown,
)

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
DENIED = Unknown("AWS refuses you iam:ListAccessKeys.", "access-denied", "iam:ListAccessKeys")


def ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


JANE = Audited(
    "jane",
    Holdings(
        (GitCredential("ACCA1", "jane-at-1", "Active", ago(91)),),
        (SshKey("APKA1", "Inactive", ago(400)), SshKey("APKA2", "Active", ago(90.9))),
        (AccessKey("AKIA1", "Active", ago(-1)),),
    ),
)
JOE = Audited("joe", Holdings(access_keys=DENIED))


def test_one_row_for_each_credential() -> None:
    found = rows((JANE, JOE), NOW, 90)
    assert [(row.user, row.type, row.id, row.age_days, row.due) for row in found] == [
        ("jane", Credential.GIT, "ACCA1", 91, True),
        ("jane", Credential.SSH, "APKA1", 400, False),
        ("jane", Credential.SSH, "APKA2", 90, False),
        ("jane", Credential.ACCESS, "AKIA1", 0, False),
    ]
    assert found[0].name == "jane-at-1"


@pytest.mark.parametrize(("max_age", "due"), [(None, 0), (0, 2), (90, 1), (91, 0)])
def test_what_is_due_is_older_and_active(max_age: int | None, due: int) -> None:
    assert sum(row.due for row in rows((JANE,), NOW, max_age)) == due


@pytest.mark.parametrize(
    ("audit", "complete"),
    [
        (Audit(NOW, (JANE,), 1), True),
        (Audit(NOW), True),
        (Audit(NOW, (JANE, JOE), 2), False),
        (Audit(NOW, (JANE,), 2, stopped=True), False),
        (Audit(NOW, (JANE,), 2, problem=Unreachable("No.")), False),
    ],
)
def test_whether_it_is_complete(audit: Audit, complete: bool) -> None:
    assert audit.complete is complete


def test_what_could_not_be_read_is_told_by_action() -> None:
    assert refusals((JANE, JOE)) == {"iam:ListAccessKeys": ("joe",)}


def test_what_could_not_be_read_has_a_line_in_the_csv(capsys: pytest.CaptureFixture[str]) -> None:
    users = (JANE, JOE)
    write_csv(rows(users, NOW, 90), unread(users))
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert len(lines) == 5
    assert lines[-1] == dict.fromkeys(lines[0], "") | {
        "user": "joe",
        "type": "access-key",
        "status": "not read: iam:ListAccessKeys",
    }


@pytest.mark.parametrize("name", ["=1+1", "+49", "-x", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_a_formula(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert inert(name) == f"'{name}"
    write_csv([Row(name, Credential.SSH, "APKA1", name, "Active", ago(1), 1, False)])
    line = capsys.readouterr().out.partition("\n")[2]
    assert line.startswith((f"'{name},ssh-key,APKA1,'", f'"\'{name}",ssh-key,APKA1,'))


@pytest.mark.parametrize("name", ["jane", "jane=joe", "a,b", "o'neil@example.com", ""])
def test_other_cells_stay_as_they_are(name: str) -> None:
    assert inert(name) == name


def test_ctrl_c_twice_loses_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def audited(*given: Any) -> Audit:
        hear, stop = given[-2:]
        hear(Found(None, 0, 2))
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
        return Audit(NOW, (JANE,), 2, stopped=stop())

    monkeypatch.setattr("onboard.engine.Engine.audit", audited)
    before = signal.getsignal(signal.SIGINT)
    try:
        assert run(["audit", "--json"], here()) == 130
    finally:
        signal.signal(signal.SIGINT, before)
    assert [user["name"] for user in json.loads(capsys.readouterr().out)["users"]] == ["jane"]
