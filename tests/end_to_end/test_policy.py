"""What git was refused, allowed by the packet's policy as an administrator puts it in, no more."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandboxes import RunningSandbox, running

URL = "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/"


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with running(tmp_path) as started:
        yield started


def test_the_policy_lets_git_pull_that_repository_and_nothing_else(
    sandbox: RunningSandbox, tmp_path: Path
) -> None:
    words = ("setup", "--method", "helper", "--repository", "web", "--yes", "--json")
    assert json.loads(sandbox.onboard(*words).stdout)["proof"]["ok"]
    sandbox.control("iam", {"do": "detach", "policy": "AWSCodeCommitPowerUser"})
    refused = sandbox.run("git", "ls-remote", f"{URL}web")
    assert refused.returncode == 128
    file = tmp_path / "policy.json"
    told = json.loads(sandbox.onboard("policy", refused.stderr, "-o", str(file), "--json").stdout)
    assert told["actions"] == ["codecommit:GitPull"]
    keys = sandbox.control("administrator")
    administrator = {
        "AWS_ACCESS_KEY_ID": str(keys["access_key"]),
        "AWS_SECRET_ACCESS_KEY": str(keys["secret_key"]),
    }
    (command,) = [one for one in told["ticket"].splitlines() if "aws iam put-user-policy" in one]
    argv = command.strip().replace("policy.json", str(file)).split()
    done = sandbox.run(*argv, env=sandbox.env | administrator)
    assert done.returncode == 0, done.stderr
    assert sandbox.run("git", "ls-remote", f"{URL}web").returncode == 0
    assert sandbox.run("git", "ls-remote", f"{URL}api").returncode == 128
    clone = sandbox.home / "web"
    assert sandbox.run("git", "clone", "-q", f"{URL}web", str(clone)).returncode == 0
    pushed = sandbox.run("git", "push", "--dry-run", "origin", "HEAD:refs/heads/x", cwd=clone)
    assert pushed.returncode != 0
    assert "403" in pushed.stderr
