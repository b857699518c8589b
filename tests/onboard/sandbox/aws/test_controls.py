"""The control verbs, and who may use them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from onboard.sandbox.scenarios.seed import MAIN, OTHER, PERSON
from tests.onboard.sandbox.aws.running import JANE, Running, new_key

Launch = Callable[..., Running]


def test_the_token_is_needed(running: Running) -> None:
    assert running.raw("POST", "/_sandbox/ping", "{}")[0] == 403
    assert running.raw("POST", "/_sandbox/ping", "{}", {"X-Sandbox-Token": "x"})[0] == 403
    assert running.raw("POST", "/_sandbox/nothing", "{}", {"X-Sandbox-Token": "é"})[0] == 403
    assert running.control("ping", a=1) == {"pong": {"a": 1}}
    right = {"X-Sandbox-Token": running.cloud.token}
    assert running.raw("GET", "/_sandbox/ping", headers=right)[0] == 404
    assert running.raw("POST", "/_sandbox/ping", "[]", right)[0] == 400


def test_the_call_log(running: Running) -> None:
    iam = running.client("iam")
    iam.list_ssh_public_keys()
    iam.create_access_key()
    running.raw("POST", "/", "Action=ListUsers&Version=2010-05-08")
    calls = running.control("calls")["calls"]
    listed = {"service": "iam", "operation": "ListSSHPublicKeys", "caller": JANE}
    assert calls[0] == {**listed, "write": False, "status": 200}
    assert [(one["operation"], one["write"]) for one in calls[1:]] == [
        ("CreateAccessKey", True),
        ("ListUsers", False),
    ]
    assert calls[2]["status"] == 403
    running.control("calls-clear")
    assert running.control("calls") == {"calls": []}


def test_faults(running: Running) -> None:
    assert running.cloud.wrong_host_key() is False
    running.control("fault", name="wrong-host-key", value=True)
    assert running.cloud.wrong_host_key() is True
    assert "error" in running.control("fault", name="earthquake", value=9)
    assert "error" in running.control("fault", name="propagation", value="long")


def test_the_console_follows_iam(launch: Launch, tmp_path: Path) -> None:
    running = launch("console-only")
    line, blob = new_key(tmp_path)
    key_id = running.control("console", do="upload-key", body=line)["key_id"]
    assert running.cloud.by_key(key_id, blob)
    twice = running.control("console", do="upload-key", body=line)
    assert twice["error"]["code"] == "DuplicateSSHPublicKey"
    made = running.control("console", do="create-git-credential")
    host = "git-codecommit.eu-west-1.amazonaws.com"
    assert running.cloud.by_password(host, "/v1/repos/web", made["user_name"], made["password"])
    assert made["id"].startswith("ACCA")
    running.control("console", do="create-git-credential")
    full = running.control("console", do="create-git-credential")
    assert full["error"]["code"] == "LimitExceeded"
    key = running.control("console", do="create-access-key")
    client = running.client("sts", key["access_key"], key["secret_key"])
    assert client.get_caller_identity()["Arn"] == JANE


@pytest.mark.parametrize(
    ("scenario", "code"),
    [("no-permission", "AccessDenied"), ("role", "NotAnIamUser"), ("root", "NotAnIamUser")],
)
def test_the_console_refuses(launch: Launch, scenario: str, code: str) -> None:
    running = launch(scenario)
    assert running.control("console", do="create-git-credential")["error"]["code"] == code


def test_the_console_of_a_person_with_mfa(launch: Launch) -> None:
    assert launch("mfa-required").control("console", do="create-git-credential")["id"]


def test_administrators_of_both_accounts(launch: Launch) -> None:
    running = launch("cross-account-role")
    for body, account in (({}, OTHER), ({"account": MAIN}, MAIN)):
        keys = running.control("administrator", **body)
        client = running.client("sts", keys["access_key"], keys["secret_key"])
        assert client.get_caller_identity()["Arn"] == f"arn:aws:iam::{account}:user/admin"


@pytest.mark.parametrize(
    "body",
    [
        {"do": "set-status", "type": "ssh-key", "id": "APKA", "status": "Active"},
        {"do": "set-status", "type": "house", "id": "x", "status": "Active"},
        {"do": "set-status", "type": "ssh-key", "id": "x", "status": "Sleepy"},
        {"do": "take-permission"},
        {"do": "detach", "policy": "None"},
        {"do": "dance"},
        {},
    ],
)
def test_what_controls_cannot_do(running: Running, body: dict[str, Any]) -> None:
    assert running.control("iam", **body)["error"]["code"] == "BadControl"


def test_detach(running: Running) -> None:
    running.control("iam", do="detach", policy="AWSCodeCommitPowerUser")
    user = running.cloud.state.accounts[MAIN].users[PERSON]
    assert user.attached == []


def test_mfa_code_where_there_is_no_device(running: Running) -> None:
    assert running.control("mfa-code")["error"]["code"] == "BadControl"


def test_json_errors_carry_the_message(running: Running) -> None:
    right = {"X-Sandbox-Token": running.cloud.token}
    status, text = running.raw("POST", "/_sandbox/nothing", "{}", right)
    assert status == 404
    assert json.loads(text)["error"]["code"] == "UnknownVerb"
