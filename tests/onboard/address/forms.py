"""Every form of an address that people have and paste, and what it means."""

from typing import Any, NamedTuple

ACCOUNT = "111122223333"
KEY = "APKAEIBAERJR2EXAMPLE"
HOST = "git-codecommit.eu-west-1.amazonaws.com"
CONSOLE = "eu-west-1.console.aws.amazon.com/codesuite/codecommit/repositories/web"
VPCE = "vpce-0123456789abcdef0-a1b2c3d4"
OF_JANE = {"user": f"jane-at-{ACCOUNT}", "account": ACCOUNT}
ALIAS = f"codecommit-eu-west-1-{ACCOUNT}"


class Row(NamedTuple):
    """A text, its form and Region, and what else it says; the repository is `web`."""

    text: str
    form: str
    region: str = "eu-west-1"
    more: dict[str, Any] = {}  # noqa: RUF012 - a NamedTuple has no other way


def _console() -> list[Row]:
    pages = (
        "/browse",
        "/browse?region=eu-west-1",
        "/browse/refs/heads/main/--/src/app.py?region=eu-west-1&lines=1-2",
        "/commits",
        "/commit/0123abcd?region=eu-west-1",
        "/pull-requests/7/activity",
        "/branches?region=eu-west-1",
        "/compare/main/.../dev",
        "/settings",
        "/setup",
        "",
        "?region=eu-west-1",
    )
    old = "https://console.aws.amazon.com/codecommit/home?region=us-east-1#/repository/web/browse/"
    destination = (
        "https%3A%2F%2Feu-west-1.console.aws.amazon.com%2Fcodesuite%2Fcodecommit%2Frepositories"
        "%2Fweb%2Fbrowse%3Fregion%3Deu-west-1"
    )
    portal = "https://d-93670b0000.awsapps.com/start/#/console"
    path = "/codesuite/codecommit/repositories/web/browse"
    return [
        *(Row(f"https://{CONSOLE}{page}", "console") for page in pages),
        Row(f"https://console.aws.amazon.com{path}?region=us-east-2", "console", "us-east-2"),
        Row(f"https://us-west-2.console.aws.amazon.com{path}", "console", "us-west-2"),
        Row(f"https://{ACCOUNT}-ab12cd34.{CONSOLE}/browse", "console", more={"account": ACCOUNT}),
        Row(f"{old}HEAD/--/", "console", "us-east-1"),
        Row(f"https://cn-north-1.console.amazonaws.cn{path}", "console", "cn-north-1"),
        Row(
            f"https://console.amazonaws.cn{path}?region=cn-northwest-1", "console", "cn-northwest-1"
        ),
        Row(f"https://console.amazonaws.cn{path}", "console", "cn-north-1"),
        Row(
            f"https://us-gov-east-1.console.amazonaws-us-gov.com{path}", "console", "us-gov-east-1"
        ),
        Row(
            f"https://console.amazonaws-us-gov.com{path}?region=us-gov-west-1",
            "console",
            "us-gov-west-1",
        ),
        Row(
            f"{portal}?account_id={ACCOUNT}&role_name=Dev&destination={destination}",
            "console",
            more={"account": ACCOUNT},
        ),
        Row(
            f"https://signin.aws.amazon.com/signin?redirect_uri={destination}&client_id=x",
            "console",
        ),
        Row(f"{CONSOLE}/browse", "console"),
    ]


