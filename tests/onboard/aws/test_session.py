"""From the AWS files to a connection, and each way that this fails before the network."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from onboard.aws.profiles import read_profiles
from onboard.aws.session import Connection, UnknownProfile, connect, sign_in_with_mfa
from onboard.credential import cache
from onboard.errors import BadInput, FileRefused, NotInstalled, NotSignedIn, OnboardError
from onboard.places import Places
from onboard.secret import Secret
from tests.machine import machine

KEYS = "aws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = secret\n"
LATER = 4102444800.0
"""The year 2100."""


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    """A machine without AWS; the process has nothing of AWS either."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return machine(tmp_path)


def write(places: Places, config: str = "", credentials: str = "") -> None:
    (places.home / ".aws").mkdir(exist_ok=True)
    places.aws_config.write_text(config)
    places.aws_credentials.write_text(credentials)


def refused(places: Places, profile: str | None = None) -> OnboardError:
    with pytest.raises(OnboardError) as caught:
        connect(places, profile, None)
    assert caught.value.hint
    return caught.value


def facts(connection: Connection) -> tuple[object, ...]:
    return (connection.profile, connection.region, connection.source, connection.temporary)


def test_a_profile_with_keys(places: Places) -> None:
    write(places, "[profile work]\nregion = eu-west-1\n", f"[work]\n{KEYS}")
    found = connect(places, "work", None)
    assert facts(found) == ("work", "eu-west-1", "shared-credentials-file", False)
    assert found.home_region == "eu-west-1"
    assert not found.mfa


def test_the_default_profile_and_a_region_asked_for(places: Places) -> None:
    write(places, "[default]\nregion = eu-west-1\n", f"[default]\n{KEYS}aws_session_token = t\n")
    found = connect(places, None, "eu-north-1")
    assert facts(found) == ("default", "eu-north-1", "shared-credentials-file", True)


def test_keys_of_the_environment_come_without_a_profile(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "AKIAENV")
    around = machine(places.home.parent, AWS_ACCESS_KEY_ID="AKIAENV")
    write(places, "[default]\nregion = eu-west-1\n", f"[default]\n{KEYS}")
    assert facts(connect(around, None, None))[::2] == (None, "env")
    assert facts(connect(around, "default", None))[::2] == ("default", "shared-credentials-file")


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        ("", "us-east-1"),
        ("eu-west-1", "eu-west-1"),
        ("eu-wst-1", "us-east-1"),
        ("no region", "us-east-1"),
        ("cn-north-1", "cn-north-1"),
        ("cn-nowhere-1", "cn-north-1"),
        ("us-gov-east-1", "us-gov-east-1"),
        ("us-gov-nowhere-1", "us-gov-west-1"),
    ],
)
def test_sts_is_asked_in_the_callers_partition(places: Places, named: str, asked: str) -> None:
    write(places, f"[default]\nregion = {named}\n", f"[default]\n{KEYS}")
    assert connect(places, None, None).home_region == asked


def test_clients_are_made_once_and_ask_the_right_region(places: Places) -> None:
    write(places, "[default]\nregion = eu-west-1\n", f"[default]\n{KEYS}")
    found = connect(places, None, None)
    assert found.client("iam") is found.client("iam")
    assert found.client("codecommit").meta.region_name == "eu-west-1"
    assert found.client("codecommit", "eu-north-1").meta.region_name == "eu-north-1"
    options = found.client("sts").meta.config
    assert (options.connect_timeout, options.read_timeout) == (5, 15)
    assert options.retries["total_max_attempts"] == 3


def test_an_endpoint_of_the_profile_is_used(places: Places) -> None:
    line = "endpoint_url = http://127.0.0.1:9\n"
    write(places, f"[default]\nregion = eu-west-1\n{line}", f"[default]\n{KEYS}")
    assert connect(places, None, None).client("iam").meta.endpoint_url == "http://127.0.0.1:9"


def test_an_unknown_profile_names_those_there_are(places: Places) -> None:
    write(places, "[profile one]\nregion = eu-west-1\n", f"[two]\n{KEYS}")
    found = refused(places, "three")
    assert isinstance(found, UnknownProfile)
    assert "one, two" in found.message


def test_an_unknown_profile_where_there_is_none(places: Places) -> None:
    assert "aws configure" in refused(places, "work").hint


@pytest.mark.parametrize("config", ["[default\nregion", "no section", "[a]\nx=1\n[a]\nx=2\n"])
def test_a_malformed_file_is_named(places: Places, config: str) -> None:
    write(places, config)
    found = refused(places)
    assert isinstance(found, FileRefused)
    assert str(places.aws_config) in found.message
    with pytest.raises(FileRefused):
        read_profiles(places)


def test_a_file_of_other_bytes_is_named(places: Places) -> None:
    write(places)
    places.aws_credentials.write_bytes(b"[default]\nx = \xff\xfe\n")
    assert str(places.aws_credentials) in refused(places).message


def test_an_unreadable_file_is_named(places: Places) -> None:
    (places.home / ".aws").mkdir()
    places.aws_config.mkdir()  # root may read any mode, but nobody a folder
    found = refused(places)
    assert isinstance(found, FileRefused)
    assert str(places.aws_config) in found.message


