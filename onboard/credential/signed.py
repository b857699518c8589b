"""Which AWS keys sign: those that lie here in the open, a stored session, or botocore's."""

import os

from onboard.credential import ini, profile
from onboard.credential.folders import aws_files, cache_folder
from onboard.credential.keys import Keys, from_environment
from onboard.credential.refusal import CannotAnswer, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def signing_keys(
    environ: "Mapping[str, str]",
    profile_name: "str | None",
    region: str,
    now: float,
    platform: str,
) -> Keys:
    """The keys that boto3 would use, found the cheapest way; raises CannotAnswer.

    A stored session comes before a bare key of the same profile: a person typed an MFA code for
    it, because the key alone was not enough.
    """
    keys = _in_the_open(environ, profile_name, now, platform)
    stored = _stored(environ, profile_name, now, platform)
    return stored or keys or _resolved(environ, profile_name, region, now, platform)


def _in_the_open(
    environ: "Mapping[str, str]", profile_name: "str | None", now: float, platform: str
) -> "Keys | None":
    """Keys that lie in the environment or the AWS files, None where botocore has to decide."""
    around = from_environment(environ, now) if profile_name is None else None
    if around and profile.environment_profile(environ) is None:
        return around
    try:
        found = profile.load(environ, profile_name, platform)
        return around or profile.static_keys(found, environ) or _kept(found, environ, platform)
    except ini.Unusual:
        return None


def _kept(found: profile.Profile, environ: "Mapping[str, str]", platform: str) -> "Keys | None":
    """The key that our own `credential_process` would hand out, without starting it."""
    key = profile.kept_key(found, environ)
    if not key:
        return None
    from onboard.credential.passwords import find_password

    try:
        pair = find_password(environ, "access-keys", key, platform)
    except CannotAnswer:  # the process itself says what is wrong
        return None
    return Keys(pair[0], pair[1], None) if pair else None


def _stored(
    environ: "Mapping[str, str]", profile_name: "str | None", now: float, platform: str
) -> "Keys | None":
    if not os.path.isdir(cache_folder(environ, platform)):
        return None
    from onboard.credential import cache

    return cache.look_up(environ, profile_name, now, platform)


def _resolved(
    environ: "Mapping[str, str]",
    profile_name: "str | None",
    region: str,
    now: float,
    platform: str,
) -> Keys:
    from onboard.credential import cache
    from onboard.credential.resolve import resolve

    try:
        keys = resolve(profile_name, region)
    except CannotAnswer:
        _blame_unreadable(aws_files(environ, platform))
        raise
    cache.store(environ, profile_name, keys, now, platform)
    return keys


def _blame_unreadable(paths: "tuple[str, ...]") -> None:
    """Botocore passes over a file that it may not read; the person should know."""
    for path in paths:
        if os.path.isfile(path) and not os.access(path, os.R_OK):
            raise CannotAnswer(f"{path} cannot be read", f"Run: chmod u+r {quoted(path)}")
