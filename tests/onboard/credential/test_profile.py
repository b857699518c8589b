"""Which keys a profile gives: what botocore takes, for every shape that can be decided here."""

import os
import sys
from pathlib import Path

import pytest
from botocore.exceptions import BotoCoreError
from botocore.session import Session

from onboard.credential import profile
from onboard.credential.ini import Unusual
from onboard.credential.keys import Keys
from tests.onboard.credential.calls import aws, environment

STATIC = ("env", "shared-credentials-file", "config-file")
A = "aws_access_key_id = AKIAAAAA\naws_secret_access_key = sa\n"
B = "aws_access_key_id = AKIABBBB\naws_secret_access_key = sb\n"
ROLE = "role_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base\n"
SSO = "sso_account_id = 1\nsso_role_name = r\nsso_start_url = https://x\nsso_region = us-east-1\n"
PROCESS = "credential_process = /bin/echo {}\n"

#: name → (config, credentials, whether the keys can be taken at once)
SHAPES: dict[str, tuple[str, str, bool]] = {
    "credentials file": ("[profile p]\nregion = us-east-1\n", f"[p]\n{A}", True),
    "credentials file alone": ("", f"[p]\n{A}", True),
    "config file": (f"[profile p]\n{A}", "", True),
    "both files": (f"[profile p]\n{B}", f"[p]\n{A}", True),
    "quoted name": (f'[profile "p"]\n{A}', "", True),
    "session token": ("", f"[p]\n{A}aws_session_token = t1\n", True),
    "security token first": (
        "",
        f"[p]\n{A}aws_session_token = t1\naws_security_token = t2\n",
        True,
    ),
    "unrelated nested block": (f"[profile p]\ns3 =\n  a = b\n{A}", "", True),
    "process below credentials file": (f"[profile p]\n{PROCESS}", f"[p]\n{A}", True),
    "login below credentials file": ("[profile p]\nlogin_session = x\n", f"[p]\n{A}", True),
    "mfa without role": ("[profile p]\nmfa_serial = arn:aws:iam::1:mfa/m\n", f"[p]\n{A}", True),
    "source_profile without role": ("[profile p]\nsource_profile = base\n", f"[p]\n{A}", True),
    "role above keys": (f"[profile p]\n{ROLE}[profile base]\n{B}", f"[p]\n{A}", False),
    "role in credentials file": (f"[profile base]\n{B}", f"[p]\n{A}{ROLE}", False),
    "web identity above keys": (
        "[profile p]\nweb_identity_token_file = /x\nrole_arn = arn:aws:iam::1:role/r\n",
        f"[p]\n{A}",
        False,
    ),
    "sso above keys": (f"[profile p]\n{SSO}", f"[p]\n{A}", False),
    "login above config file": (f"[profile p]\nlogin_session = x\n{B}", "", False),
    "process above config file": (f"[profile p]\n{PROCESS}{B}", "", False),
    "nothing": ("[profile p]\nregion = us-east-1\n", "", False),
    "half a key": ("", "[p]\naws_access_key_id = AKIAAAAA\n", False),
    "half a key above config": (f"[profile p]\n{B}", "[p]\naws_access_key_id = AKIA\n", False),
    "config section without the word": (f"[p]\n{A}", "", False),
    "credentials section with the word": ("", f"[profile p]\n{A}", False),
    "no such profile": ("[profile q]\n", f"[q]\n{A}", False),
    "profile twice": (f"[profile p]\n{A}[profile  p]\n{B}", "", False),
    "malformed": (f"[profile p]\n{A}junk\n", "", False),
    "DEFAULT section": (f"[DEFAULT]\n{B}[profile p]\nregion = x\n", "", False),
}


def taken(home: Path, name: str | None, **more: str) -> Keys | None:
    environ = environment(home, **more)
    try:
        return profile.static_keys(profile.load(environ, name, sys.platform), environ)
    except Unusual:
        return None


@pytest.fixture
def isolated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in profile_variables():
        monkeypatch.delenv(name, raising=False)
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    return tmp_path


