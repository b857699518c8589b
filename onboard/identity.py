"""From an ARN and the source of the credentials to the kind of identity they belong to."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from onboard.situation import Identity, Kind, ProfileFact

# Shapes: IAM user guide, "IAM identifiers"; STS API reference, GetCallerIdentity.
USER = re.compile(r"arn:(?P<p>aws[\w-]*):iam::(?P<a>\d{12}):user(?P<path>/(?:.*/)?)(?P<n>[^/]+)")
ROOT = re.compile(r"arn:(?P<p>aws[\w-]*):iam::(?P<a>\d{12}):root")
ROLE = re.compile(r"arn:(?P<p>aws[\w-]*):sts::(?P<a>\d{12}):assumed-role/(?P<n>[^/]+)/(?P<s>[^/]+)")
FEDERATED = re.compile(r"arn:(?P<p>aws[\w-]*):sts::(?P<a>\d{12}):federated-user/(?P<n>[^/]+)")
ANY = re.compile(r"arn:(?P<p>[^:]*):[^:]*:[^:]*:(?P<a>[^:]*):(?P<n>.*)", re.DOTALL)

PERMISSION_SET = re.compile(r"AWSReservedSSO_(?P<set>.+)_[0-9a-f]{16}")
INSTANCE = re.compile(r"i-[0-9a-f]{8}(?:[0-9a-f]{9})?")
ROLE_ARN = re.compile(r"arn:aws[\w-]*:iam::(?P<a>\d{12}):role/.+")
SERVICE_VARIABLES = ("AWS_LAMBDA_FUNCTION_NAME", "AWS_EXECUTION_ENV")


def identify(
    arn: str,
    user_id: str,
    source: str,
    temporary: bool,
    profile: ProfileFact | None,
    profiles: Sequence[ProfileFact],
    env: Mapping[str, str],
    expires: datetime | None,
    source_account: str | None = None,
    mfa: bool = False,
) -> Identity:
    """Who is calling, the first kind that fits in the order of the design.

    `source` is botocore's `method`; `source_account` the account of the profile's source
    credentials, where it had to be asked for.
    """
    common = Identity(
        Kind.ROLE, arn=arn, source=source, temporary=temporary, expires=expires, mfa=mfa
    )
    if found := ROOT.fullmatch(arn):
        return _named(common, found, Kind.ROOT, "root")
    if found := FEDERATED.fullmatch(arn):
        return _named(common, found, Kind.FEDERATED_USER, found["n"])
    if found := USER.fullmatch(arn):
        kind = Kind.IAM_USER_SESSION if temporary else Kind.IAM_USER
        return replace(_named(common, found, kind, found["n"]), path=found["path"])
    if found := ROLE.fullmatch(arn):
        home = source_account or _home_account(profile, profiles)
        return _role(common, found, _is_foreign(source, profile, home), env)
    found = ANY.fullmatch(arn)
    return _named(common, found, Kind.ROLE, found["n"]) if found else common


def _named(common: Identity, found: re.Match[str], kind: Kind, name: str) -> Identity:
    return replace(common, kind=kind, partition=found["p"], account=found["a"], name=name)


def _role(
    common: Identity, found: re.Match[str], foreign: bool, env: Mapping[str, str]
) -> Identity:
    session = found["s"]
    if permission_set := PERMISSION_SET.fullmatch(found["n"]):
        named = _named(common, found, Kind.IDENTITY_CENTER, permission_set["set"])
        return replace(named, session=session)
    if foreign:
        kind = Kind.CROSS_ACCOUNT_ROLE
    elif INSTANCE.fullmatch(session) or common.source == "iam-role":
        kind = Kind.INSTANCE_ROLE
    elif _is_service(common.source, session, env):
        kind = Kind.SERVICE_ROLE
    else:
        kind = Kind.ROLE
    return replace(_named(common, found, kind, found["n"]), session=session)


def _is_service(source: str, session: str, env: Mapping[str, str]) -> bool:
    if source == "container-role" or session.startswith("AWSCodeBuild-"):
        return True
    return any(env.get(name) for name in SERVICE_VARIABLES)


def _is_foreign(source: str, profile: ProfileFact | None, home: str | None) -> bool:
    """Whether the profile's role lies in another account than the credentials it starts from."""
    if profile is None or not profile.role_arn or source != "assume-role":
        return False
    role = ROLE_ARN.fullmatch(profile.role_arn)
    return bool(role and home and role["a"] != home)


def _home_account(profile: ProfileFact | None, profiles: Sequence[ProfileFact]) -> str | None:
    """The account of the source profile, where its settings name it."""
    name = profile.source_profile if profile else None
    source = next((one for one in profiles if one.name == name and one != profile), None)
    if source is None:
        return None
    role = ROLE_ARN.fullmatch(source.role_arn or "")
    return role["a"] if role else source.sso_account