def _https() -> list[Row]:
    user = f"jane-at-{ACCOUNT}"
    odd = f"jane%2B1-at-{ACCOUNT}"
    return [
        Row(f"https://{HOST}/v1/repos/web", "https"),
        Row(f"https://{HOST}/v1/repos/web/", "https"),
        Row(f"https://{HOST}/v1/repos/web.git", "https"),
        Row(f"https://{HOST}/v1/repos/web?ref=main", "https"),
        Row(f"https://{HOST}/v1/repos/web#readme", "https"),
        Row(f"https://{HOST}:443/v1/repos/web", "https"),
        Row(f"https://{HOST}/v1/repos/web/info/refs?service=git-upload-pack", "https"),
        Row(f"https://{HOST}//v1/repos//web", "https"),
        Row(f"https://{HOST}/repos/web", "https"),
        Row(f"https://{HOST}/web", "https"),
        Row(f"https://{HOST}/v1/repo/web", "https"),
        Row(f"https://{HOST.upper()}/v1/repos/web", "https"),
        Row(f"http://{HOST}/v1/repos/web", "https"),
        Row(f"{HOST}/v1/repos/web", "https"),
        Row(f"{HOST}:443/v1/repos/web", "https"),
        Row(f"https://{user}@{HOST}/v1/repos/web", "https", more=OF_JANE),
        Row(f"{user}@{HOST}/v1/repos/web", "https", more=OF_JANE),
        Row(
            f"https://{odd}@{HOST}/v1/repos/web",
            "https",
            more={"user": f"jane+1-at-{ACCOUNT}", "account": ACCOUNT},
        ),
        Row(f"https://work@{HOST}/v1/repos/web", "https", more={"user": "work"}),
        Row(f"https://my%20work@{HOST}/v1/repos/web", "https", more={"user": "my work"}),
        Row(
            "https://git-codecommit-fips.us-east-1.amazonaws.com/v1/repos/web",
            "https",
            "us-east-1",
            {"fips": True},
        ),
        Row(
            "https://git-codecommit-fips.us-gov-west-1.amazonaws.com/v1/repos/web",
            "https",
            "us-gov-west-1",
            {"fips": True},
        ),
        Row("https://git-codecommit-fips.eu-west-1.amazonaws.com/v1/repos/web", "https"),
        Row(
            "https://git-codecommit.cn-north-1.amazonaws.com.cn/v1/repos/web",
            "https",
            "cn-north-1",
        ),
        Row("https://git-codecommit.cn-north-1.amazonaws.com/v1/repos/web", "https", "cn-north-1"),
        Row("https://git-codecommit.us-gov-east-1.amazonaws.com/v1/repos/web", "https",
            "us-gov-east-1"),
        Row(
            f"https://{VPCE}.git-codecommit.us-east-1.vpce.amazonaws.com/v1/repos/web",
            "https",
            "us-east-1",
            {"endpoint": VPCE},
        ),
        Row(
            f"https://{VPCE}-us-east-1a.git-codecommit-fips.us-east-1.vpce.amazonaws.com"
            "/v1/repos/web",
            "https",
            "us-east-1",
            {"endpoint": f"{VPCE}-us-east-1a", "fips": True},
        ),
        Row("https://codecommit.eu-west-1.amazonaws.com/v1/repos/web", "https"),
        Row("https://eu-west-1.git-codecommit.amazonaws.com/v1/repos/web", "https"),
    ]  # fmt: skip


def _ssh() -> list[Row]:
    keyed = {"user": KEY}
    china = "git-codecommit.cn-northwest-1.amazonaws.com.cn"
    return [
        Row(f"ssh://{HOST}/v1/repos/web", "ssh"),
        Row(f"ssh://{KEY}@{HOST}/v1/repos/web", "ssh", more=keyed),
        Row(f"ssh://{KEY}@{HOST}:22/v1/repos/web", "ssh", more=keyed),
        Row(f"ssh://{HOST}/v1/repos/web/", "ssh"),
        Row(f"ssh://{HOST}/v1/repos/web.git", "ssh"),
        Row(f"ssh://jane@{HOST}/v1/repos/web", "ssh"),
        Row(f"ssh://git@{HOST}/v1/repos/web", "ssh"),
        Row(f"git+ssh://{KEY}@{HOST}/v1/repos/web", "ssh", more=keyed),
        Row(f"ssh+git://{HOST}/v1/repos/web", "ssh"),
        Row(f"git://{HOST}/v1/repos/web", "ssh"),
        Row(f"ssh://{china}/v1/repos/web", "ssh", "cn-northwest-1"),
        Row(f"ssh://{ALIAS}/v1/repos/web", "ssh", more={"alias": ALIAS, "account": ACCOUNT}),
        Row("ssh://cc/v1/repos/web", "ssh", "eu-central-1", {"alias": "cc"}),
        Row("ssh://git-codecommit-fips.us-east-1.amazonaws.com/v1/repos/web", "ssh", "us-east-1"),
        Row(f"{KEY}@{HOST}:v1/repos/web", "scp", more=keyed),
        Row(f"{KEY}@{HOST}:/v1/repos/web", "scp", more=keyed),
        Row(f"{HOST}:v1/repos/web", "scp"),
        Row(f"git@{HOST}:web.git", "scp"),
        Row(f"{ALIAS}:v1/repos/web", "scp", more={"alias": ALIAS, "account": ACCOUNT}),
        Row("cc:v1/repos/web", "scp", "eu-central-1", {"alias": "cc"}),
    ]


