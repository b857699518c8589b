"""Auditing a hundred users: whole, in part, and as a loop of the AWS CLI would list them."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest

from onboard.__main__ import run
from onboard.audit import Found, rows
from onboard.aws.session import Connection, connect
from onboard.observe.everyone import read_everyone
from onboard.places import here
from onboard.situation import Credential
from tests.sandboxes import RunningSandbox, running

USERS = 102
"""A hundred, jane and the administrator."""
LISTING = (
    ("list-service-specific-credentials", "--service-name", "codecommit.amazonaws.com"),
    ("list-ssh-public-keys",),
    ("list-access-keys",),
)
IDS = ("ServiceSpecificCredentialId", "SSHPublicKeyId", "AccessKeyId")
BETWEEN = "-- next --"
AWS_LOOP = f"""
import json, sys
from awscli.clidriver import create_clidriver
driver = create_clidriver()
for words in json.load(sys.stdin):
    if driver.main(words):
        sys.exit(words)
    print({BETWEEN!r})
"""
"""One process instead of one a call: the AWS CLI takes a second to start."""
SAMPLE = ("dev-0003", "dev-0012", "dev-0021")
"""Both keys and a Git credential; nothing; two SSH keys, one of them inactive."""


@pytest.fixture(scope="module")
def hundred(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSandbox]:
    with running(tmp_path_factory.mktemp("state")) as started:
        started.control("users", {"count": 100})
        yield started


@pytest.fixture
def box(hundred: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningSandbox]:
    """This process as jane, who may look at everybody."""
    for name in set(os.environ) - set(hundred.env):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    for name, value in hundred.env.items():
        monkeypatch.setenv(name, value)
    hundred.control("calls-clear")
    yield hundred
    hundred.control("fault", {"name": "clear"})


@pytest.fixture
def jane(box: RunningSandbox) -> Connection:
    return connect(here(), None, None)


@pytest.fixture
def without(box: RunningSandbox) -> Iterator[Any]:
    """Take an action from jane for one test."""
    taken: list[str] = []

    def take(action: str) -> None:
        taken.append(action)
        box.control("iam", {"do": "take-permission", "action": action})

    yield take
    for action in taken:
        box.control("iam", {"do": "give-permission", "action": action})


def called(box: RunningSandbox) -> Counter[str]:
    return Counter(call["operation"] for call in box.control("calls")["calls"])


def test_everybody_and_not_one_call_too_many(
    box: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit", "--json"], here()) == 0
    document = json.loads(capsys.readouterr().out)
    assert len(document["users"]) == document["of"] == USERS
    assert document["complete"] is True
    assert document["due"] == 0
    assert called(box) == {
        "ListUsers": 1,
        "ListServiceSpecificCredentials": 1,
        "ListSSHPublicKeys": USERS,
        "ListAccessKeys": USERS,
    }


def test_what_is_due_and_the_rows_of_a_loop_of_the_aws_cli(
    box: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["audit", "--csv", "--max-age", "90"], here()) == 5
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    due = [line for line in lines if line["due"] == "yes"]
    assert len(due) > 50
    assert all(int(line["age_days"]) > 90 and line["status"] == "Active" for line in due)
    ours = {(one["user"], one["id"], one["status"], one["created"]) for one in lines}
    theirs = set(listed_by_aws(box))
    assert theirs == {row for row in ours if row[0] in SAMPLE}
    assert len(theirs) == 8


def listed_by_aws(box: RunningSandbox) -> Iterator[tuple[str, str, str, str]]:
    """What the stock AWS CLI lists for the sample, user by user, call after call."""
    calls = [
        ["iam", *words, "--user-name", user, "--output", "json"]
        for user in SAMPLE
        for words in LISTING
    ]
    done = box.run(sys.executable, "-c", AWS_LOOP, input=json.dumps(calls))
    assert done.returncode == 0, done.stderr
    answers = done.stdout.split(BETWEEN)[:-1]
    assert len(answers) == len(calls)
    for answer in answers:
        for row in chain.from_iterable(json.loads(answer).values()):
            id_ = next(row[name] for name in IDS if name in row)
            created = row.get("CreateDate") or row["UploadDate"]
            yield row["UserName"], id_, row["Status"], created.replace("+00:00", "Z")


@pytest.mark.parametrize("words", [["--max-age", "-1"], ["--csv", "--json"]])
def test_command_lines_that_are_wrong(words: list[str], box: RunningSandbox) -> None:
    assert run(["audit", *words], here()) == 2


def test_the_table_for_people(box: RunningSandbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["audit", "--max-age", "899"], here()) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    assert "dev-0021  SSH key" in shown.out
    last = "102 users, 219 credentials; 8 without any; 0 older than 899 days."
    assert shown.out.splitlines()[-1] == last


def test_git_credentials_are_read_by_user_where_not_of_all(
    box: RunningSandbox, jane: Connection
) -> None:
    fault = {"name": "deny", "operation": "ListServiceSpecificCredentials", "call": "1"}
    box.control("fault", {**fault, "value": True})
    audit = read_everyone(jane)
    found = [row for row in rows(audit.users, audit.now, None) if row.type is Credential.GIT]
    assert audit.complete
    assert len(found) == 75
    assert called(box)["ListServiceSpecificCredentials"] == USERS


def test_what_is_refused_is_named_and_the_rest_is_kept(
    box: RunningSandbox, without: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    without("iam:ListAccessKeys")
    assert run(["audit", "--json"], here()) == 1
    shown = capsys.readouterr()
    document = json.loads(shown.out)
    assert document["complete"] is False
    assert [(one["action"], len(one["users"])) for one in document["refused"]] == [
        ("iam:ListAccessKeys", USERS)
    ]
    types = {row["type"] for user in document["users"] for row in user["credentials"]}
    assert types == {"git-credential", "ssh-key"}
    assert "AWS refuses you iam:ListAccessKeys for 102 users" in shown.err
    assert "IAMReadOnlyAccess" in shown.err


def test_who_may_not_list_users_is_told_what_to_ask_for(
    box: RunningSandbox, without: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    without("iam:ListUsers")
    assert run(["audit", "--json"], here()) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "access-denied"
    assert "iam:ListUsers" in error["message"]
    assert "IAMReadOnlyAccess" in error["hint"]


def test_stopping_keeps_what_was_read(jane: Connection) -> None:
    heard: list[Found] = []
    audit = read_everyone(jane, heard.append, lambda: len(heard) > 30)
    assert audit.stopped
    assert 30 <= len(audit.users) < USERS
    assert [one.done for one in heard] == list(range(len(heard)))
    assert {user.name for user in audit.users} == {one.user.name for one in heard if one.user}


def test_a_failure_in_the_middle_keeps_what_was_read(
    box: RunningSandbox, capsys: pytest.CaptureFixture[str]
) -> None:
    expired = {"name": "expired-token", "operation": "ListAccessKeys", "call": "50+"}
    box.control("fault", {**expired, "value": True})
    assert run(["audit", "--json"], here()) == 3
    shown = capsys.readouterr()
    document = json.loads(shown.out)
    assert document["problem"]["code"] == "expired"
    assert 40 <= len(document["users"]) < USERS
    assert "This is partial" in shown.err


def test_users_that_are_deleted_meanwhile_are_no_problem(
    box: RunningSandbox, jane: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = box.control("administrator")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", keys["access_key"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", keys["secret_key"])
    admin = connect(here(), None, None).client("iam")
    admin.create_user(UserName="zoe")

    def delete(found: Found) -> None:
        if not found.done:
            admin.delete_user(UserName="zoe")

    audit = read_everyone(jane, delete)
    assert audit.complete
    assert (len(audit.users), audit.of) == (USERS, USERS + 1)


def test_throttled_calls_are_made_again(box: RunningSandbox, jane: Connection) -> None:
    fault = {"name": "throttle", "operation": "ListAccessKeys", "call": "95"}
    met = box.control("fault", {**fault, "value": True})["operations"]
    assert met[0]["met"] == 0
    audit = read_everyone(jane)
    assert audit.complete
    assert len(audit.users) == USERS
    met = box.control("fault", {"name": "rate", "value": 0})["operations"]
    assert met[0]["met"] == USERS + 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT for one process")
def test_ctrl_c_prints_the_partial_result_and_waits_for_no_call(box: RunningSandbox) -> None:
    hanging = {"name": "time-out", "operation": "ListAccessKeys", "call": "41+"}
    box.control("fault", {**hanging, "value": 600})
    command = [sys.executable, "-m", "onboard", "audit", "--json"]
    with subprocess.Popen(
        command, env=box.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as started:
        end = time.monotonic() + 60
        while called(box)["ListAccessKeys"] < 40:
            assert time.monotonic() < end
            time.sleep(0.05)
        started.send_signal(signal.SIGINT)
        out, err = started.communicate(timeout=60)
    assert started.returncode == 130
    document = json.loads(out)
    assert 32 <= len(document["users"]) <= 40
    assert document["of"] == USERS
    assert document["complete"] is False
    assert f"{len(document['users'])} of {USERS} users were read" in err
