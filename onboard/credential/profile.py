"""A profile as the AWS files give it, and the keys that lie in them, in botocore's order."""

import os

from onboard.credential.folders import aws_files
from onboard.credential.ini import NESTED, Unusual, read
from onboard.credential.keys import Keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    Sections = dict[str, dict[str, str]]

ACCESS_KEY, SECRET_KEY = "aws_access_key_id", "aws_secret_access_key"
TOKENS = ("aws_security_token", "aws_session_token")
CHAIN_LIMIT = 10


class Profile:
    """One profile: `own` is its section in the config file, `shared` in the credentials file."""

    __slots__ = ("config", "explicit", "merged", "own", "profiles", "shared")

    def __init__(self, name: str, explicit: bool, config: "Sections", shared: "Sections") -> None:
        self.explicit = explicit
        self.config = config
        self.profiles = _profiles(config)
        self.own = self.profiles.get(name, {})
        self.shared = shared.get(name, {})
        for each, settings in shared.items():
            self.profiles[each] = {**self.profiles.get(each, {}), **settings}
        self.merged = self.profiles.get(name, {})


def load(environ: "Mapping[str, str]", profile: "str | None", platform: str) -> Profile:
    """The profile that was asked for, or the one the environment names.

    Raises Unusual where botocore has to decide: odd files, or a profile that is in neither.
    """
    config, shared = (_sections(path) for path in aws_files(environ, platform))
    named = profile if profile is not None else environment_profile(environ)
    found = Profile(named or "default", profile is not None, config, shared)
    if named is not None and named not in found.profiles:
        raise Unusual
    return found


def environment_profile(environ: "Mapping[str, str]") -> "str | None":
    """The profile that the environment names, in botocore's order."""
    return environ.get("AWS_DEFAULT_PROFILE", environ.get("AWS_PROFILE"))


def static_keys(profile: Profile, environ: "Mapping[str, str]") -> "Keys | None":
    """The profile's long-term keys where botocore would take them before anything else.

    A role, a web identity or Identity Center come before keys; `login_session` and
    `credential_process` come between the two files.
    """
    merged = profile.merged
    if _comes_before_keys(profile, environ):
        return None
    if ACCESS_KEY in profile.shared:
        return _keys(profile.shared)
    if "login_session" in merged or "credential_process" in merged:
        return None
    return _keys(profile.own) if ACCESS_KEY in profile.own else None


def kept_key(profile: Profile, environ: "Mapping[str, str]") -> str:
    """The id of an access key that our own `credential_process` line hands out, else empty."""
    if _comes_before_keys(profile, environ) or ACCESS_KEY in profile.shared:
        return ""
    command = profile.merged.get("credential_process", "")
    _, ours, key = command.rpartition(" credential-process --key ")
    return key if ours and key.isalnum() and "login_session" not in profile.merged else ""


def _comes_before_keys(profile: Profile, environ: "Mapping[str, str]") -> bool:
    merged = profile.merged
    if "role_arn" in merged or "web_identity_token_file" in merged:
        return True
    if any(option.startswith("sso_") for option in merged):
        return True
    return not profile.explicit and bool(environ.get("AWS_WEB_IDENTITY_TOKEN_FILE"))


def relatives(profile: Profile) -> "list[dict[str, str]]":
    """The settings that decide on the profile's credentials: its own, its sources', its SSO."""
    found = [profile.merged]
    for _ in range(CHAIN_LIMIT):
        source = profile.profiles.get(found[-1].get("source_profile", ""))
        if source is None or source in found:
            break
        found.append(source)
    sessions = (f"sso-session {settings.get('sso_session', '')}" for settings in found)
    return found + [profile.config[name] for name in sessions if name in profile.config]


def _sections(path: str) -> "Sections":
    if not os.path.isfile(path):
        return {}
    try:
        with open(path, "rb") as file:
            return read(file.read())
    except OSError:
        raise Unusual from None


def _profiles(config: "Sections") -> "Sections":
    profiles: Sections = {}
    for section, settings in config.items():
        name = section if section == "default" else _profile_name(section)
        if name in profiles:
            raise Unusual
        if name is not None:
            profiles[name] = settings
    return profiles


def _profile_name(section: str) -> "str | None":
    """The name in `profile NAME` or `profile "NAME"`, None for a section that is no profile."""
    if not section.startswith("profile"):
        return None
    name = section.removeprefix("profile").strip(" \t")
    quoted = len(name) > 2 and name[0] == name[-1] == '"'
    bare = name[1:-1] if quoted else name
    odd = "\"'\\" if quoted else "\"'\\ \t"
    if section[7:8] not in (" ", "\t") or not bare or any(letter in odd for letter in bare):
        raise Unusual
    return bare


def _keys(settings: "dict[str, str]") -> Keys:
    access_key, secret_key = settings[ACCESS_KEY], settings.get(SECRET_KEY, "")
    token = next((settings[name] for name in TOKENS if name in settings), None)
    texts = (access_key, secret_key, "-" if token is None else token)
    if not all(texts) or any(text.startswith(NESTED) for text in texts):
        raise Unusual
    return Keys(access_key, secret_key, token)
