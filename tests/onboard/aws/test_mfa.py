"""A role behind an MFA code: botocore's own AssumeRole, with our code for its prompt."""

import os
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest

from onboard.aws.session import connect, sign_in_with_mfa
from onboard.errors import BadInput, FileRefused, MfaNeeded
from onboard.places import Places
from onboard.secret import Secret
from tests.machine import machine

CODE, SERIAL = "123456", "arn:aws:iam::111122223333:mfa/jane"
ROLE = "arn:aws:iam::444455556666:role/Developer"
GIVEN = f"""<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
<AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId>
<SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials>
<AssumedRoleUser><AssumedRoleId>AROA:x</AssumedRoleId><Arn>{ROLE}/x</Arn></AssumedRoleUser>
</AssumeRoleResult></AssumeRoleResponse>"""
REFUSED = """<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error>
<Type>Sender</Type><Code>AccessDenied</Code><Message>MultiFactorAuthentication failed with
invalid MFA one time pass code.</Message></Error></ErrorResponse>"""


class Sts(BaseHTTPRequestHandler):
    """AssumeRole of one role, for one code."""

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        asked = {name: found[0] for name, found in parse_qs(self.rfile.read(size).decode()).items()}
        fits = (asked.get("TokenCode"), asked.get("SerialNumber")) == (CODE, SERIAL)
        body = (GIVEN if fits else REFUSED).encode()
        self.send_response(200 if fits else 403)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Places]:
    """A machine whose default profile is a role that wants a code."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    found = machine(tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), Sts) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        endpoint = f"endpoint_url = http://127.0.0.1:{server.server_port}\n"
        (found.home / ".aws").mkdir()
        found.aws_config.write_text(
            f"[default]\nregion = eu-west-1\nrole_arn = {ROLE}\nsource_profile = base\n"
            f"mfa_serial = {SERIAL}\n{endpoint}"
            f"[profile base]\n{endpoint}"
            f"[profile plain]\nrole_arn = {ROLE}\nsource_profile = base\n{endpoint}"
        )
        found.aws_credentials.write_text(
            "[base]\naws_access_key_id = AKIABASE\naws_secret_access_key = secret\n"
        )
        yield found
        server.shutdown()


def test_without_a_code_nobody_is_asked(places: Places) -> None:
    with pytest.raises(MfaNeeded) as caught:
        connect(places, None, None)
    assert caught.value.serial == SERIAL


def test_a_wrong_code(places: Places) -> None:
    with pytest.raises(BadInput, match="not accepted") as caught:
        sign_in_with_mfa(places, None, Secret("654321"))
    assert SERIAL in caught.value.message
    assert "654321" not in caught.value.message


def test_a_right_code_is_kept_for_the_next_connection(places: Places) -> None:
    sign_in_with_mfa(places, None, Secret(f" {CODE}\n"))
    found = connect(places, None, None)
    assert (found.source, found.temporary, found.mfa) == ("assume-role", True, True)
    assert found.expires
    assert found.expires.year == 2099
    assert found.session.get_credentials().access_key == "ASIAROLE"  # type: ignore[union-attr]


def test_a_profile_that_asks_for_none(places: Places) -> None:
    with pytest.raises(BadInput):
        sign_in_with_mfa(places, "plain", Secret(CODE))


def test_a_cache_that_is_not_ours_is_refused(places: Places) -> None:
    places.home.joinpath(".cache").write_text("a file where a folder should be")
    with pytest.raises(FileRefused):
        sign_in_with_mfa(places, None, Secret(CODE))
