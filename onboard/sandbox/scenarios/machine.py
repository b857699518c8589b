"""What the person's machine has of AWS in each scenario: `~/.aws` and the environment."""

import hashlib
import json
import secrets
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onboard.sandbox.aws.ids import mfa_serial
from onboard.sandbox.aws.metadata import CONTAINER_PATH, container_token
from onboard.sandbox.aws.sessions import Claims, Session, new_session
from onboard.sandbox.aws.sso import LIFE, sign_in
from onboard.sandbox.aws.state import AccessKey
from onboard.sandbox.scenarios.grants import REPOSITORIES
from onboard.sandbox.scenarios.seed import (
    MAIN,
    OTHER,
    PERMISSION_SET,
    PERSON,
    REGION,
    THIRD,
    YEAR,
)

if TYPE_CHECKING:
    from onboard.sandbox.aws.cloud import Cloud

Files = dict[str, str]
"""Path under `~/.aws` → text."""

SSO_SESSION = "example"
START_URL = "https://example.awsapps.com/start"
LONG_TERM = "jane-keys"
"""Profile with the long-term keys where the default profile has a session."""

_REGION_LINE = f"region = {REGION}\n"


def write_files(scenario: str, cloud: "Cloud", home: Path, now: float) -> None:
    """Write `~/.aws` whole: it is there with everything, or not at all."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".aws-", dir=home))  # mkdtemp makes it 0700
    try:
        for name, text in files(scenario, cloud, now).items():
            _write(draft / name, text)
        draft.rename(home / ".aws")
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    for folder in reversed(path.parents):
        folder.mkdir(mode=0o700, exist_ok=True)  # `parents=True` would not keep to the mode
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8", newline="\n")


def files(scenario: str, cloud: "Cloud", now: float) -> Files:
    """The files of the scenario; a user with a long-term key where nothing else is said."""
    return _FILES.get(scenario, _user)(cloud, now)


def environment(scenario: str, cloud: "Cloud", endpoint: str) -> dict[str, str]:
    """The variables that lead AWS's tools to the sandbox."""
    variables = {"AWS_ENDPOINT_URL": endpoint}
    if scenario == "instance-role":
        return variables | {"AWS_EC2_METADATA_SERVICE_ENDPOINT": endpoint}
    variables["AWS_EC2_METADATA_DISABLED"] = "true"
    if scenario == "service-role":
        variables |= {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": endpoint + CONTAINER_PATH,
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": container_token(cloud.state),
        }
    return variables


def _user(cloud: "Cloud", now: float) -> Files:
    return {"config": _config(), "credentials": _keys("default", _jane_key(cloud))}


def _root(cloud: "Cloud", now: float) -> Files:
    key = cloud.state.accounts[MAIN].root_keys[0]
    return {"config": _config(), "credentials": _keys("default", key)}


def _nothing(cloud: "Cloud", now: float) -> Files:
    return {"config": _config()}


def _no_files(cloud: "Cloud", now: float) -> Files:
    return {}


def _with_mfa(cloud: "Cloud", now: float) -> Files:
    serial = f"mfa_serial = {mfa_serial(MAIN, PERSON)}\n"
    return {"config": _config(serial), "credentials": _keys("default", _jane_key(cloud))}


def _session(cloud: "Cloud", now: float) -> Files:
    """A session without MFA; its profile names the device, `jane-keys` has the long-term key."""
    serial = f"mfa_serial = {mfa_serial(MAIN, PERSON)}\n"
    claims = Claims("user", MAIN, PERSON, "", now + YEAR)
    session = new_session(cloud.state.seal, claims)
    keys = _keys("default", session) + "\n" + _keys(LONG_TERM, _jane_key(cloud))
    long_term = f"\n[profile {LONG_TERM}]\n{_REGION_LINE}{serial}"
    return {"config": _config(serial) + long_term, "credentials": keys}


def _federated(cloud: "Cloud", now: float) -> Files:
    claims = Claims("federated", MAIN, PERSON, PERSON, now + YEAR, False, REPOSITORIES)
    session = new_session(cloud.state.seal, claims)
    return {"config": _config(), "credentials": _keys("default", session)}


def _role(cloud: "Cloud", now: float) -> Files:
    lines = (
        f"role_arn = {cloud.state.person}\nsource_profile = base\nrole_session_name = {PERSON}\n"
    )
    base = f"\n[profile base]\n{_REGION_LINE}"
    return {"config": _config(lines) + base, "credentials": _keys("base", _jane_key(cloud))}


def _several_accounts(cloud: "Cloud", now: float) -> Files:
    """One profile an account: the first is the default one."""
    config, keys = _config(), _keys("default", _jane_key(cloud))
    for name, account in (("work", OTHER), ("client", THIRD)):
        config += f"\n[profile {name}]\n{_REGION_LINE}"
        keys += "\n" + _keys(name, cloud.state.accounts[account].users[PERSON].access_keys[0])
    return {"config": config, "credentials": keys}


def _identity_center(cloud: "Cloud", now: float) -> Files:
    access, refresh = sign_in(cloud.state, now)
    cloud.save()
    return _sso_files(access, refresh, now + LIFE, now)


def _expired(cloud: "Cloud", now: float) -> Files:
    return _sso_files(secrets.token_urlsafe(48), secrets.token_urlsafe(48), now - 86400, now)


def _sso_files(access: str, refresh: str, expires: float, now: float) -> Files:
    profile = (
        f"sso_session = {SSO_SESSION}\nsso_account_id = {MAIN}\nsso_role_name = {PERMISSION_SET}\n"
    )
    session = (
        f"\n[sso-session {SSO_SESSION}]\nsso_start_url = {START_URL}\nsso_region = {REGION}\n"
        "sso_registration_scopes = sso:account:access\n"
    )
    token = {
        "startUrl": START_URL,
        "region": REGION,
        "accessToken": access,
        "expiresAt": _stamp(expires),
        "clientId": "sandbox",
        "clientSecret": secrets.token_urlsafe(32),
        "registrationExpiresAt": _stamp(now + YEAR),
        "refreshToken": refresh,
    }
    name = hashlib.sha1(SSO_SESSION.encode(), usedforsecurity=False).hexdigest()
    return {"config": _config(profile) + session, f"sso/cache/{name}.json": json.dumps(token)}


_FILES: dict[str, Callable[["Cloud", float], Files]] = {
    "iam-user-session": _session,
    "root": _root,
    "identity-center": _identity_center,
    "expired": _expired,
    "federated-user": _federated,
    "cross-account-role": _role,
    "role": _role,
    "instance-role": _nothing,
    "service-role": _nothing,
    "none": _no_files,
    "console-only": _nothing,
    "mfa-required": _with_mfa,
    "several-accounts": _several_accounts,
}


def _config(lines: str = "") -> str:
    return f"[default]\n{_REGION_LINE}{lines}"


def _keys(profile: str, key: AccessKey | Session) -> str:
    name = key.id if isinstance(key, AccessKey) else key.key
    text = f"[{profile}]\naws_access_key_id = {name}\naws_secret_access_key = {key.secret}\n"
    return text if isinstance(key, AccessKey) else f"{text}aws_session_token = {key.token}\n"


def _jane_key(cloud: "Cloud") -> AccessKey:
    return cloud.state.accounts[MAIN].users[PERSON].access_keys[0]


def _stamp(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M:%SZ}"
