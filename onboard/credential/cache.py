"""Temporary AWS credentials between two calls of git: 0600 each, deleted at their end.

The app leaves the session of a profile with an MFA device here (`keep`), since only a person can
get the next one; what botocore found is stored here too, for an hour at most.
"""

import os
import sys

from onboard.credential import private, profile
from onboard.credential.folders import aws_files, cache_folder
from onboard.credential.ini import Unusual
from onboard.credential.keys import Keys
from onboard.credential.sign import sha256_hex

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

VERSION = 1
MARGIN = 120
"""Seconds before their end at which credentials are no longer used."""
LONGEST = 3600
"""Seconds for which what botocore found is used again; a changed role shows within this time."""
ABANDONED = 3600

LEFT_OUT = (profile.SECRET_KEY, *profile.TOKENS, "region", "output")
"""Options that are secret, or do not decide whose the credentials are."""
ENDPOINTS = ("AWS_ENDPOINT_URL",)
SOURCES = ("AWS_ACCESS_KEY_ID", "AWS_CONTAINER_CREDENTIALS", "AWS_EC2_METADATA", "AWS_ROLE_",
           "AWS_WEB_IDENTITY_", "AWS_CREDENTIAL_FILE", "BOTO_CONFIG")  # fmt: skip


def keep(
    environ: "Mapping[str, str]",
    profile_name: "str | None",
    access_key: str,
    secret_key: str,
    token: str,
    expires: float,
    platform: str = sys.platform,
) -> "Path":
    """Store a session for the helper until `expires` (epoch seconds); the path it went to.

    For the sessions that the app gets with an MFA code. Secrets come as plain text, revealed by
    the caller in this call alone. Raises OSError or NotPrivate where the folder will not do.
    """
    from pathlib import Path

    keys = Keys(access_key, secret_key, token, expires)
    return Path(_write(environ, profile_name, keys, platform))


def forget(
    environ: "Mapping[str, str]", profile_name: "str | None", platform: str = sys.platform
) -> None:
    """Delete what is stored for the profile, if anything."""
    _delete(_path(environ, profile_name, platform))


def look_up(
    environ: "Mapping[str, str]", profile_name: "str | None", now: float, platform: str
) -> "Keys | None":
    """The stored credentials of the profile that are still good at `now`, or None."""
    path = _path(environ, profile_name, platform)
    try:
        private.check_folder(os.path.dirname(path))
    except (OSError, private.NotPrivate):
        return None
    keys = _read(path)
    if keys and keys.expires and keys.expires - MARGIN > now:
        return keys
    _delete(path)
    return None


def store(
    environ: "Mapping[str, str]",
    profile_name: "str | None",
    keys: Keys,
    now: float,
    platform: str,
) -> None:
    """Store what botocore found, where it ends by itself; without a safe folder, nothing.

    This is also when everything else in the folder that has ended is deleted.
    """
    folder = cache_folder(environ, platform)
    try:
        if keys.expires is not None and keys.token is not None:
            expires = min(keys.expires, now + LONGEST)
            kept = Keys(keys.access_key, keys.secret_key, keys.token, expires)
            _write(environ, profile_name, kept, platform)
        private.check_folder(folder)
        _sweep(folder, now)
    except (OSError, private.NotPrivate):
        return


def _sweep(folder: str, now: float) -> None:
    """Delete what has ended, what cannot be used, and drafts that were left behind."""
    for name in private.names(folder):
        path = os.path.join(folder, name)
        if name.endswith(".json"):
            keys = _read(path)
            ended = keys is None or keys.expires is None or keys.expires - MARGIN <= now
        else:
            ended = os.lstat(path).st_mtime < now - ABANDONED
        if ended:
            _delete(path)


def _write(
    environ: "Mapping[str, str]", profile_name: "str | None", keys: Keys, platform: str
) -> str:
    import json

    path = _path(environ, profile_name, platform)
    private.make_folder(os.path.dirname(path))
    content = {name: getattr(keys, name) for name in Keys.__slots__}
    private.write_private(path, json.dumps({"version": VERSION, **content}).encode())
    return path


def _read(path: str) -> "Keys | None":
    """The keys in the file, None where there is none, or none that can be used."""
    try:
        data = private.read_private(path)
        import json  # only here: most profiles have no file

        content = json.loads(data)
        if content["version"] != VERSION:
            return None
        texts = [str(content[name]) for name in ("access_key", "secret_key", "token")]
        return Keys(texts[0], texts[1], texts[2], float(content["expires"]))
    except (OSError, private.NotPrivate, ValueError, TypeError, LookupError):
        return None


def _delete(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return


def _path(environ: "Mapping[str, str]", profile_name: "str | None", platform: str) -> str:
    name = sha256_hex(_key(environ, profile_name, platform).encode("utf-8", "surrogateescape"))
    return os.path.join(cache_folder(environ, platform), f"{name}.json")


def _key(environ: "Mapping[str, str]", profile_name: "str | None", platform: str) -> str:
    """Everything that decides which credentials these are, less the secrets themselves."""
    files = aws_files(environ, platform)
    variables = ENDPOINTS if profile_name is not None else (*ENDPOINTS, *SOURCES)
    named = profile.environment_profile(environ) if profile_name is None else None
    try:
        found = profile.relatives(profile.load(environ, profile_name, platform))
        detail = [sorted(_public(settings).items()) for settings in found]
        if any("credential_source" in settings for settings in found):
            variables = (*ENDPOINTS, *SOURCES)
        facts: object = detail
    except Unusual:
        facts = [_stamp(path) for path in files]
    around = sorted((k, v) for k, v in environ.items() if k.startswith(variables))
    return repr((VERSION, profile_name, named, files, facts, around))


def _public(settings: "dict[str, str]") -> "dict[str, str]":
    return {name: text for name, text in settings.items() if name not in LEFT_OUT}


def _stamp(path: str) -> "tuple[int, int]":
    try:
        status = os.stat(path)
    except OSError:
        return (0, 0)
    return (status.st_size, status.st_mtime_ns)
