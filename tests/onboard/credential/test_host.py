"""Only CodeCommit's own Git hosts get an answer."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboard.credential.host import codecommit_host


@pytest.mark.parametrize(
    ("host", "region"),
    [
        ("git-codecommit.us-east-1.amazonaws.com", "us-east-1"),
        ("git-codecommit.us-east-1.amazonaws.com:443", "us-east-1"),
        ("git-codecommit-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
        ("git-codecommit.ap-southeast-3.amazonaws.com", "ap-southeast-3"),
        ("git-codecommit.cn-northwest-1.amazonaws.com.cn", "cn-northwest-1"),
        ("vpce-0a1-b2.git-codecommit.eu-west-1.vpce.amazonaws.com", "eu-west-1"),
        ("vpce-0a1-b2-eu-west-1a.git-codecommit-fips.us-east-2.vpce.amazonaws.com", "us-east-2"),
        ("vpce-0a1.git-codecommit.cn-north-1.vpce.amazonaws.com.cn", "cn-north-1"),
    ],
)
def test_codecommit_hosts(host: str, region: str) -> None:
    assert codecommit_host(host) == (host.removesuffix(":443"), region)


@pytest.mark.parametrize(
    "host",
    [
        "",
        "github.com",
        "amazonaws.com",
        "git-codecommit.amazonaws.com",
        "git-codecommit..amazonaws.com",
        "git-codecommit.us-east-1.amazonaws.com.evil.com",
        "git-codecommit.us-east-1.amazonaws.com.cn",
        "git-codecommit.cn-north-1.amazonaws.com",
        "git-codecommit.us-east-1.amazonaws.com.",
        "git-codecommit.us-east-1.amazonaws.com ",
        " git-codecommit.us-east-1.amazonaws.com",
        "git-codecommit.us-east-1.amazonaws.com\r",
        "git-codecommit.us-east-1.amazonaws.com\n",
        "git-codecommit.us-east-1.amazonaws.com:80",
        "git-codecommit.us-east-1.amazonaws.com:8443",
        "git-codecommit.us-east-1.amazonaws.com:443:443",
        "git-codecommit.us-east-1.amazonaws.com:",
        "git-codecommit.us-east-1.amazonaws.com@evil.com",
        "evil.com@git-codecommit.us-east-1.amazonaws.com",
        "evil.com/git-codecommit.us-east-1.amazonaws.com",
        "evil.com#.git-codecommit.us-east-1.amazonaws.com",
        "evil.git-codecommit.us-east-1.amazonaws.com",
        "GIT-CODECOMMIT.us-east-1.amazonaws.com",
        "git-codecommit.US-EAST-1.amazonaws.com",
        "git-codecommit.us-east-1.AMAZONAWS.COM",
        "git-codecommit-evil.us-east-1.amazonaws.com",
        "git-codecommitus-east-1.amazonaws.com",
        "git-codecommit.us-east-1amazonaws.com",
        "git-codecommit.us-east-1.evilamazonaws.com",
        "git-codecommit.us-east-1.amazonaws.com.evil.com.cn",
        "git-codecommit.us-east.amazonaws.com",
        "git-codecommit.us-east-1.s3.amazonaws.com",
        "git-codecommit.s3-website-us-east-1.amazonaws.com",
        "my-bucket.s3.amazonaws.com",
        "vpce-.git-codecommit.us-east-1.vpce.amazonaws.com",
        "vpce-1.evil.git-codecommit.us-east-1.vpce.amazonaws.com",
        "xvpce-1.git-codecommit.us-east-1.vpce.amazonaws.com",
        "git-codecommit.us-east-\u0661.amazonaws.com",
        "g\u0131t-codecommit.us-east-1.amazonaws.com",
        "ssh.git-codecommit.us-east-1.amazonaws.com",
        "codecommit.us-east-1.amazonaws.com",
        "127.0.0.1",
        "[::1]",
    ],
)
def test_other_hosts_get_nothing(host: str) -> None:
    assert codecommit_host(host) is None


SHAPE = re.compile(
    r"(vpce-[a-z0-9-]*[a-z0-9]\.)?git-codecommit(-fips)?\.([a-z]+(-[a-z]+)+-[0-9]{1,2})"
    r"\.(vpce\.)?amazonaws\.com(\.cn)?(:443)?"
)
PIECES = st.sampled_from([
    "git-codecommit", "-fips", ".", "us-east-1", "cn-north-1", "amazonaws", "com", "cn", "vpce",
    "-", "vpce-1", ":443", ":", "evil", "A", "@", "/", "\n", " ", "é",
    "git-codecommit.us-east-1", ".amazonaws.com",
])  # fmt: skip


@given(st.lists(PIECES, max_size=9).map("".join) | st.text(max_size=40))
def test_nothing_outside_the_shape_is_taken(host: str) -> None:
    found = codecommit_host(host)
    if found:
        shape = SHAPE.fullmatch(host)
        assert shape
        assert shape[3] == found[1]


@given(
    st.sampled_from(["", "vpce-0a."]),
    st.sampled_from(["", "-fips"]),
    st.sampled_from(["us-east-1", "me-central-1", "us-gov-east-1"]),
    st.sampled_from(["", "vpce."]),
    st.text(min_size=1, max_size=6),
)
def test_anything_added_at_the_end_spoils_it(
    prefix: str, fips: str, region: str, vpce: str, added: str
) -> None:
    host = f"{prefix}git-codecommit{fips}.{region}.{vpce}amazonaws.com"
    assert codecommit_host(host) == (host, region)
    assert added == ":443" or codecommit_host(host + added) is None
