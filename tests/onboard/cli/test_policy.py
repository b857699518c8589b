"""`onboard policy` as a person and a script meet it."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from onboard.__main__ import run
from onboard.cli import policy
from onboard.places import Places
from onboard.situation import Identity, Kind
from tests.machine import machine
from tests.situations import ACCOUNT, JANE, ROLE

ANN = f"arn:aws:iam::{ACCOUNT}:user/dev/ann"
WEB = f"arn:aws:codecommit:eu-west-1:{ACCOUNT}:web"
SAID = (
    f"User: {ANN} is not authorized to perform: iam:UploadSSHPublicKey on resource: user ann "
    "because no identity-based policy allows the iam:UploadSSHPublicKey action"
)
SSO = f"arn:aws:sts::{ACCOUNT}:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/jane@example.com"
PULL = f"is not authorized to perform: codecommit:GitPull on resource: {WEB}"


@pytest.fixture
def places(tmp_path: Path) -> Places:
    made = machine(tmp_path)
    (made.home / ".aws").mkdir()
    (made.home / ".aws/config").write_text("[default]\nregion = eu-west-1\n")
    return made


@pytest.fixture
def signed_in(monkeypatch: pytest.MonkeyPatch) -> list[Identity]:
    """Who AWS would say is calling: the last of the list."""
    who = [JANE]
    monkeypatch.setattr(policy, "_caller", lambda options, places: who[-1])
    return who


def told(places: Places, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert run(["policy", *words, "--json"], places) == 0
    out, err = capsys.readouterr()
    assert err == ""
    document: dict[str, Any] = json.loads(out)
    return document


def test_the_document(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(places, capsys, SAID)
    statement = {
        "Sid": "Onboard1",
        "Effect": "Allow",
        "Action": ["iam:UploadSSHPublicKey"],
        "Resource": ANN,
    }
    assert found["policy"] == {"Version": "2012-10-17", "Statement": [statement]}
    mfa = {"Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}
    assert found["mfa_policy"]["Statement"] == [statement | mfa]
    assert found["actions"] == ["iam:UploadSSHPublicKey"]
    assert (found["resource"], found["principal"]) == (ANN, ANN)
    assert found["managed"] == []
    assert "${aws:username}" in found["notes"][0]
    assert "aws iam put-user-policy --user-name ann" in found["ticket"]
    assert json.dumps(found["policy"], indent=2) in found["ticket"]


def test_text_goes_to_standard_output_and_comes_from_standard_input(
    places: Places, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"$ aws iam …\n\n{SAID}\n"))
    assert run(["policy", "-"], places) == 0
    out, err = capsys.readouterr()
    assert out.startswith("Subject: AWS permission for ann: iam:UploadSSHPublicKey\n")
    assert err == ""


@pytest.mark.usefixtures("signed_in")
def test_flags_say_what_a_text_would(places: Places, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("--action", "codecommit:GitPull", "--action", "codecommit:GitPush")
    found = told(places, capsys, *words, "--repository", "web")
    (statement,) = found["policy"]["Statement"]
    assert statement["Action"] == ["codecommit:GitPull", "codecommit:GitPush"]
    assert statement["Resource"] == WEB
    assert found["principal"] == JANE.arn
    assert [one["name"] for one in found["managed"]] == ["AWSCodeCommitPowerUser"]
    bob = told(places, capsys, "--action", "iam:ListSSHPublicKeys", "--user", "bob")
    assert bob["resource"] == f"arn:aws:iam::{ACCOUNT}:user/bob"
    arn = told(places, capsys, "iam:ListSSHPublicKeys", "--user", ANN)
    assert arn["resource"] == arn["principal"] == ANN


@pytest.mark.parametrize(
    ("who", "words"),
    [
        (ANN, "the IAM user ann"),
        (f"arn:aws:sts::{ACCOUNT}:assumed-role/Build/AWSCodeBuild-1", "the role Build"),
        (SSO, "the permission set Dev in IAM Identity Center"),
        (f"arn:aws:sts::{ACCOUNT}:federated-user/jo", "the federated session jo"),
    ],
)
def test_the_ticket_says_what_to_attach_it_to(
    who: str, words: str, places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(places, capsys, f"User: {who} {PULL}")
    assert words in found["ticket"]
    assert ("put-user-policy" in found["ticket"]) is (":user/" in who)


@pytest.mark.parametrize(
    ("why", "words", "policy_is_there"),
    [
        ("with an explicit deny in an identity-based policy", "NotAction", False),
        ("with an explicit deny in a service control policy", "AWS Organizations", False),
        ("with an explicit deny in a permissions boundary", "boundary", False),
        ("because no permissions boundary allows the codecommit:GitPull action",
         "to the permissions boundary", True),
        ("because no session policy allows the codecommit:GitPull action", "session", True),
        ("because no service control policy allows the codecommit:GitPull action",
         "AWS Organizations", True),
        ("because no VPC endpoint policy allows the codecommit:GitPull action", "endpoint", False),
    ],
)  # fmt: skip
def test_where_another_allow_would_not_help_it_says_what_to_ask_for(
    why: str,
    words: str,
    policy_is_there: bool,
    places: Places,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = told(places, capsys, f"User: {ANN} {PULL} {why}")
    assert words in found["ticket"]
    assert (found["policy"] is not None) is policy_is_there
    assert (found["mfa_policy"], found["managed"]) == (None, [])
    assert ("Another Allow would not help." in found["ticket"]) is not policy_is_there
    assert "Please attach this" not in found["ticket"]


def test_root_is_limited_by_the_organisation_alone(
    places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    found = told(places, capsys, f"User: arn:aws:iam::{ACCOUNT}:root {PULL}")
    assert found["policy"] is None
    assert "AWS Organizations" in found["ticket"]


def test_a_file_is_made_and_never_written_over(
    places: Places, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    whole, alone = tmp_path / "ticket.txt", tmp_path / "policy.json"
    assert run(["policy", SAID, "-o", str(whole)], places) == 0
    assert run(["policy", SAID, "-o", str(alone)], places) == 0
    assert whole.read_text().startswith("Subject: ")
    assert json.loads(alone.read_text())["Statement"][0]["Resource"] == ANN
    before = whole.read_bytes()
    assert run(["policy", SAID, "-o", str(whole)], places) == 1
    assert run(["policy", SAID, "-o", str(tmp_path / "no" / "folder")], places) == 1
    assert whole.read_bytes() == before
    deny = f"User: {ANN} {PULL} with an explicit deny in an identity-based policy"
    assert run(["policy", deny, "-o", str(tmp_path / "deny.json")], places) == 2
    assert not (tmp_path / "deny.json").exists()
    assert "never overwritten" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["it does not work"],
        ["--action", "s3:GetObject"],
        ["--action", "codecommit:GitPull"],
        ["--action", "codecommit:GitPull", "--repository", "web", "--region", "mars-1"],
        ["--action", "iam:ListSSHPublicKeys", "--user", "not a name"],
        ["--action", "iam:ListSSHPublicKeys", "--user", "arn:aws:iam::1:user/x"],
    ],
)
@pytest.mark.usefixtures("signed_in")
def test_what_is_missing_is_said_with_the_flag(
    words: list[str], places: Places, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["policy", *words], places) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) >= 2


def test_without_anybody_signed_in_the_arn_is_asked_for(
    places: Places, capsys: pytest.CaptureFixture[str], signed_in: list[Identity]
) -> None:
    signed_in.append(Identity(Kind.NONE))
    for words in (["codecommit:GitPull", "--repository", "web"], ["iam:GetUser", "--user", "bob"]):
        assert run(["policy", *words], places) == 2
        assert "--user arn:aws:iam::ACCOUNT:user/NAME" in capsys.readouterr().err
    signed_in.append(ROLE)
    assert run(["policy", "iam:UploadSSHPublicKey"], places) == 2
    assert "--user NAME" in capsys.readouterr().err
