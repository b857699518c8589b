"""Each scenario as the stock tools meet it: files, environment, identity."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onboard.sandbox import scenarios
from onboard.sandbox.scenarios.seed import MAIN, OTHER, PERSON
from tests.onboard.sandbox.aws.running import JANE, Running

Launch = Callable[..., Running]
STS = f"arn:aws:sts::{MAIN}:assumed-role"
SSO = f"{STS}/AWSReservedSSO_DeveloperAccess_0123456789abcdef/jane@example.com"
ARNS = {
    "iam-user": (JANE, "shared-credentials-file"),
    "iam-user-session": (JANE, "shared-credentials-file"),
    "root": (f"arn:aws:iam::{MAIN}:root", "shared-credentials-file"),
    "identity-center": (SSO, "sso"),
    "federated-user": (f"arn:aws:sts::{MAIN}:federated-user/jane", "shared-credentials-file"),
    "cross-account-role": (
        f"arn:aws:sts::{OTHER}:assumed-role/CrossAccountDeveloper/jane",
        "assume-role",
    ),
    "instance-role": (f"{STS}/BuildHost/i-0123456789abcdef0", "iam-role"),
    "service-role": (
        f"{STS}/BuildProject/AWSCodeBuild-8f2b8a0e-7c36-4c57-9f0f-2d0c5b8d1f6a",
        "container-role",
    ),
    "role": (f"{STS}/Developer/jane", "assume-role"),
    "mfa-required": (JANE, "shared-credentials-file"),
}

ASK = """
import boto3, botocore, json
session = boto3.Session()
who = session.client("sts").get_caller_identity()["Arn"]
try:
    found = session.client("codecommit").list_repositories()["repositories"]
except botocore.exceptions.ClientError as error:
    found = [{"repositoryName": error.response["Error"]["Code"]}]
names = [one["repositoryName"] for one in found]
print(json.dumps([who, session.get_credentials().method, names]))
"""


def inside(running: Running, home: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """Run a program in the scenario's environment."""
    scenario = running.cloud.state.scenario
    extra = scenarios.prepare(scenario, running.cloud, home, running.endpoint)
    env = {"HOME": str(home), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin", **extra}
    return subprocess.run(
        command, env=env, capture_output=True, text=True, timeout=60, cwd=home, check=False
    )


def test_every_scenario_is_checked() -> None:
    as_iam_user = {"no-permission", "read-only", "several-accounts", "slots-full", "stale"}
    as_iam_user.add("help-desk")
    without = {"none", "expired", "console-only"}
    assert set(ARNS) | as_iam_user | without == set(scenarios.NAMES)


@pytest.mark.parametrize("scenario", ARNS)
def test_boto3_finds_the_identity(launch: Launch, tmp_path: Path, scenario: str) -> None:
    done = inside(launch(scenario), tmp_path / "home", sys.executable, "-c", ASK)
    assert done.returncode == 0, done.stderr
    repositories = ["AccessDeniedException"] if scenario == "mfa-required" else ["api", "web"]
    assert json.loads(done.stdout) == [*ARNS[scenario], repositories]


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        ("none", "NoRegionError"),
        ("console-only", "NoCredentialsError"),
        ("expired", "Token has expired and refresh failed"),
    ],
)
def test_boto3_finds_none(launch: Launch, tmp_path: Path, scenario: str, words: str) -> None:
    done = inside(launch(scenario), tmp_path / "home", sys.executable, "-c", ASK)
    assert words in done.stderr


def test_the_stock_aws_cli(launch: Launch, tmp_path: Path) -> None:
    running = launch()
    aws = str(Path(sys.executable).with_name("aws"))
    done = inside(
        running,
        tmp_path,
        aws,
        "iam",
        "create-service-specific-credential",
        "--user-name",
        PERSON,
        "--service-name",
        "codecommit.amazonaws.com",
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["ServiceSpecificCredential"]["ServicePassword"]
    done = inside(
        running,
        tmp_path,
        aws,
        "iam",
        "delete-ssh-public-key",
        "--user-name",
        PERSON,
        "--ssh-public-key-id",
        "APKA" + "A" * 16,
    )
    assert done.returncode >= 254  # 255 before version 2
    assert "(NoSuchEntity)" in done.stderr


def test_the_session_scenario_has_its_long_term_key_in_a_profile(
    launch: Launch, tmp_path: Path
) -> None:
    running = launch("iam-user-session")
    aws = str(Path(sys.executable).with_name("aws"))
    code = running.control("mfa-code")
    refused = inside(running, tmp_path, aws, "iam", "list-ssh-public-keys")
    assert "(InvalidClientTokenId)" in refused.stderr
    made = inside(
        running,
        tmp_path,
        aws,
        "sts",
        "get-session-token",
        "--profile",
        "jane-keys",
        "--serial-number",
        code["serial"],
        "--token-code",
        code["code"],
    )
    keys = json.loads(made.stdout)["Credentials"]
    iam = running.client("iam", keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])
    assert iam.list_ssh_public_keys()["SSHPublicKeys"] == []
    config = (tmp_path / ".aws" / "config").read_text(encoding="utf-8")
    assert config.count(f"mfa_serial = {code['serial']}") == 2


def test_the_home_is_prepared_once(launch: Launch, tmp_path: Path) -> None:
    running = launch()
    first = scenarios.prepare("iam-user", running.cloud, tmp_path, running.endpoint)
    config = tmp_path / ".aws" / "config"
    config.write_text("[default]\nregion = us-east-1\n", encoding="utf-8")
    (tmp_path / ".aws" / "credentials").unlink()
    second = scenarios.prepare("iam-user", running.cloud, tmp_path, "http://127.0.0.1:1")
    assert config.read_text(encoding="utf-8") == "[default]\nregion = us-east-1\n"
    assert not (tmp_path / ".aws" / "credentials").exists()
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".aws")] == [".aws"]
    assert first["AWS_ENDPOINT_URL"] == running.endpoint
    assert second["AWS_ENDPOINT_URL"] == "http://127.0.0.1:1"


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_the_files_are_private(launch: Launch, tmp_path: Path) -> None:
    running = launch("identity-center")
    scenarios.prepare("identity-center", running.cloud, tmp_path, running.endpoint)
    for path in [tmp_path / ".aws", *(tmp_path / ".aws").rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_slots_full_and_stale(launch: Launch) -> None:
    full = launch("slots-full", "full").client("iam")
    assert len(full.list_ssh_public_keys()["SSHPublicKeys"]) == 5
    assert len(full.list_service_specific_credentials()["ServiceSpecificCredentials"]) == 2
    running = launch("stale", "stale")
    stale, then = running.client("iam"), running.clock() - 399 * 86400
    for items, date in (
        (stale.list_ssh_public_keys()["SSHPublicKeys"], "UploadDate"),
        (stale.list_service_specific_credentials()["ServiceSpecificCredentials"], "CreateDate"),
        (stale.list_access_keys()["AccessKeyMetadata"], "CreateDate"),
    ):
        assert [one[date].timestamp() < then for one in items] == [True]
