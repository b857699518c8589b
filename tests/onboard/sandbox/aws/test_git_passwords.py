"""What the Git servers ask about user names and passwords."""

import dataclasses
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from onboard.sandbox.authority import PULL, PUSH
from onboard.sandbox.aws.git_passwords import region_of, signature
from onboard.sandbox.aws.state import AccessKey
from onboard.sandbox.scenarios.seed import MAIN, PERSON, REGION
from tests.onboard.sandbox.aws.running import JANE, Running
from tests.onboard.sandbox.aws.test_sts import keys

HOST = f"git-codecommit.{REGION}.amazonaws.com"
PATH = "/v1/repos/web"
ServiceName = "codecommit.amazonaws.com"


def signed(secret: str, moment: float, host: str = HOST, region: str = REGION) -> str:
    text = time.strftime("%Y%m%dT%H%M%S", time.gmtime(moment))
    return f"{text}Z{signature(secret, region, host, PATH, text)}"


def test_the_published_vector(running: Running) -> None:
    key, secret = "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    user = running.cloud.state.accounts[MAIN].users[PERSON]
    user.access_keys = [AccessKey(key, secret, 0)]
    running.clock.ahead = 1767225600 - time.time() + 60
    password = "20260101T000000Zb5b25456a2c242e638a30a61c54e218059ec9372d499bd3a6800e11e8273c904"
    host = "git-codecommit.us-east-1.amazonaws.com"
    check = running.cloud.by_password
    found = check(host, "/v1/repos/MyDemoRepo", key, password)
    assert found is not None
    assert (found.arn, found.account, found.mfa) == (JANE, MAIN, False)
    assert check(host, "v1/repos/MyDemoRepo/info/refs?service=git-upload-pack", key, password)
    assert check(host + ":443", "v1/repos/MyDemoRepo", key, password)
    assert check(host, "/v1/repos/Other", key, password) is None
    assert check(HOST, "/v1/repos/MyDemoRepo", key, password) is None
    running.clock.ahead += 15 * 60
    assert check(host, "/v1/repos/MyDemoRepo", key, password) is None


def test_a_signed_password_needs_a_live_key_and_a_true_token(running: Running) -> None:
    key, secret = running.jane()
    check = running.cloud.by_password
    now = time.time()
    assert check(HOST, PATH, key, signed(secret, now))
    assert check(HOST + ":8443", PATH, key, signed(secret, now, HOST + ":8443"))
    assert check(HOST, PATH, key, signed(secret, now + 600)) is None
    assert check(HOST, PATH, key, signed("x" * 40, now)) is None
    assert check(HOST, PATH, key, signed(secret, now, region="us-east-1")) is None
    assert check("example.com", PATH, key, signed(secret, now, "example.com")) is None
    running.control("iam", do="set-status", type="access-key", id=key, status="Inactive")
    assert check(HOST, PATH, key, signed(secret, now)) is None


def test_a_session_signs_with_its_token(running: Running) -> None:
    key, secret, token = keys(running.client("sts").get_session_token(DurationSeconds=900))
    check = running.cloud.by_password
    assert check(HOST, PATH, f"{key}%{token}", signed(secret, time.time()))
    assert check(HOST, PATH, key, signed(secret, time.time())) is None
    assert check(HOST, PATH, f"{key}%{token[:-4]}AAA=", signed(secret, time.time())) is None
    running.clock.ahead = 1000
    assert check(HOST, PATH, f"{key}%{token}", signed(secret, time.time() + 1000)) is None


