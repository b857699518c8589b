"""The two kinds of Git password over HTTPS: IAM's own, and the signed one of a helper."""

import hashlib
import hmac
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

from onboard.sandbox.aws.errors import AwsError
from onboard.sandbox.aws.iam_git_credentials import digest
from onboard.sandbox.aws.identity import Principal, caller_of, made_at, of_user
from onboard.sandbox.aws.signature import SKEW, sign
from onboard.sandbox.aws.state import ACTIVE, State

LIFE = timedelta(minutes=15)
_SIGNED = re.compile(r"(?P<time>\d{8}T\d{6})Z(?P<signature>[0-9a-f]{64})")
_KEY = re.compile(r"A[KS]IA[A-Z0-9]{16}")
_HOST = re.compile(r"(?:[^.]+\.)?git-codecommit(?:-fips)?\.(?P<region>[^.]+)\.[\w.]+")
_SERVICE_PATHS = re.compile(r"(/info/refs|/git-upload-pack|/git-receive-pack)?(\?.*)?$")


def region_of(host: str) -> str | None:
    """The Region that a Git host serves; a port is allowed."""
    found = _HOST.fullmatch(_bare(host).lower())
    return found["region"] if found else None


def by_stored_password(
    state: State, username: str, password: str, now: float, delay: float
) -> Principal | None:
    """The user of an Active Git credential whose password has reached the Git servers."""
    given = digest(password)
    for account in state.accounts.values():
        for user in account.users.values():
            for one in user.git_credentials:
                live = one.status == ACTIVE and one.since + delay <= now
                if one.user_name == username and hmac.compare_digest(one.digest, given) and live:
                    return of_user(account, user)
    return None


def by_signature(
    state: State, host: str, path: str, username: str, password: str, now: float, delay: float = 0
) -> Principal | None:
    """The caller whose live key signed this host and path within the last 15 minutes.

    A key that is younger than `delay` has not reached the Git servers.
    """
    key, _, token = username.partition("%")
    found, region = _SIGNED.fullmatch(password), region_of(host)
    if not found or not region or not _KEY.fullmatch(key) or not _recent(found["time"], now):
        return None
    if made_at(state, key) + delay > now:
        return None
    try:
        principal, secret = caller_of(state, key, token or None, now)
    except AwsError:
        return None
    time, given = found["time"], found["signature"]
    true = [signature(secret, region, one, two, time) for one, two in _forms(host, path)]
    return principal if any([hmac.compare_digest(one, given) for one in true]) else None


def signature(secret: str, region: str, host: str, path: str, time: str) -> str:
    """The signature of a Git request; `time` as `YYYYMMDDTHHMMSS`, the path with its slash."""
    canonical = f"GIT\n{path}\n\nhost:{host}\n\nhost\n"
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    scope = f"{time[:8]}/{region}/codecommit/aws4_request"
    text = f"AWS4-HMAC-SHA256\n{time}\n{scope}\n{hashed}"
    return sign(secret, time[:8], region, "codecommit", text)


def _forms(host: str, path: str) -> Iterator[tuple[str, str]]:
    """The AWS CLI signs the bare host, git-remote-codecommit the host as it is written."""
    plain = "/" + _SERVICE_PATHS.sub("", path).lstrip("/")
    for one in dict.fromkeys((host, _bare(host))):
        for two in dict.fromkeys((plain, unquote(plain))):
            yield one, two


def _bare(host: str) -> str:
    return host.rpartition(":")[0] if ":" in host else host


def _recent(text: str, now: float) -> bool:
    try:
        moment = datetime.strptime(text, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return False
    age = datetime.fromtimestamp(now, UTC) - moment
    return -SKEW <= age <= LIFE
