"""The slow way: real botocore against loopback, its errors in one line, and never a question."""

import datetime
import hashlib
import json
import os
import shlex
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from onboard.credential.complaint import explain
from onboard.credential.refusal import CannotAnswer
from tests.onboard.credential.calls import (
    KEYS,
    LAUNCH,
    SECRET_KEY,
    aws,
    environment,
    fields,
    refusal,
    request,
    run,
)

ROLE = "[profile p]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base\n"
BASE = f"[base]\n{KEYS}"
SSO = "sso_account_id = 1\nsso_role_name = r\n"
MFA = ROLE + "mfa_serial = arn:aws:iam::111122223333:mfa/jane\n"


def in_an_hour() -> str:
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Sts(HTTPServer):
    """A loopback STS that gives one session for every AssumeRole, or refuses."""

    refuses = ""
    calls = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Answer(BaseHTTPRequestHandler):
    server: Sts

    def do_POST(self) -> None:
        self.server.calls += 1
        self.rfile.read(int(self.headers["Content-Length"]))
        code = self.server.refuses
        body = (
            f"<ErrorResponse><Error><Code>{code}</Code><Message>no</Message></Error>"
            "</ErrorResponse>"
            if code
            else "<AssumeRoleResponse><AssumeRoleResult><Credentials>"
            "<AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>rs</SecretAccessKey>"
            f"<SessionToken>rt</SessionToken><Expiration>{in_an_hour()}</Expiration>"
            "</Credentials></AssumeRoleResult></AssumeRoleResponse>"
        ).encode()
        self.send_response(403 if code else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def sts() -> Iterator[Sts]:
    with Sts(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_role_is_assumed_once_and_stored(tmp_path: Path, sts: Sts) -> None:
    aws(tmp_path, ROLE, BASE)
    environ = environment(tmp_path, AWS_ENDPOINT_URL_STS=sts.url)
    for _ in range(2):
        done = run("--profile", "p", "get", environ=environ)
        assert done.stderr == b""
        assert fields(done.stdout)["username"] == "ASIAROLE%rt"
    assert sts.calls == 1
    aws(tmp_path, ROLE.replace("role/r", "role/other"), BASE)
    run("--profile", "p", "get", environ=environ)
    assert sts.calls == 2


def test_a_refused_role_is_said_with_its_code(tmp_path: Path, sts: Sts) -> None:
    aws(tmp_path, ROLE, BASE)
    sts.refuses = "AccessDenied"
    environ = environment(tmp_path, AWS_ENDPOINT_URL_STS=sts.url)
    line = refusal(run("--profile", "p", "get", environ=environ))
    assert "AWS refused" in line
    assert "(AccessDenied)" in line
    assert line.endswith("Run: onboard status --profile p")


def test_no_network_is_said(tmp_path: Path, sts: Sts) -> None:
    aws(tmp_path, ROLE, BASE)
    nobody = environment(tmp_path, AWS_ENDPOINT_URL_STS="http://127.0.0.1:9")
    assert "AWS cannot be reached" in refusal(run("--profile", "p", "get", environ=nobody))


def process(home: Path, **fields: object) -> str:
    """A profile whose credential process says these fields and notes that it ran."""
    said = home / "said.json"
    said.write_text(json.dumps({"Version": 1, **fields}))
    script = home / "process.sh"
    script.write_text(f"echo ran >> {home}/runs\ncat {said}\n")
    return f"[profile p]\ncredential_process = sh {script}\n"


def test_a_credential_process_is_run_once_while_its_session_lasts(tmp_path: Path) -> None:
    session = {"AccessKeyId": "ASIAPROC", "SecretAccessKey": "x", "SessionToken": "pt"}
    aws(tmp_path, process(tmp_path, **session, Expiration=in_an_hour()))
    for _ in range(2):
        done = run("--profile", "p", "get", environ=environment(tmp_path))
        assert fields(done.stdout)["username"] == "ASIAPROC%pt"
    assert (tmp_path / "runs").read_text() == "ran\n"


def test_what_does_not_end_is_not_stored(tmp_path: Path) -> None:
    aws(tmp_path, process(tmp_path, AccessKeyId="AKIAPROC", SecretAccessKey="x"))
    for _ in range(2):
        done = run("--profile", "p", "get", environ=environment(tmp_path))
        assert fields(done.stdout)["username"] == "AKIAPROC"
    assert (tmp_path / "runs").read_text() == "ran\nran\n"
    assert not (tmp_path / ".cache").exists()


def test_odd_files_are_left_to_botocore(tmp_path: Path) -> None:
    aws(tmp_path, "", f"[work]\n{KEYS.replace(' = ', ': ')}")
    done = run("--profile", "work", "get", environ=environment(tmp_path))
    assert fields(done.stdout)["username"] == "AKIAIOSFODNN7EXAMPLE"


LEAK = f"[profile p]\ncredential_process = sh -c 'echo {SECRET_KEY} >&2; exit 3'\n"
EXPIRED = {"AWS_ACCESS_KEY_ID": "ASIA", "AWS_SECRET_ACCESS_KEY": "x"}


@pytest.mark.parametrize(
    ("config", "credentials", "says", "mends"),
    [
        ("", "", "is not in the AWS configuration", "onboard setup"),
        ("[profile p]\n", "", "has no AWS credentials", "onboard setup --profile p"),
        ("", "[p]\naws_access_key_id = A\n", "half of an access key", "onboard setup --profile p"),
        ("[profile p\n", "", "is malformed", "Correct it"),
        (
            f"[profile p]\nsso_session = s\n{SSO}[sso-session s]\nsso_region = us-east-1\n"
            "sso_start_url = https://x.awsapps.com/start\n",
            "",
            "sign",
            "aws sso login --profile p",
        ),
        (
            f"[profile p]\nsso_start_url = https://x\nsso_region = us-east-1\n{SSO}",
            "",
            "not signed in",
            "aws sso login --profile p",
        ),
        (f"[profile p]\nsso_session = gone\n{SSO}", "", "do not fit together", "onboard status"),
        (ROLE, "", "do not fit together", "onboard status --profile p"),
        (MFA, BASE, "needs a code of your MFA device", "onboard setup --profile p"),
        (LEAK, "", "what provides the AWS credentials", "onboard status --profile p"),
        ("[profile p]\ncredential_process = /no/such\n", "", "cannot be used", "onboard status"),
        ("[profile p]\ncredential_process = echo no\n", "", "cannot be used", "onboard status"),
    ],
)
def test_every_error_is_one_line(
    tmp_path: Path, config: str, credentials: str, says: str, mends: str
) -> None:
    aws(tmp_path, config, credentials)
    line = refusal(run("--profile", "p", "get", environ=environment(tmp_path)))
    assert says in line
    assert mends in line


def test_a_login_profile_names_its_cure(tmp_path: Path) -> None:
    aws(tmp_path, "[profile p]\nlogin_session = arn:aws:iam::1:user/jane\n")
    line = refusal(run("--profile", "p", "get", environ=environment(tmp_path)))
    assert "aws login --profile p" in line or "botocore[crt]" in line


def test_no_credentials_without_a_profile(tmp_path: Path) -> None:
    line = refusal(run("get", environ=environment(tmp_path)))
    assert line.endswith("has no AWS credentials. Run: onboard setup")


def test_expired_keys_in_the_environment(tmp_path: Path) -> None:
    environ = environment(tmp_path, **EXPIRED, AWS_CREDENTIAL_EXPIRATION="2020-01-01T00:00:00Z")
    assert "have expired" in refusal(run("get", environ=environ))


def test_a_profile_name_is_quoted_in_the_command(tmp_path: Path) -> None:
    aws(tmp_path, '[profile "a b"]\nregion = x\n')
    line = refusal(run("--profile", "a b", "get", environ=environment(tmp_path)))
    assert line.endswith("Run: onboard setup --profile 'a b'")


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root may read everything, so the answer of the system is replaced."""
    from onboard.credential import signed

    aws(tmp_path, "", BASE)
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("credentials"))
    with pytest.raises(CannotAnswer, match="credentials cannot be read"):
        signed._blame_unreadable((f"{tmp_path}/.aws/config", f"{tmp_path}/.aws/credentials"))


def test_a_session_of_the_command_line_is_used_and_left_alone(tmp_path: Path) -> None:
    """`aws --profile p …` asked for the code; its cached session serves here too."""
    aws(tmp_path, MFA, BASE)
    arguments = {
        "RoleArn": "arn:aws:iam::111122223333:role/r",
        "SerialNumber": "arn:aws:iam::111122223333:mfa/jane",
    }
    text = json.dumps(arguments, sort_keys=True).encode()
    folder = tmp_path / ".aws" / "cli" / "cache"
    folder.mkdir(parents=True)
    session = {
        "AccessKeyId": "ASIACLI",
        "SecretAccessKey": "x",
        "SessionToken": "ct",
        "Expiration": in_an_hour(),
    }
    path = folder / f"{hashlib.sha1(text).hexdigest()}.json"  # noqa: S324 - botocore's choice
    path.write_text(json.dumps({"Credentials": session}))
    before = path.read_bytes()
    done = run("--profile", "p", "get", environ=environment(tmp_path))
    assert fields(done.stdout)["username"] == "ASIACLI%ct"
    assert path.read_bytes() == before
    assert list(folder.iterdir()) == [path]


def test_a_broken_session_of_the_command_line_is_passed_over(tmp_path: Path, sts: Sts) -> None:
    aws(tmp_path, ROLE, BASE)
    text = json.dumps({"RoleArn": "arn:aws:iam::111122223333:role/r"}).encode()
    folder = tmp_path / ".aws" / "cli" / "cache"
    folder.mkdir(parents=True)
    (folder / f"{hashlib.sha1(text).hexdigest()}.json").write_text("{")  # noqa: S324
    environ = environment(tmp_path, AWS_ENDPOINT_URL_STS=sts.url)
    done = run("--profile", "p", "get", environ=environ)
    assert fields(done.stdout)["username"] == "ASIAROLE%rt"


def test_nothing_is_asked_on_the_terminal(tmp_path: Path) -> None:
    """With a terminal to ask on, a profile with an MFA device still gets a refusal."""
    aws(tmp_path, MFA, BASE)
    (tmp_path / "request").write_bytes(request())
    helper = shlex.join([sys.executable, "-c", LAUNCH, "--profile", "p", "get"])
    line = f"{helper} < {shlex.quote(str(tmp_path / 'request'))}; echo status $?"
    program = f"import pty; pty.spawn(['sh', '-c', {line!r}])"
    shown = run(environ=environment(tmp_path), program=program).stdout.decode()
    assert "Enter MFA code" not in shown
    assert "needs a code of your MFA device" in shown
    assert "status 1" in shown


def test_it_does_not_wait_for_ever(tmp_path: Path) -> None:
    """A credential process that outlasts the limit: the helper says so and ends itself."""
    aws(tmp_path, "[profile p]\ncredential_process = sleep 20\n")
    program = "from onboard.credential import resolve; resolve.DEADLINE = 0.5; " + LAUNCH
    line = refusal(run("--profile", "p", "get", environ=environment(tmp_path), program=program))
    assert "no AWS credentials within" in line
    assert line.endswith("Run: onboard status --profile p")


def test_an_unknown_error_is_named_by_its_kind_only() -> None:
    refused = explain(RuntimeError("the secret is x"), "p")
    assert "RuntimeError" in refused.message
    assert "secret" not in refused.line()
