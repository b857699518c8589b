"""CodeCommit's API."""

import subprocess

import pytest

from onboard.sandbox.scenarios.seed import MAIN, REGION
from tests.onboard.sandbox.aws.running import JANE, Running
from tests.onboard.sandbox.aws.test_signature import refused


def test_repositories_of_a_region(running: Running) -> None:
    here, there = running.client("codecommit"), running.client("codecommit", region="us-east-1")
    assert [one["repositoryName"] for one in here.list_repositories()["repositories"]] == [
        "api",
        "web",
    ]
    backwards = here.list_repositories(sortBy="repositoryName", order="descending")
    assert backwards["repositories"][0]["repositoryName"] == "web"
    assert there.list_repositories()["repositories"] == []
    got = here.get_repository(repositoryName="web")["repositoryMetadata"]
    assert got["accountId"] == MAIN
    assert got["defaultBranch"] == "main"
    assert got["Arn"] == f"arn:aws:codecommit:{REGION}:{MAIN}:web"
    assert got["cloneUrlHttp"] == f"https://git-codecommit.{REGION}.amazonaws.com/v1/repos/web"
    assert got["cloneUrlSsh"] == f"ssh://git-codecommit.{REGION}.amazonaws.com/v1/repos/web"
    assert refused(lambda: there.get_repository(repositoryName="web"))[:2] == (
        "RepositoryDoesNotExistException",
        400,
    )


def test_the_life_of_a_repository(running: Running) -> None:
    admin = running.admin("codecommit")
    call = {"repositoryName": "new.thing-1_a", "repositoryDescription": "For a test"}
    made = admin.create_repository(**call)["repositoryMetadata"]
    assert made["repositoryDescription"] == "For a test"
    again = refused(lambda: admin.create_repository(**call))
    assert again[0] == "RepositoryNameExistsException"
    batch = admin.batch_get_repositories(repositoryNames=["new.thing-1_a", "none"])
    assert [one["repositoryName"] for one in batch["repositories"]] == ["new.thing-1_a"]
    assert batch["repositoriesNotFound"] == ["none"]
    one = {"repositoryName": "new.thing-1_a"}
    folder = running.folder / "repositories" / MAIN / REGION / "new.thing-1_a.git"
    assert folder.is_dir()
    assert admin.delete_repository(**one)["repositoryId"] == made["repositoryId"]
    assert not folder.exists()
    assert "repositoryId" not in admin.delete_repository(**one)


def test_branches_are_gits_own(running: Running) -> None:
    client = running.client("codecommit")
    folder = running.folder / "repositories" / MAIN / REGION / "web.git"
    tip = subprocess.run(
        ["git", "--git-dir", str(folder), "rev-parse", "main"],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    ).stdout.strip()
    assert client.list_branches(repositoryName="web")["branches"] == ["main"]
    found = client.get_branch(repositoryName="web", branchName="main")["branch"]
    assert found == {"branchName": "main", "commitId": tip}
    missing = refused(lambda: client.get_branch(repositoryName="web", branchName="x"))
    assert missing[0] == "BranchDoesNotExistException"


@pytest.mark.parametrize("name", ["no space", "ends.git", "a" * 101, "sla/sh"])
def test_names(running: Running, name: str) -> None:
    answer = _raw(running, "CreateRepository", {"repositoryName": name})
    assert answer[0] == "InvalidRepositoryNameException"


def test_china_has_its_own_suffix(running: Running) -> None:
    admin = running.control("administrator")
    client = running.client(
        "codecommit", admin["access_key"], admin["secret_key"], region="cn-north-1"
    )
    got = client.create_repository(repositoryName="web")["repositoryMetadata"]
    assert got["cloneUrlSsh"] == ("ssh://git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/web")
    assert got["Arn"] == f"arn:aws-cn:codecommit:cn-north-1:{MAIN}:web"


def test_denials_are_json_and_name_the_action(running: Running) -> None:
    running.take("codecommit:GetRepository")
    client = running.client("codecommit")
    answer = refused(lambda: client.get_repository(repositoryName="web"))
    assert answer == (
        "AccessDeniedException",
        400,
        f"User: {JANE} is not authorized to perform: codecommit:GetRepository on resource: "
        f"arn:aws:codecommit:{REGION}:{MAIN}:web because no identity-based policy allows the "
        "codecommit:GetRepository action",
    )
    denied = refused(lambda: client.delete_repository(repositoryName="web"))
    assert denied[0] == "AccessDeniedException"


def _raw(running: Running, operation: str, body: dict[str, object]) -> tuple[str, int]:
    """Send a body that boto3 would refuse, rightly signed."""
    import json

    from botocore.auth import SigV4Auth
    from botocore.awsrequest import AWSRequest
    from botocore.credentials import Credentials

    request = AWSRequest(
        "POST",
        running.endpoint + "/",
        {"X-Amz-Target": f"CodeCommit_20150413.{operation}"},
        json.dumps(body).encode(),
    )
    SigV4Auth(Credentials(*running.jane()), "codecommit", REGION).add_auth(request)
    status, text = running.raw("POST", "/", json.dumps(body), dict(request.headers.items()))
    return json.loads(text)["__type"], status
