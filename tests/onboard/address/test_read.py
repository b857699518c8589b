"""A pasted text means one repository, or is refused by its name; no password is ever shown."""

import pytest

from onboard.address import Address, Form
from onboard.address.read import read
from onboard.address.render import plain, render
from onboard.errors import BadInput
from tests.hostile import STRINGS
from tests.onboard.address.forms import ACCOUNT, FALLBACK, HOST, KEY, ROWS, Row, resolve


def test_the_table_is_long_enough_and_has_no_row_twice() -> None:
    assert len({row.text for row in ROWS}) == len(ROWS) >= 80


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row.text)[:90])
def test_every_form_means_its_repository(row: Row) -> None:
    found = read(row.text, FALLBACK, resolve)
    assert found.address == Address(Form(row.form), "web", row.region, **row.more)
    assert not found.password


@pytest.mark.parametrize("row", ROWS, ids=lambda row: ascii(row.text)[:90])
def test_what_is_made_of_it_means_the_same_repository(row: Row) -> None:
    address = read(row.text, FALLBACK, resolve).address
    for form in (Form.CONSOLE, Form.HTTPS, Form.SSH, Form.GRC):
        for text in (render(address, form), plain(address, form)):
            again = read(text, "", resolve)
            assert (again.address.repository, again.address.region) == ("web", row.region), text
            assert again.notes == () or "@example.com" in text, text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"https://{HOST}/v1/repos/web/", "slash"),
        (f"https://{HOST}/v1/repos/web.git", ".git"),
        (f"http://{HOST}/v1/repos/web", "https://"),
        (f"{HOST}/v1/repos/web", "https://"),
        (f"https://{HOST}/web", "/v1/repos/"),
        ("https://git-codecommit.cn-north-1.amazonaws.com/v1/repos/web", "amazonaws.com.cn"),
        (f"https://{HOST}.cn/v1/repos/web", "amazonaws.com."),
        ("https://codecommit.eu-west-1.amazonaws.com/v1/repos/web", HOST),
        ("https://git-codecommit-fips.eu-west-1.amazonaws.com/v1/repos/web", "no FIPS endpoint"),
        ("ssh://git-codecommit-fips.us-east-1.amazonaws.com/v1/repos/web", "over SSH"),
        (f"ssh://jane@{HOST}/v1/repos/web", "'jane' is no SSH user"),
        (f"{KEY}@{HOST}:v1/repos/web", "and not with :"),
        (f"git://{HOST}/v1/repos/web", "git:// is not offered"),
        (f"codecommit://{HOST}/v1/repos/web", "bare name"),
        (f"codecommit::us-east-1://{HOST}/v1/repos/web", "two Regions"),
        (f"https://{HOST}/v1/repos/web https://{HOST}/v1/repos/api", "the first one"),
        (
            "https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/web/browse"
            "?region=us-east-1",
            "two Regions",
        ),
    ],
)
def test_what_is_wrong_is_told(text: str, said: str) -> None:
    assert any(said in words for words in read(text).notes), read(text).notes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://git-codecommit.eu-wst-1.amazonaws.com/v1/repos/web", "eu-west-1"),
        ("https://git-codecommit.us-east1.amazonaws.com/v1/repos/web", "us-east-1"),
        ("ssh://git-codecommit.frankfurt.amazonaws.com/v1/repos/web", "frankfurt"),
        ("codecommit::eu-west-9://web", "eu-west-"),
        ("https://git-codecommit.eusc-de-east-1.amazonaws.eu/v1/repos/web", "aws-eusc"),
        ("https://git-codecommit.us-iso-east-1.c2s.ic.gov/v1/repos/web", "aws-iso"),
        ("https://git-codecommit.amazonaws.com/v1/repos/web", "--region"),
        ("web", "--region"),
        ("codecommit://web", "--region"),
        ("https://github.com/me/web.git", "GitHub"),
        ("git@github.com:me/web.git", "GitHub"),
        ("https://token@gitlab.example.com/me/web", "GitLab"),
        ("git@bitbucket.org:me/web.git", "Bitbucket"),
        ("https://dev.azure.com/me/_git/web", "Azure DevOps"),
        ("https://example.com/v1/repos/web", "example.com is no host"),
        (f"https://{HOST}.evil.example/v1/repos/web", "made to look like"),
        ("https://git-codecommit.eu-west-1.amazonaws.com-login.example/v1/repos/web", "to look"),
        ("https://eu-west-1.console.aws.amazon.com/s3/buckets/web", "not of CodeCommit"),
        ("https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories", "no repos"),
        ("https://eu-west-1.console.aws.amazon.com/codesuite/codecommit/start", "no repository"),
        ("https://console.amazonaws.cn/codesuite/codecommit/repositories/web?region=us-east-1",
         "aws-cn"),
        ("https://signin.aws.amazon.com/console", "signs you in"),
        ("https://docs.aws.amazon.com/codecommit/latest/userguide/welcome.html", "documentation"),
        (f"https://{HOST}/v1/repos/", "names no repository"),
        (f"https://{HOST}", "names no repository"),
        (f"https://{HOST}/v1/repos/team/web", "contain no /"),
        (f"https://{HOST}/v1/repos/we%20b", "cannot be the name"),
        (f"https://{HOST}/v1/repos/{'x' * 101}", "100 at most"),
        ("ssh://codecommit-1/v1/repos/web", "ssh configuration"),
        (f"arn:aws:s3:::web-{ACCOUNT}", "something else"),
        (f"arn:aws:codecommit:eu-west-1:{ACCOUNT}:*", "more than one"),
        (f"arn:aws:codecommit:cn-north-1:{ACCOUNT}:web", "aws-cn"),
        ("arn:aws:codecommit:eu-west-1:1234:web", "12 digits"),
        ("", "nothing to read"),
        ("  \n", "nothing to read"),
        ("two words", "no address"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----", "a key"),
        ("codecommit::", "no address of a CodeCommit repository"),
    ],
)  # fmt: skip
def test_what_is_no_address_of_codecommit_is_named(text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(text)
    assert said in f"{caught.value.message} {caught.value.hint}"
    assert caught.value.hint


PASSWORDS = ("hunter2hunter2", "ab/cd+ef==hunter2", "a@b:c/hunter2", "%2Fhunter2%3D", "hunter2<'\"")


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize(
    "frame",
    [
        "https://jane-at-111122223333:{}@" + HOST + "/v1/repos/web",
        "git clone 'https://jane-at-111122223333:{}@" + HOST + "/v1/repos/web/'",
        "https://:{}@" + HOST + "/v1/repos/web",
        "ssh://jane:{}@" + HOST + "/v1/repos/web",
        "codecommit::eu-west-1://jane:{}@" + HOST + "/v1/repos/web",
    ],
)
def test_a_password_is_told_and_never_shown(frame: str, password: str) -> None:
    found = read(frame.replace("{}", password))
    assert found.password
    assert found.address.repository == "web"
    assert "password stood in that address" in found.notes[0]
    assert "hunter2" not in repr(found)


@pytest.mark.parametrize("password", PASSWORDS)
@pytest.mark.parametrize(
    "frame",
    [
        "https://jane:{}@git-codecommit.eu-wst-1.amazonaws.com/v1/repos/web",
        "https://jane:{}@" + HOST + "/v1/repos/a/b/c",
        "https://jane:{}@github.com/me/web",
        "https://jane:{}@example.com/me/web",
        "password {}",
    ],
)
def test_a_refusal_does_not_show_it_either(frame: str, password: str) -> None:
    with pytest.raises(BadInput) as caught:
        read(frame.replace("{}", password))
    assert "hunter2" not in caught.value.message + caught.value.hint


def test_a_signed_address_loses_its_user_name_too() -> None:
    user = "ASIAIOSFODNN7EXAMPLE%25IQoJb3JpZ2luX2hunter2"
    found = read(f"https://{user}:20260101T000000Zb5b2@{HOST}/v1/repos/web")
    assert found.password
    assert found.address.user == ""
    assert "hunter2" not in repr(found)


FRAMES = (
    "{}",
    f"https://{HOST}/v1/repos/{{}}",
    f"https://{HOST}{{}}",
    f"ssh://{{}}@{HOST}/v1/repos/web",
    "codecommit::eu-west-1://{}@web",
    "https://{}/v1/repos/web",
    "arn:aws:codecommit:{}",
)


@pytest.mark.parametrize("frame", FRAMES)
def test_hostile_texts_are_read_or_refused_and_nothing_else(frame: str) -> None:
    for text in STRINGS:
        try:
            found = read(frame.replace("{}", text), "eu-west-1")
        except BadInput:
            continue
        assert found.address.repository.isascii()
        assert render(found.address).isprintable()
