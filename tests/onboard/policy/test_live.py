"""The same over the wire: real refusals of the sandbox's AWS, answered by what is made of them."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from onboard.identity import identify
from onboard.policy.read import read
from onboard.policy.ticket import as_text
from onboard.policy.write import packet
from onboard.sandbox.scenarios.seed import MAIN, PERSON
from onboard.ssh.keys import generate, serialise
from tests.onboard.sandbox.aws.running import JANE, Running, start

GIT = "codecommit.amazonaws.com"


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = start(tmp_path_factory.mktemp("cloud") / "server", "iam-user")
    state = running.cloud.state
    jane = state.accounts[MAIN].users[PERSON]
    jane.attached, jane.inline = [], {}
    yield running
    running.cloud.close()


@pytest.fixture(scope="module")
def public() -> str:
    return serialise(generate(2048), None, "jane")[1]


Asked = Callable[[Any, Any, str], object]
CALLS: dict[str, Asked] = {
    "codecommit:GetRepository": lambda iam, cc, key: cc.get_repository(repositoryName="web"),
    "codecommit:ListBranches": lambda iam, cc, key: cc.list_branches(repositoryName="web"),
    "codecommit:ListRepositories": lambda iam, cc, key: cc.list_repositories(),
    "iam:ListServiceSpecificCredentials": lambda iam, cc, key: (
        iam.list_service_specific_credentials(UserName=PERSON)
    ),
    "iam:ListSSHPublicKeys": lambda iam, cc, key: iam.list_ssh_public_keys(UserName=PERSON),
    "iam:GetUser": lambda iam, cc, key: iam.get_user(UserName=PERSON),
    "iam:ListMFADevices": lambda iam, cc, key: iam.list_mfa_devices(UserName=PERSON),
    "iam:ListAccessKeys": lambda iam, cc, key: iam.list_access_keys(UserName=PERSON),
    "iam:UploadSSHPublicKey": lambda iam, cc, key: iam.upload_ssh_public_key(
        UserName=PERSON, SSHPublicKeyBody=key
    ),
    "iam:CreateServiceSpecificCredential": lambda iam, cc, key: (
        iam.create_service_specific_credential(UserName=PERSON, ServiceName=GIT)
    ),
}


def refused(cloud: Running, action: str, public: str) -> str:
    """AWS's words; nothing where it is allowed."""
    try:
        CALLS[action](cloud.client("iam"), cloud.client("codecommit"), public)
    except ClientError as error:
        return str(error) if "AccessDenied" in error.response["Error"]["Code"] else ""
    return ""


@pytest.mark.parametrize("action", CALLS)
def test_the_call_succeeds_with_the_policy_and_every_other_stays_refused(
    action: str, cloud: Running, public: str
) -> None:
    said = refused(cloud, action, public)
    made = packet(read(said), identify(JANE, "", "", False, None, (), {}, None))
    assert made.refusal.actions == (action,)
    administrator = cloud.admin("iam")
    named = {"UserName": PERSON, "PolicyName": "Least"}
    administrator.put_user_policy(**named, PolicyDocument=as_text(made.policy))
    try:
        assert refused(cloud, action, public) == ""
        assert all(refused(cloud, one, public) for one in CALLS if one != action)
    finally:
        administrator.delete_user_policy(**named)
    assert refused(cloud, action, public)
