"""Identity Center, instance metadata and the container endpoint."""

import http.client
import json
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore import UNSIGNED
from botocore.config import Config
from botocore.exceptions import ClientError

from onboard.sandbox.aws.metadata import CONTAINER_PATH, container_token
from onboard.sandbox.aws.sso import sign_in
from onboard.sandbox.scenarios.seed import MAIN, PERMISSION_SET, REGION
from tests.onboard.sandbox.aws.running import Running

Launch = Callable[..., Running]
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


def unsigned(running: Running, service: str) -> Any:
    config = Config(signature_version=UNSIGNED, retries={"total_max_attempts": 1})
    session: Any = boto3.Session()
    return session.client(service, REGION, endpoint_url=running.endpoint, config=config)


def test_the_portal(launch: Launch) -> None:
    running = launch("identity-center")
    access, _ = sign_in(running.cloud.state, running.clock())
    portal = unsigned(running, "sso")
    accounts = portal.list_accounts(accessToken=access)["accountList"]
    assert [one["accountId"] for one in accounts] == [MAIN]
    roles = portal.list_account_roles(accessToken=access, accountId=MAIN)["roleList"]
    assert [one["roleName"] for one in roles] == [PERMISSION_SET]
    call = {"accessToken": access, "accountId": MAIN, "roleName": PERMISSION_SET}
    made = portal.get_role_credentials(**call)["roleCredentials"]
    assert made["expiration"] > time.time() * 1000
    keys = (made["accessKeyId"], made["secretAccessKey"], made["sessionToken"])
    who = running.client("sts", *keys).get_caller_identity()
    role = f"AWSReservedSSO_{PERMISSION_SET}_0123456789abcdef"
    assert who["Arn"] == f"arn:aws:sts::{MAIN}:assumed-role/{role}/jane@example.com"
    with pytest.raises(portal.exceptions.ClientError, match="ForbiddenException"):
        portal.get_role_credentials(**{**call, "roleName": "Other"})
    portal.logout(accessToken=access)
    with pytest.raises(portal.exceptions.UnauthorizedException):
        portal.get_role_credentials(**call)


def test_signing_in_by_device_and_by_refresh(launch: Launch) -> None:
    running = launch("expired")
    oidc = unsigned(running, "sso-oidc")
    client = oidc.register_client(clientName="test", clientType="public")
    known = {"clientId": client["clientId"], "clientSecret": client["clientSecret"]}
    start = oidc.start_device_authorization(**known, startUrl="https://example.awsapps.com/start")
    page = urlsplit(start["verificationUriComplete"])
    assert running.raw("GET", f"{page.path}?{page.query}")[0] == 200
    grant = {**known, "grantType": DEVICE, "deviceCode": start["deviceCode"]}
    token = oidc.create_token(**grant)
    portal = unsigned(running, "sso")
    assert portal.list_accounts(accessToken=token["accessToken"])["accountList"]
    with pytest.raises(oidc.exceptions.InvalidGrantException):
        oidc.create_token(**grant)
    renew = {**known, "grantType": "refresh_token", "refreshToken": token["refreshToken"]}
    renewed = oidc.create_token(**renew)
    assert portal.list_accounts(accessToken=renewed["accessToken"])["accountList"]
    with pytest.raises(oidc.exceptions.InvalidGrantException):
        oidc.create_token(**renew)
    with pytest.raises(ClientError, match="UnsupportedGrantType"):
        oidc.create_token(**known, grantType="password")


def test_signing_in_by_browser(launch: Launch) -> None:
    running = launch("expired")
    back = "http%3A%2F%2F127.0.0.1%3A5000%2Foauth%2Fcallback"
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=10)
    connection.request("GET", f"/authorize?redirect_uri={back}&state=abc&client_id=x")
    answer = connection.getresponse()
    location = urlsplit(answer.headers["Location"])
    connection.close()
    assert answer.status == 302
    assert location.netloc == "127.0.0.1:5000"
    given = parse_qs(location.query)
    assert given["state"] == ["abc"]
    oidc = unsigned(running, "sso-oidc")
    known = {"clientId": "x", "clientSecret": "y", "grantType": "authorization_code"}
    assert oidc.create_token(**known, code=given["code"][0])["accessToken"]
    elsewhere = "/authorize?redirect_uri=https%3A%2F%2Fexample.com"
    assert running.raw("GET", elsewhere)[0] == 400


def test_an_access_token_ends(launch: Launch) -> None:
    running = launch("identity-center")
    access, _ = sign_in(running.cloud.state, running.clock())
    running.clock.ahead = 9 * 3600
    portal = unsigned(running, "sso")
    with pytest.raises(portal.exceptions.UnauthorizedException):
        portal.list_accounts(accessToken=access)


ROLES = "/latest/meta-data/iam/security-credentials/"


def test_instance_metadata_wants_its_token(launch: Launch) -> None:
    running = launch("instance-role")
    assert running.raw("GET", ROLES)[0] == 401
    assert running.raw("PUT", "/latest/api/token")[0] == 400
    ttl = {"X-aws-ec2-metadata-token-ttl-seconds": "60"}
    status, token = running.raw("PUT", "/latest/api/token", headers=ttl)
    assert status == 200
    header = {"X-aws-ec2-metadata-token": token}
    assert running.raw("GET", ROLES, headers=header) == (200, "BuildHost")
    made = json.loads(running.raw("GET", ROLES + "BuildHost", headers=header)[1])
    again = json.loads(running.raw("GET", ROLES + "BuildHost", headers=header)[1])
    assert made["AccessKeyId"] == again["AccessKeyId"]
    keys = (made["AccessKeyId"], made["SecretAccessKey"], made["Token"])
    arn = running.client("sts", *keys).get_caller_identity()["Arn"]
    assert arn == f"arn:aws:sts::{MAIN}:assumed-role/BuildHost/i-0123456789abcdef0"
    place = running.raw("GET", "/latest/meta-data/placement/region", headers=header)
    assert place == (200, REGION)
    assert running.raw("GET", "/latest/meta-data/other", headers=header)[0] == 404
    running.clock.ahead = 61
    assert running.raw("GET", ROLES, headers=header)[0] == 401


def test_the_container_endpoint_wants_its_token(launch: Launch) -> None:
    running = launch("service-role")
    token = container_token(running.cloud.state)
    assert running.raw("GET", CONTAINER_PATH)[0] == 401
    status, text = running.raw("GET", CONTAINER_PATH, headers={"Authorization": token})
    assert status == 200
    assert json.loads(text)["RoleArn"] == f"arn:aws:iam::{MAIN}:role/BuildProject"


def test_a_laptop_has_neither(running: Running) -> None:
    ttl = {"X-aws-ec2-metadata-token-ttl-seconds": "60"}
    assert running.raw("PUT", "/latest/api/token", headers=ttl)[0] == 404
    assert running.raw("GET", CONTAINER_PATH, headers={"Authorization": "x"})[0] == 404
