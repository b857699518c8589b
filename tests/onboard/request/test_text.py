"""A request comes back from its text, whatever mail did to it; what a stranger wrote is checked."""

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from onboard.desk import Action, Operator, Wish
from onboard.errors import BadInput
from onboard.request import Request
from onboard.request.answering import check_account, needs, wish_of
from onboard.request.text import is_request, read_request, to_text
from onboard.sandbox.scenarios.made_up import ssh_key
from onboard.situation import Method
from tests.situations import ACCOUNT, JANE

LINE = ssh_key("jane@laptop", 0).body
SSH = Request("0" * 32, "jane", Method.SSH, "eu-west-1", "web", "", LINE)
HTTPS = Request("f" * 32, "team+jane@x", Method.HTTPS, "cn-north-1", None, ACCOUNT)


def text(request: Request = SSH) -> str:
    return to_text(request, "codecommit-request-jane.txt")


MAIL: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "other line ends": lambda one: one.replace("\n", "\r\n"),
    "quoted": lambda one: re.sub("(?m)^", "> ", one),
    "quoted twice": lambda one: re.sub("(?m)^", ">> ", one),
    "in a letter": lambda one: f"Hello,\n\nsee below. {{}}\n\n{one}\n-- \nJane\n",
}


@pytest.mark.parametrize("mailed", MAIL)
@pytest.mark.parametrize("asked", [SSH, HTTPS, replace(SSH, account=ACCOUNT, repository=None)])
def test_it_comes_back(asked: Request, mailed: str) -> None:
    sent = MAIL[mailed](text(asked))
    assert is_request(sent)
    assert read_request(sent, "file") == asked


def test_an_administrator_without_onboard_can_do_it() -> None:
    rows = text().splitlines()
    assert LINE in rows
    assert any("Upload SSH public key" in row for row in rows)
    assert "  onboard setup --from-request codecommit-request-jane.txt" in rows
    policy = json.JSONDecoder().raw_decode(text(), text().index('{\n  "Version"'))[0]
    (statement,) = policy["Statement"]
    assert statement["Action"] == ["codecommit:GitPull", "codecommit:GitPush"]
    assert statement["Resource"] == "arn:aws:codecommit:eu-west-1:ACCOUNT:web"
    assert f":{ACCOUNT}:web" in text(replace(SSH, account=ACCOUNT))
    assert "Generate credentials" in text(HTTPS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"onboard-request": 1', '"onboard-request": 2'),
        ('"jane"', '"jane; rm"'),
        ('"jane"', "null"),
        ('"ssh"', '"helper"'),
        ('"ssh"', '"https"'),
        ('"eu-west-1"', '"atlantis-1"'),
        ('"account": ""', '"account": "12"'),
        ('"nonce": "0', '"nonce": "x'),
        ('"user"', '"owner"'),
        ('"repository": "web"', '"repository": "web; rm -r ."'),
        ('"repository": "web"', '"repository": ["web"]'),
        ('"key": [', '"key": [['),
        ('"method"', '"method'),
    ],
)
def test_what_is_not_whole_is_refused(old: str, new: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_request(text().replace(old, new), "jane.txt")
    assert caught.value.hint


@pytest.mark.parametrize("other", ["", "{}", "user\njane\n", '{"onboard": 1}', "[1]"])
def test_other_files_are_no_request(other: str) -> None:
    assert not is_request(other)
    with pytest.raises(BadInput, match="no request"):
        read_request(other, "jane.txt")


def test_what_the_administrator_does() -> None:
    assert wish_of(SSH) == Wish("jane", Action.CREATE, Method.SSH, LINE, request="0" * 32)
    assert "fingerprint" in needs(SSH)[0]
    assert "--repository web" in needs(SSH)[1]
    assert needs(HTTPS) == ()
    operator = Operator(JANE, None, "eu-west-1")
    check_account(SSH, operator)
    with pytest.raises(BadInput, match="for account 999999999999"):
        check_account(replace(SSH, account="9" * 12), operator)
