"""The profiles of the AWS files, by what they are made of; their secrets stay behind."""

from collections.abc import Mapping
from typing import Any

from onboard.places import Places
from onboard.situation import ProfileFact

KEY, TOKENS = "aws_access_key_id", ("aws_session_token", "aws_security_token")


def read_profiles(places: Places) -> tuple[ProfileFact, ...]:
    """Every profile, as botocore reads the files; raises FileRefused for unreadable ones."""
    from botocore.session import Session

    from onboard.aws.loading import check_readable
    from onboard.aws.problems import translated

    check_readable(places)
    own = Session()
    own.set_config_variable("config_file", str(places.aws_config))
    own.set_config_variable("credentials_file", str(places.aws_credentials))
    with translated("sts:GetCallerIdentity"):
        return profile_facts(own.full_config["profiles"])


def profile_facts(profiles: Mapping[str, Mapping[str, Any]]) -> tuple[ProfileFact, ...]:
    """What the settings of each profile say about it, in the order of the files."""
    return tuple(_fact(name, settings) for name, settings in profiles.items())


def profile_in_force(
    places: Places, asked: str | None, profiles: Mapping[str, Mapping[str, Any]]
) -> str | None:
    """The profile that the AWS tools would use, None where keys in the environment come first."""
    if asked:
        return asked
    if places.env.get("AWS_ACCESS_KEY_ID"):
        return None
    named = places.env.get("AWS_DEFAULT_PROFILE") or places.env.get("AWS_PROFILE")
    return named or ("default" if "default" in profiles else None)


def _fact(name: str, settings: Mapping[str, Any]) -> ProfileFact:
    def text(option: str) -> str | None:
        value = settings.get(option)
        return value if isinstance(value, str) and value else None

    return ProfileFact(
        name,
        region=text("region"),
        source=_source(settings),
        role_arn=text("role_arn"),
        source_profile=text("source_profile"),
        mfa_serial=text("mfa_serial"),
        sso_account=text("sso_account_id"),
        key_id=text(KEY) if _source(settings) == "keys" else _kept(text("credential_process")),
    )


def _kept(command: str | None) -> str | None:
    """The access key that our own command hands out."""
    _, ours, key = (command or "").rpartition(" credential-process --key ")
    return key if ours and key.isalnum() else None


def _source(settings: Mapping[str, Any]) -> str:
    """The provider that botocore would take first; source: botocore's credentials.py."""
    if "role_arn" in settings:
        return "web-identity" if "web_identity_token_file" in settings else "role"
    if "sso_account_id" in settings or "sso_role_name" in settings:
        return "sso"
    if KEY in settings:
        return "session-keys" if any(token in settings for token in TOKENS) else "keys"
    if "login_session" in settings:
        return "login"
    return "process" if "credential_process" in settings else ""
