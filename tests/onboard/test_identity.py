"""Every shape of caller, in every partition."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest

from onboard.identity import identify
from onboard.situation import Identity, Kind, ProfileFact

ACCOUNT, OTHER = "111122223333", "444455556666"
USER = f"arn:aws:iam::{ACCOUNT}:user/jane"


def role(name: str = "Developer", session: str = "jane", account: str = ACCOUNT) -> str:
    return f"arn:aws:sts::{account}:assumed-role/{name}/{session}"


def who(
    arn: str,
    source: str = "shared-credentials-file",
    temporary: bool = True,
    profile: ProfileFact | None = None,
    profiles: tuple[ProfileFact, ...] = (),
    source_account: str | None = None,
    env: Mapping[str, str] = MappingProxyType({}),
) -> Identity:
    return identify(arn, "", source, temporary, profile, profiles, env, None, source_account)


@pytest.mark.parametrize(
    ("arn", "source", "temporary", "kind", "name"),
    [
        (f"arn:aws:iam::{ACCOUNT}:root", "env", False, Kind.ROOT, "root"),
        (f"arn:aws:iam::{ACCOUNT}:root", "login", True, Kind.ROOT, "root"),
        (
            f"arn:aws:sts::{ACCOUNT}:federated-user/bob",
            "env",
            True,
            Kind.FEDERATED_USER,
            "bob",
        ),
        (USER, "shared-credentials-file", False, Kind.IAM_USER, "jane"),
        (USER, "shared-credentials-file", True, Kind.IAM_USER_SESSION, "jane"),
        (USER, "container-role", True, Kind.IAM_USER_SESSION, "jane"),
        (
            role("AWSReservedSSO_Power_User_0123456789abcdef", "jane@example.com"),
            "sso",
            True,
            Kind.IDENTITY_CENTER,
            "Power_User",
        ),
        (role("AWSReservedSSO_NoSuffix"), "sso", True, Kind.ROLE, "AWSReservedSSO_NoSuffix"),
        (role(session="i-0123456789abcdef0"), "env", True, Kind.INSTANCE_ROLE, "Developer"),
        (role(session="i-01234567"), "env", True, Kind.INSTANCE_ROLE, "Developer"),
        (role(session="i-name"), "env", True, Kind.ROLE, "Developer"),
        (role(), "iam-role", True, Kind.INSTANCE_ROLE, "Developer"),
        (role(), "container-role", True, Kind.SERVICE_ROLE, "Developer"),
        (role(session="AWSCodeBuild-1f"), "env", True, Kind.SERVICE_ROLE, "Developer"),
        (role(session="botocore-session-1"), "assume-role", True, Kind.ROLE, "Developer"),
        (role(), "assume-role-with-web-identity", True, Kind.ROLE, "Developer"),
        (f"arn:aws:strange::{ACCOUNT}:thing/x", "env", True, Kind.ROLE, "thing/x"),
    ],
)
def test_the_kind_and_name(arn: str, source: str, temporary: bool, kind: Kind, name: str) -> None:
    found = who(arn, source, temporary)
    assert (found.kind, found.name, found.account) == (kind, name, ACCOUNT)


def test_a_path_is_no_part_of_the_name() -> None:
    found = who(f"arn:aws:iam::{ACCOUNT}:user/div/sub/jane+x=1,2.@-_", temporary=False)
    assert (found.kind, found.name, found.path) == (Kind.IAM_USER, "jane+x=1,2.@-_", "/div/sub/")


@pytest.mark.parametrize(
    "partition", ["aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-eusc"]
)
def test_every_partition(partition: str) -> None:
    for arn in (f"arn:{partition}:iam::{ACCOUNT}:user/jane", role().replace("aws", partition, 1)):
        assert who(arn).partition == partition
    assert who(f"arn:{partition}:iam::{ACCOUNT}:root").kind is Kind.ROOT


def test_the_session_name_is_kept() -> None:
    assert who(role(session="jane@example.com")).session == "jane@example.com"


@pytest.mark.parametrize("name", ["AWS_LAMBDA_FUNCTION_NAME", "AWS_EXECUTION_ENV"])
def test_the_environment_tells_a_service(name: str) -> None:
    assert who(role(), "env", env={name: "x"}).kind is Kind.SERVICE_ROLE
    assert who(USER, "env", env={name: "x"}).kind is Kind.IAM_USER_SESSION


def cross(account: str) -> ProfileFact:
    arn = f"arn:aws:iam::{account}:role/team/Developer"
    return ProfileFact("work", source="role", role_arn=arn, source_profile="base")


def test_a_role_of_another_account_than_its_source() -> None:
    arn = role(account=OTHER)
    foreign = who(arn, "assume-role", profile=cross(OTHER), source_account=ACCOUNT)
    same = who(arn, "assume-role", profile=cross(OTHER), source_account=OTHER)
    unknown = who(arn, "assume-role", profile=cross(OTHER))
    kinds = [one.kind for one in (foreign, same, unknown)]
    assert kinds == [Kind.CROSS_ACCOUNT_ROLE, Kind.ROLE, Kind.ROLE]


@pytest.mark.parametrize(
    "base",
    [
        ProfileFact("base", source="sso", sso_account=ACCOUNT),
        ProfileFact("base", source="role", role_arn=f"arn:aws:iam::{ACCOUNT}:role/Hub"),
    ],
)
def test_the_source_profile_may_name_its_account(base: ProfileFact) -> None:
    profile = cross(OTHER)
    found = who(role(account=OTHER), "assume-role", profile=profile, profiles=(profile, base))
    assert found.kind is Kind.CROSS_ACCOUNT_ROLE


def test_keys_from_elsewhere_say_nothing_about_the_profile() -> None:
    found = who(role(account=OTHER), "env", profile=cross(OTHER), source_account=ACCOUNT)
    assert found.kind is Kind.ROLE


def test_a_foreign_role_comes_before_the_instance() -> None:
    arn = role(account=OTHER, session="i-01234567")
    found = who(arn, "assume-role", profile=cross(OTHER), source_account=ACCOUNT)
    assert found.kind is Kind.CROSS_ACCOUNT_ROLE