def profile_variables() -> list[str]:
    return [name for name in os.environ if name.startswith("AWS_")]


@pytest.mark.parametrize("shape", SHAPES)
def test_agrees_with_botocore(isolated: Path, shape: str) -> None:
    config, credentials, at_once = SHAPES[shape]
    aws(isolated, config, credentials)
    ours = taken(isolated, "p")
    assert (ours is not None) == at_once
    if ours:
        theirs = Session(profile="p").get_credentials()
        assert theirs is not None
        assert theirs.method in STATIC
        assert (ours.access_key, ours.secret_key) == (theirs.access_key, theirs.secret_key)
        assert ours.token == theirs.token


@pytest.mark.parametrize("shape", [name for name, (_, _, at_once) in SHAPES.items() if not at_once])
def test_what_is_left_is_not_a_plain_key_of_the_same_place(isolated: Path, shape: str) -> None:
    """Where we decline, botocore takes something else, finds nothing, or complains."""
    config, credentials, _ = SHAPES[shape]
    aws(isolated, config, credentials)
    try:
        theirs = Session(profile="p").get_credentials()
    except (BotoCoreError, KeyError):
        return
    declined_for_form = shape in ("profile twice", "DEFAULT section")
    assert theirs is None or theirs.method not in STATIC or declined_for_form


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, "AKIADEFAULT"),
        ({"AWS_PROFILE": "a"}, "AKIAAAAA"),
        ({"AWS_PROFILE": "a", "AWS_DEFAULT_PROFILE": "b"}, "AKIABBBB"),
        ({"AWS_DEFAULT_PROFILE": "b"}, "AKIABBBB"),
        ({"AWS_PROFILE": "gone"}, None),
        ({"AWS_PROFILE": ""}, None),
        ({"AWS_SHARED_CREDENTIALS_FILE": "~/other"}, "AKIAOTHER"),
        ({"AWS_SHARED_CREDENTIALS_FILE": "$HOME/other"}, "AKIAOTHER"),
        ({"AWS_SHARED_CREDENTIALS_FILE": "~/none"}, "AKIACONFIG"),
        ({"AWS_SHARED_CREDENTIALS_FILE": ""}, "AKIACONFIG"),
        ({"AWS_SHARED_CREDENTIALS_FILE": "~/none", "AWS_CONFIG_FILE": "~/none"}, None),
    ],
)
def test_the_environment_names_profile_and_files(
    isolated: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    expected: str | None,
) -> None:
    default = A.replace("AKIAAAAA", "AKIADEFAULT")
    aws(
        isolated,
        f"[default]\n{A.replace('AKIAAAAA', 'AKIACONFIG')}",
        f"[default]\n{default}[a]\n{A}[b]\n{B}",
    )
    (isolated / "other").write_text(f"[default]\n{A.replace('AKIAAAAA', 'AKIAOTHER')}")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    ours = taken(isolated, None, **variables)
    assert (ours.access_key if ours else None) == expected
    try:
        theirs = Session().get_credentials()
    except BotoCoreError:
        theirs = None
    assert (theirs.access_key if theirs else None) == expected


def test_web_identity_in_the_environment_comes_before_the_default_keys(isolated: Path) -> None:
    aws(isolated, "", f"[default]\n{A}")
    assert taken(isolated, None, AWS_WEB_IDENTITY_TOKEN_FILE="/x") is None
    assert taken(isolated, "default", AWS_WEB_IDENTITY_TOKEN_FILE="/x") is not None


def test_relatives_are_sources_and_sso_session(tmp_path: Path) -> None:
    aws(
        tmp_path,
        "[profile p]\nsource_profile = q\n[profile q]\nsource_profile = p\nsso_session = s\n"
        "[sso-session s]\nsso_region = us-east-1\n[profile other]\nregion = x\n",
    )
    found = profile.relatives(profile.load(environment(tmp_path), "p", sys.platform))
    assert [sorted(settings) for settings in found] == [
        ["source_profile"],
        ["source_profile", "sso_session"],
        ["sso_region"],
    ]
