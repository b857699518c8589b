"""The calls to IAM, STS and CodeCommit, made to a real server that checks them as AWS does."""

import os
from collections.abc import Iterator

import pytest

from onboard.aws import codecommit, iam, permissions, sts
from onboard.aws.session import Connection, connect, sign_in_with_mfa
from onboard.errors import AccessDenied, BadInput, LimitReached, MfaNeeded, RefusedByAws
from onboard.places import here
from onboard.secret import Secret
from onboard.ssh.keys import generate, serialise
from tests import sandboxes

ACCOUNT, REGION = "111122223333", "eu-west-1"


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sandboxes.RunningSandbox]:
    with sandboxes.running(tmp_path_factory.mktemp("state")) as started:
        yield started


@pytest.fixture
def jane(box: sandboxes.RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> Connection:
    """This process as the sandbox's IAM user."""
    for name in set(os.environ) - set(box.env):
        if name.startswith("AWS_"):
            monkeypatch.delenv(name)
    for name, value in box.env.items():
        monkeypatch.setenv(name, value)
    return connect(here(), None, None)


def test_who_is_calling(jane: Connection) -> None:
    found = sts.caller(jane)
    assert (found.arn, found.account) == (f"arn:aws:iam::{ACCOUNT}:user/jane", ACCOUNT)


def test_the_life_of_a_git_credential(jane: Connection) -> None:
    made, password = iam.create_git_credential(jane, "jane")
    assert made.user_name == f"jane-at-{ACCOUNT}"
    assert password.reveal()
    assert iam.list_git_credentials(jane, "jane") == (made,)
    iam.set_git_credential_status(jane, "jane", made.id, "Inactive")
    assert [one.status for one in iam.list_git_credentials(jane, "jane")] == ["Inactive"]
    second, _ = iam.create_git_credential(jane, "jane")
    with pytest.raises(LimitReached):
        iam.create_git_credential(jane, "jane")
    for one in (made, second):
        iam.delete_git_credential(jane, "jane", one.id)
    assert iam.list_git_credentials(jane, "jane") == ()


def test_the_life_of_an_ssh_key(jane: Connection) -> None:
    _, line = serialise(generate(2048), None, "jane")
    made = iam.upload_ssh_key(jane, "jane", line)
    assert made.id.startswith("APKA")
    assert made.body == line.split()[1]
    assert iam.list_ssh_keys(jane, "jane", bodies=True) == (made,)
    assert [one.body for one in iam.list_ssh_keys(jane, "jane", bodies=False)] == [""]
    with pytest.raises(RefusedByAws) as caught:
        iam.upload_ssh_key(jane, "jane", line)
    assert caught.value.aws_code == "DuplicateSSHPublicKey"
    iam.set_ssh_key_status(jane, "jane", made.id, "Inactive")
    iam.delete_ssh_key(jane, "jane", made.id)
    assert iam.list_ssh_keys(jane, "jane", bodies=True) == ()


def test_access_keys_and_devices(jane: Connection) -> None:
    assert [one.id[:4] for one in iam.list_access_keys(jane, "jane")] == ["AKIA"]
    assert iam.list_mfa_serials(jane, "jane") == ()


def test_repositories(jane: Connection) -> None:
    assert codecommit.list_repositories(jane, REGION) == ("api", "web")
    found = codecommit.get_repository(jane, REGION, "web")
    assert found["cloneUrlHttp"].endswith("/v1/repos/web")
    with pytest.raises(RefusedByAws) as caught:
        codecommit.get_repository(jane, REGION, "Web")
    assert "case" in caught.value.hint


def test_verdicts(jane: Connection) -> None:
    arn = f"arn:aws:iam::{ACCOUNT}:user/jane"
    found = permissions.simulate(jane, arn, ("codecommit:GitPull", "iam:DeleteUser"), "*", mfa=True)
    assert found["codecommit:GitPull"].decision == "allowed"
    assert (found["iam:DeleteUser"].decision, found["iam:DeleteUser"].why) == (
        "denied",
        "no policy allows it",
    )


def test_a_refusal_names_the_action(jane: Connection) -> None:
    with pytest.raises(AccessDenied) as caught:
        iam.list_access_keys(jane, "somebody-else")
    assert caught.value.action == "iam:ListAccessKeys"


def test_a_user_without_a_device_is_told(jane: Connection) -> None:
    with pytest.raises(BadInput, match="no MFA device"):
        sign_in_with_mfa(here(), None, Secret("123456"))


def test_a_session_without_mfa_is_shut_out(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sandboxes.running(tmp_path_factory.mktemp("s"), "iam-user-session") as box:
        for name, value in box.env.items():
            monkeypatch.setenv(name, value)
        connection = connect(here(), None, None)
        with pytest.raises(MfaNeeded):
            iam.list_ssh_keys(connection, "jane", bodies=False)
        with pytest.raises(BadInput, match="not accepted"):
            sign_in_with_mfa(here(), None, Secret("000000"))
