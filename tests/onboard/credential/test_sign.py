"""The signed password is the one that AWS's own code makes."""

import calendar
import time
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from onboard.credential.sign import password, sha256_hex
from tests.onboard.credential.calls import HOST, NEW_YEAR, SECRET_KEY

WORDS = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=90)


def test_vector() -> None:
    """Of reference code: botocore's SigV4Auth for this key, path and time."""
    assert password(SECRET_KEY, "us-east-1", HOST, "v1/repos/MyDemoRepo", NEW_YEAR) == (
        "20260101T000000Zb5b25456a2c242e638a30a61c54e218059ec9372d499bd3a6800e11e8273c904"
    )


def test_canonical_request_hash() -> None:
    canonical = f"GIT\n/v1/repos/MyDemoRepo\n\nhost:{HOST}\n\nhost\n"
    expected = "956504f984c57eae87a4d346014b4f0ecfc62a9cc354b2434e0408ec253be706"
    assert sha256_hex(canonical.encode()) == expected


@given(WORDS, WORDS, st.integers(0, 4_000_000_000))
def test_agrees_with_botocore(secret: str, name: str, now: int) -> None:
    path = "v1/repos/" + name.replace("?", "").replace("#", "")
    stamp = time.strftime("%Y%m%dT%H%M%S", time.gmtime(now))
    signer: Any = SigV4Auth(Credentials("AKIA", secret), "codecommit", "eu-west-1")
    request: Any = AWSRequest()
    request.context["timestamp"] = stamp
    canonical = f"GIT\n/{path}\n\nhost:{HOST}\n\nhost\n"
    text = signer.string_to_sign(request, canonical)
    expected = f"{stamp}Z{signer.signature(text, request)}"
    assert password(secret, "eu-west-1", HOST, path, now) == expected
    assert calendar.timegm(time.strptime(stamp, "%Y%m%dT%H%M%S")) == now
