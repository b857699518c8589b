"""Which cause a failed sign-in is said to have."""

import pytest
from botocore import exceptions

from onboard.aws.causes import cause_of
from onboard.aws.explained import UnknownProfile
from onboard.aws.problems import from_answer, from_botocore
from onboard.errors import BadInput, FileRefused, MfaNeeded, OnboardError, Unreachable


def answered(code: str, said: str = "") -> OnboardError:
    response = {"Error": {"Code": code, "Message": said}}
    error = exceptions.ClientError(response, "AssumeRole")  # type: ignore[arg-type]
    made = from_answer(error, "sts:AssumeRole")
    made.__cause__ = error
    return made


def raised(error: exceptions.BotoCoreError) -> OnboardError:
    made = from_botocore(error, "work")
    made.__cause__ = error
    return made


@pytest.mark.parametrize(
    ("code", "said", "cause"),
    [
        ("InvalidClientTokenId", "", "invalid-token"),
        ("ExpiredToken", "", "expired-session"),
        ("SignatureDoesNotMatch", "The request signature we calculated …", "wrong-secret-key"),
        ("SignatureDoesNotMatch", "Signature expired: … is now earlier than …", "clock-skew"),
        ("RequestTimeTooSkewed", "", "clock-skew"),
        ("AccessDenied", "not authorized to perform: sts:AssumeRole", "no-permission-api"),
        ("AccessDenied", "MultiFactorAuthentication failed", "wrong-mfa-code"),
        ("Throttling", "Rate exceeded", "rate-exceeded"),
        ("InternalFailure", "", "unknown"),
        ("ValidationError", "", "aws-config-broken"),
    ],
)
def test_what_aws_answered(code: str, said: str, cause: str) -> None:
    assert cause_of(answered(code, said)) == cause


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (exceptions.NoCredentialsError(), "no-aws-credentials"),
        (exceptions.UnauthorizedSSOTokenError(), "expired-sso"),
        (exceptions.SSOTokenLoadError(error_msg="none"), "expired-sso"),
        (exceptions.TokenRetrievalError(provider="sso", error_msg="expired"), "expired-sso"),
        (exceptions.MissingDependencyException(msg="awscrt"), "login-needs-crt"),
        (exceptions.ConfigParseError(path="config"), "aws-config-broken"),
        (exceptions.CredentialRetrievalError(provider="p", error_msg="e"), "aws-config-broken"),
        (exceptions.EndpointConnectionError(endpoint_url="http://x"), "proxy-or-dns"),
        (exceptions.ProxyConnectionError(proxy_url="http://x"), "proxy-or-dns"),
        (exceptions.SSLError(endpoint_url="https://x", error=OSError("bad")), "tls-interception"),
    ],
)
def test_what_botocore_raised(error: exceptions.BotoCoreError, cause: str) -> None:
    assert cause_of(raised(error)) == cause


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (UnknownProfile("none"), "aws-profile-missing"),
        (MfaNeeded("a code"), "mfa-session-needed"),
        (FileRefused("no"), "aws-config-broken"),
        (Unreachable("late"), "proxy-or-dns"),
        (BadInput("odd"), "aws-config-broken"),
    ],
)
def test_what_never_came_to_aws(error: OnboardError, cause: str) -> None:
    assert cause_of(error) == cause
