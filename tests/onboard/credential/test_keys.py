"""Keys in the environment."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onboard.credential import keys
from onboard.credential.refusal import CannotAnswer
from tests.onboard.credential.calls import NEW_YEAR

BOTH = {"AWS_ACCESS_KEY_ID": "ASIA", "AWS_SECRET_ACCESS_KEY": "s3cret"}


@pytest.mark.parametrize(
    ("more", "token"),
    [
        ({}, None),
        ({"AWS_SESSION_TOKEN": "t"}, "t"),
        ({"AWS_SECURITY_TOKEN": "u"}, "u"),
        ({"AWS_SESSION_TOKEN": "t", "AWS_SECURITY_TOKEN": "u"}, "u"),
        ({"AWS_SESSION_TOKEN": "t", "AWS_SECURITY_TOKEN": ""}, "t"),
    ],
)
def test_token(more: dict[str, str], token: str | None) -> None:
    found = keys.from_environment({**BOTH, **more}, NEW_YEAR)
    assert found
    assert found.token == token


@pytest.mark.parametrize("environ", [{}, {"AWS_ACCESS_KEY_ID": ""}])
def test_none(environ: dict[str, str]) -> None:
    assert keys.from_environment(environ, NEW_YEAR) is None


def test_half_a_pair_is_said() -> None:
    with pytest.raises(CannotAnswer, match="AWS_SECRET_ACCESS_KEY is not"):
        keys.from_environment({"AWS_ACCESS_KEY_ID": "AKIA"}, NEW_YEAR)


@pytest.mark.parametrize(
    ("end", "good"),
    [
        ("2026-01-01T00:00:01Z", True),
        ("2025-12-31T23:59:59Z", False),
        ("2025-12-31T23:59:59.999Z", False),
        ("2025-12-31T23:59:59+00:00", False),
        ("2025-12-31T23:59:59+02:00", True),  # a form we do not read: AWS will judge
        ("tomorrow", True),
        ("", True),
    ],
)
def test_expiry(end: str, good: bool) -> None:
    environ = {**BOTH, "AWS_CREDENTIAL_EXPIRATION": end}
    if good:
        assert keys.from_environment(environ, NEW_YEAR)
    else:
        with pytest.raises(CannotAnswer, match="expired"):
            keys.from_environment(environ, NEW_YEAR)


@given(st.datetimes(datetime.datetime(1970, 1, 1), datetime.datetime(2400, 1, 1)))
def test_expiry_is_counted_as_datetime_counts(moment: datetime.datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=datetime.UTC)
    environ = {**BOTH, "AWS_CREDENTIAL_EXPIRATION": moment.strftime("%Y-%m-%dT%H:%M:%SZ")}
    found = keys.from_environment(environ, -1.0)
    assert found
    assert found.expires == moment.timestamp()


def test_repr_shows_no_secret() -> None:
    assert "s3cret" not in repr(keys.from_environment(BOTH, NEW_YEAR))
