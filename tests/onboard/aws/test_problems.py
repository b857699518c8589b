"""Every way AWS and botocore refuse becomes a sentence and a next step."""

from typing import Any

import pytest
from botocore import exceptions as raised
from botocore.exceptions import ClientError
from botocore.parsers import ResponseParserError

from onboard.aws.problems import from_botocore, translated
from onboard.errors import (
    AccessDenied,
    BadInput,
    FileRefused,
    LimitReached,
    MfaNeeded,
    NotInstalled,
    NotSignedIn,
    OnboardError,
    RefusedByAws,
    Unreachable,
)

ACTION = "iam:UploadSSHPublicKey"


def answer(code: str, message: str = "said", status: int = 400) -> ClientError:
    response: Any = {
        "Error": {"Code": code, "Message": message},
        "ResponseMetadata": {"HTTPStatusCode": status},
    }
    return ClientError(response, "UploadSSHPublicKey")


def problem(error: Exception, action: str = ACTION, temporary: bool = False) -> OnboardError:
    with pytest.raises(OnboardError) as caught, translated(action, temporary):
        raise error
    assert caught.value.message.endswith(".")
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("error", [ResponseParserError("<html>"), KeyError("Arn")])
def test_a_page_of_a_proxy_is_not_an_answer_of_aws(error: Exception) -> None:
    found = problem(error)
    assert isinstance(found, Unreachable)
    assert "was not AWS" in found.message
    assert "HTTPS_PROXY" in found.hint


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("AccessDenied", AccessDenied),
        ("AccessDeniedException", AccessDenied),
        ("LimitExceeded", LimitReached),
        ("LimitExceededException", LimitReached),
        ("ExpiredToken", NotSignedIn),
        ("ExpiredTokenException", NotSignedIn),
        ("InvalidClientTokenId", NotSignedIn),
        ("UnrecognizedClientException", NotSignedIn),
        ("SignatureDoesNotMatch", NotSignedIn),
        ("Throttling", Unreachable),
        ("ThrottlingException", Unreachable),
        ("ServiceFailure", Unreachable),
        ("ServiceUnavailable", Unreachable),
        ("RequestTimeTooSkewed", RefusedByAws),
        ("NoSuchEntity", RefusedByAws),
        ("DuplicateSSHPublicKey", RefusedByAws),
        ("RepositoryDoesNotExistException", RefusedByAws),
        ("SomethingNew", RefusedByAws),
        ("", RefusedByAws),
    ],
)
def test_an_answer_of_aws(code: str, kind: type[OnboardError]) -> None:
    assert type(problem(answer(code))) in (kind, *kind.__subclasses__())


def test_an_answer_without_a_code_but_of_a_broken_server() -> None:
    assert isinstance(problem(answer("502", "", 502)), Unreachable)


def test_a_refusal_names_its_action_and_says_why() -> None:
    said = (
        "User: arn:aws:iam::1:user/jane is not authorized to perform: iam:UploadSSHPublicKey on "
        "resource: user jane with an explicit deny in an identity-based policy"
    )
    found = problem(answer("AccessDenied", said))
    assert isinstance(found, AccessDenied)
    assert found.action == ACTION
    assert "explicit deny" in found.message
    assert "arn:" not in found.message


def test_a_session_that_iam_does_not_admit_needs_mfa() -> None:
    assert isinstance(problem(answer("InvalidClientTokenId"), temporary=True), MfaNeeded)


def test_elsewhere_an_unknown_key_is_an_unknown_key() -> None:
    found = problem(answer("InvalidClientTokenId"), "sts:GetCallerIdentity", temporary=True)
    assert isinstance(found, NotSignedIn)


def test_expired_is_told_from_absent() -> None:
    assert problem(answer("ExpiredToken")).code == "expired"
    assert problem(answer("InvalidClientTokenId")).code == "not-signed-in"


def test_a_clock_that_is_off_is_named() -> None:
    found = problem(answer("SignatureDoesNotMatch", "Signature expired: 2026 is now earlier"))
    assert "clock" in found.message


@pytest.mark.parametrize(
    ("error", "kind", "hint"),
    [
        (raised.NoCredentialsError(), NotSignedIn, "aws sso login"),
        (
            raised.SSOTokenLoadError(error_msg="Token for x does not exist"),
            NotSignedIn,
            "aws sso login --profile 'my work'",
        ),
        (
            raised.TokenRetrievalError(provider="sso", error_msg="Token has expired and …"),
            NotSignedIn,
            "aws sso login --profile 'my work'",
        ),
        (raised.UnauthorizedSSOTokenError(), NotSignedIn, "aws sso login --profile 'my work'"),
        (raised.LoginRefreshRequired(), NotSignedIn, "aws login --profile 'my work'"),
        (raised.LoginTokenLoadError(error_msg="x"), NotSignedIn, "aws login"),
        (raised.MissingDependencyException(msg="x"), NotInstalled, "botocore[crt]"),
        (raised.RefreshWithMFAUnsupportedError(), MfaNeeded, "MFA"),
        (raised.PartialCredentialsError(provider="x", cred_var="y"), BadInput, "--profile"),
        (raised.InvalidConfigError(error_msg="x"), BadInput, "--profile"),
        (raised.CredentialRetrievalError(provider="x", error_msg="y"), NotSignedIn, "--profile"),
        (raised.MetadataRetrievalError(error_msg="x"), NotSignedIn, "--profile"),
        (raised.ConfigParseError(path="/x"), FileRefused, "aws configure"),
        (raised.ProfileNotFound(profile="x"), BadInput, "--profile"),
        (raised.NoRegionError(), BadInput, "--profile"),
        (raised.EndpointConnectionError(endpoint_url="https://x"), Unreachable, "network"),
        (raised.ConnectTimeoutError(endpoint_url="https://x"), Unreachable, "network"),
        (raised.ReadTimeoutError(endpoint_url="https://x"), Unreachable, "network"),
        (raised.ProxyConnectionError(proxy_url="http://x"), Unreachable, "proxy"),
        (raised.ConnectionClosedError(endpoint_url="https://x"), Unreachable, "network"),
        (
            raised.SSLError(endpoint_url="https://x", error=ValueError("y")),
            Unreachable,
            "AWS_CA_BUNDLE",
        ),
        (raised.BotoCoreError(), BadInput, "--profile"),
    ],
)
def test_what_botocore_raises(error: Any, kind: type[OnboardError], hint: str) -> None:
    found = from_botocore(error, "my work")
    assert isinstance(found, kind)
    assert hint in found.hint
    assert found.message.endswith(".")


def test_every_botocore_error_has_a_sentence() -> None:
    with pytest.raises(OnboardError), translated(ACTION):
        raise raised.ParamValidationError(report="x")


def test_no_credentials_is_not_expired() -> None:
    assert from_botocore(raised.NoCredentialsError(), None).code == "not-signed-in"
    assert from_botocore(raised.UnauthorizedSSOTokenError(), None).code == "expired"


def test_a_credential_process_that_said_nothing_leaves_no_loose_ends() -> None:
    error = raised.CredentialRetrievalError(provider="custom-process", error_msg="")
    found = from_botocore(error, "work")
    assert found.message.endswith("when retrieving credentials from custom-process.")