def test_no_credentials(places: Places) -> None:
    write(places, "[default]\nregion = eu-west-1\n")
    found = refused(places)
    assert isinstance(found, NotSignedIn)
    assert found.code == "not-signed-in"


@pytest.mark.parametrize(
    ("config", "credentials", "kind", "said"),
    [
        ("", "[default]\naws_access_key_id = AKIA\n", BadInput, "aws_secret_access_key"),
        ("[default]\nrole_arn = arn:aws:iam::111122223333:role/x\n", "", BadInput, "source"),
        (
            "[default]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = gone\n",
            "",
            BadInput,
            "gone",
        ),
        ("[default]\nsso_session = gone\nsso_account_id = 1\nsso_role_name = x\n", "", BadInput,
         "gone"),
        ("[default]\ncredential_process = false\n", "", NotSignedIn, "credential source"),
        ("[default]\ncredential_process = /no/such/program\n", "", BadInput, "credential source"),
        ("[default]\ncredential_process = echo 12,\n", "", BadInput, "credential source"),
        ("[default]\ncredential_process = echo {}\n", "", NotSignedIn, "version"),
        ("[default]\nlogin_session = arn:aws:iam::1:user/x\n", "", NotInstalled, "botocore[crt]"),
    ],
)  # fmt: skip
def test_a_broken_profile(
    places: Places, config: str, credentials: str, kind: type[OnboardError], said: str
) -> None:
    write(places, config, credentials)
    found = refused(places)
    assert isinstance(found, kind)
    assert said in found.message


def test_what_a_credential_process_prints_is_not_repeated(places: Places) -> None:
    write(places, "[default]\ncredential_process = echo SECRET-TEXT\n")
    assert "SECRET-TEXT" not in refused(places).message


def test_a_session_that_was_kept_comes_first(places: Places) -> None:
    line = "mfa_serial = arn:aws:iam::111122223333:mfa/jane\n"
    write(places, f"[default]\nregion = eu-west-1\n{line}", f"[default]\n{KEYS}")
    cache.keep(places.env, "default", "ASIAKEPT", "secret", "token", LATER, places.platform)
    found = connect(places, None, None)
    assert (found.source, found.temporary, found.mfa) == ("mfa-session", True, True)
    assert found.session.get_credentials().access_key == "ASIAKEPT"  # type: ignore[union-attr]
    assert found.expires
    assert found.expires.timestamp() == LATER


def test_what_the_helper_cached_for_other_profiles_is_no_mfa_session(places: Places) -> None:
    write(places, "[default]\ncredential_process = false\n")
    cache.keep(places.env, "default", "ASIAKEPT", "secret", "token", LATER, places.platform)
    assert isinstance(refused(places), NotSignedIn)


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "12 456", "\u0661" * 6])
def test_a_code_that_is_none_never_leaves(places: Places, code: str) -> None:
    with pytest.raises(BadInput, match="six digits"):
        sign_in_with_mfa(places, None, Secret(code))


def test_profiles_by_what_they_are_made_of(places: Places) -> None:
    write(
        places,
        "[default]\nregion = eu-west-1\n"
        "[profile role]\nrole_arn = arn:x\nsource_profile = keys\nmfa_serial = arn:m\n"
        "[profile web]\nrole_arn = arn:x\nweb_identity_token_file = /x\n"
        "[profile sso]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = r\n"
        "[sso-session s]\nsso_start_url = https://x\nsso_region = eu-west-1\n"
        "[profile login]\nlogin_session = arn:x\n"
        "[profile 'process me']\ncredential_process = x\n",
        f"[keys]\n{KEYS}[session]\n{KEYS}aws_session_token = t\n",
    )
    found = {one.name: one for one in read_profiles(places)}
    assert {name: one.source for name, one in found.items()} == {
        "default": "",
        "role": "role",
        "web": "web-identity",
        "sso": "sso",
        "login": "login",
        "process me": "process",
        "keys": "keys",
        "session": "session-keys",
    }
    assert found["default"].region == "eu-west-1"
    assert (found["role"].source_profile, found["role"].mfa_serial) == ("keys", "arn:m")
    assert found["sso"].sso_account == "111122223333"
    assert "secret" not in repr(found)


def test_looking_writes_nothing(places: Places) -> None:
    write(places, "[default]\nregion = eu-west-1\n", f"[default]\n{KEYS}")
    before = {path: stat.S_IMODE(path.stat().st_mode) for path in places.home.rglob("*")}
    connect(places, None, None)
    assert {path: stat.S_IMODE(path.stat().st_mode) for path in places.home.rglob("*")} == before


@pytest.mark.parametrize("address", ["not a url", "127.0.0.1:99"])
def test_an_address_that_is_none_is_named(places: Places, address: str) -> None:
    write(places, f"[default]\nendpoint_url = {address}\n", f"[default]\n{KEYS}")
    with pytest.raises(BadInput) as caught:
        connect(places, None, None).client("sts")
    assert address in caught.value.message
    assert "endpoint_url" in caught.value.hint


def test_a_folder_in_place_of_a_file(places: Places) -> None:
    places.aws_config.mkdir(parents=True)
    assert "Move that folder away" in refused(places).hint


def test_a_home_of_nobody_is_a_name_like_any_other(places: Places) -> None:
    env = {**places.env, "AWS_CONFIG_FILE": "~no-such-user/config"}
    assert read_profiles(replace(places, env=env)) == ()
