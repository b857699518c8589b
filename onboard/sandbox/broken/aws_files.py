"""What happens to the files in ~/.aws."""

import hashlib
import json
import sys
import time
from datetime import UTC, datetime, timedelta

from onboard.sandbox.aws.ids import mfa_serial, new_id, role_arn
from onboard.sandbox.aws.sessions import Claims, Session, new_session
from onboard.sandbox.broken.aws_side import change, state_of, with_role
from onboard.sandbox.broken.machine import Machine
from onboard.sandbox.scenarios.seed import MAIN, OTHER, PERSON, REGION

CONFIG, CREDENTIALS = ".aws/config", ".aws/credentials"
KEY, SECRET = "aws_access_key_id = ", "aws_secret_access_key = "
MANY = 97
REGION_LINE = f"region = {REGION}\n"
SSO = """\
sso_session = example
sso_account_id = 111122223333
sso_role_name = DeveloperAccess

[sso-session example]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
"""
HANDS_OUT = """\
#!{python} -IS
import json, time
end = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 300))
with open({file!r}) as file:
    keys = json.load(file)
one = keys[time.time_ns() // 1_000_000 % len(keys)]
print(json.dumps(one | {{"Version": 1, "Expiration": end}}))
"""
"""Other keys at each call, for five minutes each."""


def no_files(machine: Machine) -> None:
    """A machine that never heard of AWS."""
    for name in (CONFIG, CREDENTIALS):
        (machine.home / name).unlink()


def emptied(machine: Machine) -> None:
    """The keys were taken out of the file."""
    machine.write(CREDENTIALS, "")


def renamed(machine: Machine) -> None:
    """The profile has another name now."""
    machine.replace(CONFIG, "[default]", "[profile work]")
    machine.replace(CREDENTIALS, "[default]", "[work]")


def helper_without_profile(machine: Machine) -> None:
    """As AWS's guide writes it, so that variables decide."""
    line = machine.text(".gitconfig")
    machine.write(".gitconfig", line.replace(" --profile default", ""))


def no_source(machine: Machine) -> None:
    """A role without a word about whose credentials assume it."""
    _settings(machine, f"role_arn = {role_arn(MAIN, '/', 'Developer')}\n")


def failing_process(machine: Machine) -> None:
    """A credential process that ends with an error."""
    program = machine.write("bin/keys", "#!/bin/sh\necho no such vault >&2\nexit 1\n", 0o700)
    _settings(machine, f"credential_process = {program}\n")


def babbling_process(machine: Machine) -> None:
    """A credential process that prints no JSON."""
    program = machine.write("bin/keys", "#!/bin/sh\necho Please sign in first.\n", 0o700)
    _settings(machine, f"credential_process = {program}\n")


def twice(machine: Machine) -> None:
    """Somebody pasted the profile a second time."""
    machine.write(CONFIG, machine.text(CONFIG) * 2)


def sso_over(machine: Machine) -> None:
    """Signed in through Identity Center, the day before yesterday."""
    _settings(machine, SSO)
    token = {
        "startUrl": "https://example.awsapps.com/start",
        "region": REGION,
        "accessToken": "over",
        "expiresAt": f"{datetime.now(UTC) - timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}",
    }
    name = hashlib.sha1(b"example", usedforsecurity=False).hexdigest()
    machine.write(f".aws/sso/cache/{name}.json", json.dumps(token))


def sso_never(machine: Machine) -> None:
    """The profile is there, and nobody has signed in with it."""
    _settings(machine, SSO)


def session_over(machine: Machine) -> None:
    """Temporary keys were pasted, and their hour is over."""
    session = _session(machine, -3600)
    text = f"[default]\n{KEY}{session.key}\n{SECRET}{session.secret}\n"
    machine.write(CREDENTIALS, f"{text}aws_session_token = {session.token}\n")


def mistyped(machine: Machine) -> None:
    """One letter of the key's id is wrong."""
    machine.replace(CREDENTIALS, _key(machine), new_id("AKIA"))


def wrong_secret(machine: Machine) -> None:
    """The last letter of the secret was left out."""
    text = machine.text(CREDENTIALS).rstrip("\n")
    machine.write(CREDENTIALS, f"{text[:-1]}\n")


def inactive(machine: Machine) -> None:
    """An administrator made it Inactive."""
    body = {"do": "set-status", "type": "access-key", "id": _key(machine), "status": "Inactive"}
    machine.ask("iam", body)


def role_wants_code(machine: Machine) -> None:
    """A role whose profile asks for a code at each session."""
    lines = f"role_arn = {role_arn(MAIN, '/', 'Developer')}\nsource_profile = base\n"
    machine.replace(CREDENTIALS, "[default]", "[base]")
    _append(machine, f"{lines}mfa_serial = {mfa_serial(MAIN, PERSON)}\n")


def role(machine: Machine) -> None:
    """A role that the person assumes, as AWS must be asked for before every session."""
    change(machine, with_role)
    lines = f"role_arn = {role_arn(MAIN, '/', 'Developer')}\nsource_profile = base\n"
    machine.replace(CREDENTIALS, "[default]", "[base]")
    _append(machine, lines)


def throttled_role(machine: Machine) -> None:
    """Too many calls are made by somebody in the account."""
    role(machine)
    machine.ask("fault", {"name": "throttle", "value": True})


def aws_login(machine: Machine) -> None:
    """Signed in by `aws login`, which our botocore cannot read without its CRT part."""
    _settings(machine, f"login_session = arn:aws:iam::{MAIN}:user/{PERSON}\n")


def no_region(machine: Machine) -> None:
    """Neither the address nor the profile names a Region."""
    machine.replace(CONFIG, REGION_LINE, "")


def empty_profile(machine: Machine) -> None:
    """The address names a profile that has no credentials."""
    machine.write(CONFIG, f"{machine.text(CONFIG)}\n[profile empty]\n{REGION_LINE}")


def other_account(machine: Machine) -> None:
    """There is a second profile, of another account."""
    keys = machine.ask("administrator", {"account": OTHER})
    pair = f"{KEY}{keys['access_key']}\n{SECRET}{keys['secret_key']}\n"
    machine.write(CREDENTIALS, f"{machine.text(CREDENTIALS)}\n[work]\n{pair}")


def other_keys_each_time(machine: Machine) -> None:
    """A company's own program hands out a new session at each call."""
    sessions = [_session(machine, 3600) for _ in range(MANY)]
    rows = [
        {"AccessKeyId": one.key, "SecretAccessKey": one.secret, "SessionToken": one.token}
        for one in sessions
    ]
    file = machine.write("bin/keys.json", json.dumps(rows))
    script = HANDS_OUT.format(python=sys.executable, file=str(file))
    program = machine.write("bin/keys", script, 0o700)
    _settings(machine, f"credential_process = {program}\n")


def _settings(machine: Machine, lines: str) -> None:
    """The default profile is made of these, and of no keys."""
    machine.write(CREDENTIALS, "")
    _append(machine, lines)


def _append(machine: Machine, lines: str) -> None:
    machine.write(CONFIG, f"[default]\n{REGION_LINE}{lines}")


def _key(machine: Machine) -> str:
    return machine.text(CREDENTIALS).partition(KEY)[2].split()[0]


def _session(machine: Machine, seconds: float) -> Session:
    claims = Claims("user", MAIN, PERSON, "", time.time() + seconds)
    return new_session(state_of(machine).seal, claims)
