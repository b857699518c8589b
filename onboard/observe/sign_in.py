"""Who the AWS credentials belong to, or why there are none."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onboard.errors import OnboardError, Unreachable
from onboard.identity import identify
from onboard.places import Places
from onboard.situation import Identity, Kind, ProfileFact

if TYPE_CHECKING:
    from onboard.aws.session import Connection
    from onboard.aws.sts import CallerIdentity


@dataclass(frozen=True)
class SignedIn:
    """The caller; without a connection the identity says what is wrong."""

    identity: Identity
    profile: str | None
    connection: "Connection | None" = None


def sign_in(
    places: Places, asked: str | None, region: str | None, profiles: tuple[ProfileFact, ...]
) -> SignedIn:
    """Sign in and ask AWS who that is; raises UnknownProfile where one was asked for by name."""
    from onboard.aws.profiles import profile_in_force
    from onboard.aws.session import UnknownProfile, connect
    from onboard.aws.sts import caller

    try:
        connection = connect(places, asked, region)
        who = caller(connection)
    except UnknownProfile as error:
        if asked:
            raise
        return SignedIn(_nobody(error, None), None)
    except OnboardError as error:
        name = profile_in_force(places, asked, {one.name: {} for one in profiles})
        fact = next((one for one in profiles if one.name == name), None)
        return SignedIn(_nobody(error, fact), name)
    identity = _identity(places, connection, who, profiles)
    return SignedIn(identity, connection.profile, connection)


def said(found: SignedIn) -> str:
    """The caller in one short sentence."""
    who = found.identity
    session = f" as {who.session}" if who.session else ""
    sentence = {
        Kind.ROOT: "You are the root user",
        Kind.FEDERATED_USER: f"You are the federated user {who.name}",
        Kind.IAM_USER: f"You are the IAM user {who.name}",
        Kind.IAM_USER_SESSION: f"You are the IAM user {who.name}, by a temporary session,",
        Kind.IDENTITY_CENTER: f"You are {who.session} of IAM Identity Center, with {who.name},",
        Kind.CROSS_ACCOUNT_ROLE: f"You have the role {who.name} of another account{session},",
        Kind.INSTANCE_ROLE: f"This machine has the role {who.name}",
        Kind.SERVICE_ROLE: f"This service has the role {who.name}",
        Kind.ROLE: f"You have the role {who.name}{session}",
        Kind.NONE: who.problem,
    }[who.kind]
    return sentence if who.kind is Kind.NONE else f"{sentence} in account {who.account}"


def _identity(
    places: Places,
    connection: "Connection",
    who: "CallerIdentity",
    profiles: tuple[ProfileFact, ...],
) -> Identity:
    profile = next((one for one in profiles if one.name == connection.profile), None)
    return identify(
        who.arn,
        who.user_id,
        connection.source,
        connection.temporary,
        profile,
        profiles,
        places.env,
        connection.expires,
        source_account=_source_account(places, connection, profile),
        mfa=connection.mfa,
    )


def _source_account(
    places: Places, connection: "Connection", profile: ProfileFact | None
) -> str | None:
    """The account that a role's profile starts from; None where it cannot be told."""
    from onboard.aws.session import connect
    from onboard.aws.sts import caller

    source = profile.source_profile if profile else None
    if connection.source != "assume-role" or not source or source == connection.profile:
        return None
    try:
        return caller(connect(places, source, None)).account
    except OnboardError:
        return None


def _nobody(error: OnboardError, profile: ProfileFact | None) -> Identity:
    from onboard.aws.causes import cause_of

    codes = {"expired": "expired", "mfa-needed": "mfa-needed", "not-signed-in": "no-credentials"}
    code = "unreachable" if isinstance(error, Unreachable) else codes.get(error.code)
    hint = _again(profile) if code == "expired" else ""
    return Identity(
        Kind.NONE,
        problem=error.message,
        hint=hint or error.hint,
        problem_code=code or "broken-config",
        cause=cause_of(error),
    )


def _again(profile: ProfileFact | None) -> str:
    """How to sign in again with that profile; empty where the error's own hint says it best."""
    from onboard.aws.problems import login_command

    if profile is None:
        return ""
    if profile.source == "session-keys":
        return f"Put new keys into the profile {profile.name}, or choose another with --profile."
    program = {"sso": "aws sso login", "login": "aws login"}.get(profile.source)
    return f"Run: {login_command(program, profile.name)}" if program else ""