def test_the_stock_helper_signs_as_we_check(running: Running, tmp_path: Path) -> None:
    key, secret = running.jane()
    helper = Path(sys.executable).with_name("aws")
    done = subprocess.run(
        [str(helper), "codecommit", "credential-helper", "get"],
        input=f"protocol=https\nhost={HOST}\npath={PATH[1:]}\n",
        env={
            "HOME": str(tmp_path),
            "AWS_ACCESS_KEY_ID": key,
            "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_EC2_METADATA_DISABLED": "true",
            "PATH": str(helper.parent),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    said = dict(line.split("=", 1) for line in done.stdout.split())
    assert running.cloud.by_password(HOST, PATH, said["username"], said["password"])


def test_a_git_credential_must_be_active_and_the_latest(running: Running) -> None:
    iam = running.client("iam")
    made = iam.create_service_specific_credential(UserName=PERSON, ServiceName=ServiceName)
    one = made["ServiceSpecificCredential"]
    name, password = one["ServiceUserName"], one["ServicePassword"]
    check = running.cloud.by_password
    found = check(HOST, PATH, name, password)
    assert found is not None
    assert (found.arn, found.mfa) == (JANE, False)
    for wrong in (password + "x", "", "é", "\udcff"):
        assert check(HOST, PATH, name, wrong) is None
        assert check(HOST, PATH, wrong, password) is None
    call = {"UserName": PERSON, "ServiceSpecificCredentialId": one["ServiceSpecificCredentialId"]}
    iam.update_service_specific_credential(**call, Status="Inactive")
    assert check(HOST, PATH, name, password) is None
    iam.update_service_specific_credential(**call, Status="Active")
    again = iam.reset_service_specific_credential(**call)["ServiceSpecificCredential"]
    assert check(HOST, PATH, name, password) is None
    assert check(HOST, PATH, name, again["ServicePassword"])


def test_propagation_delays_keys_and_passwords(running: Running) -> None:
    running.control("fault", name="propagation", value=30)
    made = running.client("iam").create_service_specific_credential(
        UserName=PERSON, ServiceName=ServiceName
    )["ServiceSpecificCredential"]
    login = (HOST, PATH, made["ServiceUserName"], made["ServicePassword"])
    assert running.cloud.by_password(*login) is None
    running.clock.ahead = 31
    assert running.cloud.by_password(*login)


@pytest.mark.parametrize(
    ("host", "region"),
    [
        (HOST, REGION),
        ("git-codecommit-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ("git-codecommit.cn-north-1.amazonaws.com.cn:443", "cn-north-1"),
        ("vpce-1.git-codecommit.us-east-1.vpce.amazonaws.com", "us-east-1"),
        ("example.com", None),
    ],
)
def test_the_region_of_a_host(host: str, region: str | None) -> None:
    assert region_of(host) == region


def test_permission_is_asked_of_live_policies(running: Running) -> None:
    key, secret = running.jane()
    caller = running.cloud.by_password(HOST, PATH, key, signed(secret, time.time()))
    assert caller is not None
    refusal = running.cloud.refusal
    assert refusal(caller, PULL, REGION, "web") is None
    running.take("codecommit:GitPull")
    resource = f"arn:aws:codecommit:{REGION}:{MAIN}:web"
    assert refusal(caller, PULL, REGION, "web") == (
        f"User: {JANE} is not authorized to perform: {PULL} on resource: {resource} "
        f"because no identity-based policy allows the {PULL} action"
    )
    running.control("iam", do="give-permission", action="codecommit:GitPull")
    assert refusal(caller, PULL, REGION, "web") is None
    running.control("iam", do="deny", action="codecommit:GitPull")
    assert "with an explicit deny in an identity-based policy" in str(
        refusal(caller, PULL, REGION, "web")
    )


def test_read_only_pulls_and_does_not_push(launch: Callable[..., Running]) -> None:
    running = launch("read-only")
    key, secret = running.jane()
    caller = running.cloud.by_password(HOST, PATH, key, signed(secret, time.time()))
    assert caller is not None
    assert running.cloud.refusal(caller, PULL, REGION, "web") is None
    assert running.cloud.refusal(caller, PUSH, REGION, "web")


def test_mfa_may_be_forced_and_only_sessions_have_it(launch: Callable[..., Running]) -> None:
    running = launch("mfa-required")
    key, secret = running.jane()
    caller = running.cloud.by_password(HOST, PATH, key, signed(secret, time.time()))
    assert caller is not None
    assert "explicit deny" in str(running.cloud.refusal(caller, PULL, REGION, "web"))
    shown = running.control("mfa-code")
    made = running.client("sts").get_session_token(
        SerialNumber=shown["serial"], TokenCode=shown["code"]
    )
    key, secret, token = keys(made)
    caller = running.cloud.by_password(HOST, PATH, f"{key}%{token}", signed(secret, time.time()))
    assert caller is not None
    assert caller.mfa
    assert running.cloud.refusal(caller, PUSH, REGION, "web") is None


def test_a_caller_known_by_its_arn_alone(launch: Callable[..., Running]) -> None:
    from onboard.sandbox.authority import Caller

    running = launch("role")
    role = Caller(f"arn:aws:sts::{MAIN}:assumed-role/Developer/jane", MAIN, False)
    assert running.cloud.refusal(role, PUSH, REGION, "web") is None
    assert running.cloud.refusal(Caller(JANE, MAIN, False), PUSH, REGION, "web") is None
    gone = dataclasses.replace(role, arn=f"arn:aws:iam::{MAIN}:user/nobody")
    assert running.cloud.refusal(gone, PUSH, REGION, "web")


def test_repositories_belong_to_an_account_and_a_region(running: Running) -> None:
    from onboard.sandbox.authority import Caller

    jane = Caller(JANE, MAIN, False)
    found = running.cloud.repository(jane, REGION, "web")
    assert found is not None
    assert (found / "HEAD").exists()
    assert running.cloud.repository(jane, "us-east-1", "web") is None
    assert running.cloud.repository(jane, REGION, "Web") is None
    assert running.cloud.repository(Caller("x", "444455556666", False), REGION, "web") is None