def _others() -> list[Row]:
    arn = f"arn:aws:codecommit:eu-west-1:{ACCOUNT}:web"
    return [
        Row("codecommit::eu-west-1://web", "grc"),
        Row("codecommit::eu-west-1://work@web", "grc", more={"profile": "work"}),
        Row("codecommit::eu-west-1://work@web/", "grc", more={"profile": "work"}),
        Row("codecommit::cn-north-1://web", "grc", "cn-north-1"),
        Row("codecommit::eu-west-1://jane@example.com@web", "grc",
            more={"profile": "jane@example.com"}),
        Row("codecommit://web", "grc", "ca-central-1"),
        Row("codecommit://work@web", "grc", "ca-central-1", {"profile": "work"}),
        Row("codecommit://web.git", "grc", "ca-central-1"),
        Row(f"codecommit://{HOST}/v1/repos/web", "https"),
        Row(f"codecommit::eu-west-1://{HOST}/v1/repos/web", "https"),
        Row(arn, "arn", more={"account": ACCOUNT}),
        Row(f"arn:aws-cn:codecommit:cn-north-1:{ACCOUNT}:web", "arn", "cn-north-1",
            {"account": ACCOUNT}),
        Row(f"arn:aws-us-gov:codecommit:us-gov-west-1:{ACCOUNT}:web", "arn", "us-gov-west-1",
            {"account": ACCOUNT}),
        Row("web", "name", "ca-central-1"),
        Row(" web \n", "name", "ca-central-1"),
        Row("web.git", "name", "ca-central-1"),
    ]  # fmt: skip


def _quoted() -> list[Row]:
    url = f"https://{HOST}/v1/repos/web"
    around = (
        "'{}'", '"{}"', "`{}`", "<{}>", "({})", "“{}”", "\u2018{}\u2019", "«{}»", "{}.", "{},",
        "{}:", "[web]({})", "see {} for more",
        '<a href="{}">web</a>', "\ufeff{}\u200b", "\u00a0{}\u00a0",
        "git clone {}", "$ git clone {} here", "git clone -b main --depth 1 '{}' there",
        "git remote add origin {}", "git remote set-url --push origin {}",
        "git push {} main", "origin\t{} (fetch)", "origin\t{} (push)",
        "origin\t{} (fetch)\norigin\t{} (push)\n", "\turl = {}", "url={}", "GIT_URL='{}'",
        '    "cloneUrlHttp": "{}",', "Cloning into 'web'...\nfatal: repository '{}/' not found",
        "fatal: unable to access '{}/': The requested URL returned error: 403",
        "Password for '{}': ", "{}\n", "\r\n{}\r\n",
    )  # fmt: skip
    return [
        *(Row(one.replace("{}", url), "https") for one in around),
        Row(f"git clone ssh://{KEY}@{HOST}/v1/repos/web", "ssh", more={"user": KEY}),
        Row("git clone codecommit::eu-west-1://work@web", "grc", more={"profile": "work"}),
        Row(f"'{KEY}@{HOST}:v1/repos/web'", "scp", more={"user": KEY}),
        Row(f'"Arn": "arn:aws:codecommit:eu-west-1:{ACCOUNT}:web",', "arn",
            more={"account": ACCOUNT}),
    ]  # fmt: skip


ROWS = (*_console(), *_https(), *_ssh(), *_others(), *_quoted())
FALLBACK = "ca-central-1"
"""The Region for those that name none."""


def resolve(alias: str) -> str:
    """The ssh configuration of these tests."""
    return "git-codecommit.eu-central-1.amazonaws.com" if alias == "cc" else ""
