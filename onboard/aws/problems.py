"""What boto3 raises, in words a person can act on."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

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
    Throttled,
    Unreachable,
)

if TYPE_CHECKING:
    from botocore.exceptions import BotoCoreError, ClientError

EXPIRED = {"ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"}
UNKNOWN_KEY = {
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "InvalidAccessKeyId",
    "InvalidToken",
    "MissingAuthenticationToken",
}
DENIED = {"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AuthorizationError"}
BUSY = re.compile(r"Throttl|TooManyRequests|RequestLimitExceeded|ServiceUnavailable|SlowDown")
BROKEN = re.compile(r"InternalFailure|InternalError|ServiceFailure|InternalServer|^5\d\d$")
CLOCK = re.compile(r"RequestTimeTooSkewed|Signature (expired|not yet current)")

NO_MFA = "IAM does not answer this session, because it was made without an MFA code."
GIVE_CODE = "Give a code of your MFA device (--mfa-code-stdin on the command line)."
ANOTHER_PROFILE = "Choose another profile with --profile, or set this one up again."


class Expired(NotSignedIn):
    """There were AWS credentials, and their time is over."""

    code: ClassVar[str] = "expired"


@contextmanager
def translated(action: str, temporary: bool = False) -> Iterator[None]:
    """Raise what botocore raises as an OnboardError; `action` as `iam:UploadSSHPublicKey`.

    `temporary` tells that the caller is a session, which IAM refuses unless it carries MFA.
    """
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.parsers import ResponseParserError

    try:
        yield
    except ClientError as error:
        raise from_answer(error, action, temporary) from error
    except (
        ResponseParserError,
        KeyError,
    ) as error:  # or an answer without its fields
        raise not_aws(action) from error
    except BotoCoreError as error:
        raise from_botocore(error, None) from error
    except TimeoutError as error:
        raise Unreachable(f"AWS did not answer {action} in time.", "Try again.") from error


def not_aws(action: str) -> OnboardError:
    """An answer came that AWS does not give, as a proxy's page."""
    return Unreachable(
        f"What answered {action} was not AWS.",
        "A proxy or the sign-in page of a network often answers in its place: open any page in a "
        "browser, and check HTTPS_PROXY and AWS_ENDPOINT_URL.",
    )


def from_answer(error: "ClientError", action: str, temporary: bool = False) -> OnboardError:
    """The problem in an error that AWS answered with."""
    code = str(error.response.get("Error", {}).get("Code", ""))
    said = str(error.response.get("Error", {}).get("Message", "")).strip()
    status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    if code in DENIED:
        return denied(action, said)
    if code in EXPIRED:
        return Expired("Your AWS session has expired.", "Sign in again, then run this again.")
    if code in UNKNOWN_KEY:
        return _unknown_key(action, temporary)
    if CLOCK.search(f"{code} {said}"):
        return RefusedByAws(
            f"AWS refused the request because this machine's clock is off ({said}).",
            "Set the clock of this machine, then run this again.",
            code,
        )
    if BUSY.search(code):
        return Throttled(f"AWS could not serve {action} just now ({code}).", "Try again.")
    if BROKEN.search(code) or status >= 500:
        return Unreachable(f"AWS could not serve {action} just now ({code}).", "Try again.")
    return _refused(code, said, action)


def denied(action: str, said: str) -> AccessDenied:
    """The refusal of one action, with the part of AWS's sentence that says why."""
    why = re.search(r"(because no .*|with an explicit deny.*)", said, re.DOTALL)
    reason = f" {why.group(1).strip()}" if why else f" ({said})" if said else ""
    text = f"AWS refuses you {action}{reason}".rstrip(".") + "."
    hint = f"Ask an administrator to allow you {action}; what to send: onboard policy {action}"
    return AccessDenied(text, hint, action)


def _unknown_key(action: str, temporary: bool) -> OnboardError:
    if temporary and action.startswith("iam:"):
        return MfaNeeded(NO_MFA, GIVE_CODE)
    return NotSignedIn(
        "AWS does not know the access key in use: it was deleted, is inactive, "
        "or belongs to another partition than the Region.",
        ANOTHER_PROFILE,
    )


def _refused(code: str, said: str, action: str) -> OnboardError:
    if code.startswith("LimitExceeded"):
        return LimitReached(
            f"IAM has no free slot for {action}: {said}".rstrip(".") + ".",
            "Delete one that is no longer used.",
        )
    if code in ("SignatureDoesNotMatch", "IncompleteSignature"):
        return NotSignedIn("The secret key does not belong to the access key.", ANOTHER_PROFILE)
    text = f"AWS refused {action}: {said or code}".rstrip(".") + "."
    return RefusedByAws(text, HINTS.get(code, "See what AWS said; `onboard doctor` helps."), code)


HINTS = {
    "NoSuchEntity": "Check the name: IAM has nothing under it.",
    "InvalidPublicKey": "Use an RSA key of 2048 to 16384 bits.",
    "UnrecognizedPublicKeyEncoding": "Use an RSA key of 2048 to 16384 bits.",
    "DuplicateSSHPublicKey": "IAM has this key already; use it with the id that IAM gave it.",
    "RepositoryDoesNotExistException": "Check the repository's name, its case and the Region.",
    "EntityTemporarilyUnmodifiable": "Wait a minute, then run this again.",
}


def from_botocore(error: "BotoCoreError", profile: str | None) -> OnboardError:
    """The problem in an error that botocore raised without an answer of AWS."""
    names = [kind.__name__ for kind in type(error).__mro__]
    make = next((KINDS[name] for name in names if name in KINDS), _broken)
    return make(str(error).strip(), profile)


def login_command(program: str, profile: str | None) -> str:
    """The command that signs in again, as a person types it."""
    import shlex

    return f"{program} --profile {shlex.quote(profile)}" if profile else program


def _no_credentials(said: str, profile: str | None) -> OnboardError:
    if profile:
        text = f"The profile {profile} names no access key and no way to sign in."
    else:
        text = "There are no AWS credentials: nothing on this machine says who you are to AWS."
    return NotSignedIn(
        text,
        "Sign in with `aws sso login` or `aws login`, or choose another profile with --profile.",
    )


def _sso_missing(said: str, profile: str | None) -> OnboardError:
    return NotSignedIn(
        "You are not signed in to IAM Identity Center.",
        f"Run: {login_command('aws sso login', profile)}",
    )


def _sso_expired(said: str, profile: str | None) -> OnboardError:
    return Expired(
        "Your IAM Identity Center session has expired.",
        f"Run: {login_command('aws sso login', profile)}",
    )


def _login_expired(said: str, profile: str | None) -> OnboardError:
    return Expired(
        "Your `aws login` session has expired.", f"Run: {login_command('aws login', profile)}"
    )


def _login_missing(said: str, profile: str | None) -> OnboardError:
    return NotSignedIn(
        "The `aws login` session cannot be used.", f"Run: {login_command('aws login', profile)}"
    )


def _token(said: str, profile: str | None) -> OnboardError:
    return (_sso_expired if "expired" in said.lower() else _sso_missing)(said, profile)


def _crt(said: str, profile: str | None) -> OnboardError:
    return NotInstalled(
        "The profile signs in with `aws login`, which needs the Python package botocore[crt].",
        "Add botocore[crt] to onboard's environment, or choose another profile.",
    )


def _mfa(said: str, profile: str | None) -> OnboardError:
    return MfaNeeded("The session has ended, and the next one needs an MFA code.", GIVE_CODE)


def _unreachable(said: str, profile: str | None) -> OnboardError:
    return Unreachable(
        f"AWS cannot be reached: {said}".rstrip(".") + ".",
        "Check the network, the proxy (HTTPS_PROXY) and the Region, then try again.",
    )


def _certificate(said: str, profile: str | None) -> OnboardError:
    return Unreachable(
        f"The certificate of AWS's server is not trusted here: {said}".rstrip(".") + ".",
        "Where a proxy inspects TLS, name its CA file in AWS_CA_BUNDLE.",
    )


def _unparsed(said: str, profile: str | None) -> OnboardError:
    return FileRefused(
        f"{said}: it is not written as the AWS tools expect.",
        "Mend the file, or move it away and run `aws configure`.",
    )


def _no_profile(said: str, profile: str | None) -> OnboardError:
    return BadInput(f"{said}.", ANOTHER_PROFILE)


def _source(said: str, profile: str | None) -> OnboardError:
    whose = f"of the profile {profile} " if profile else ""
    return NotSignedIn(f"The credential source {whose}failed: {said}".rstrip(".: ") + ".",
                       ANOTHER_PROFILE)  # fmt: skip


def _broken(said: str, profile: str | None) -> OnboardError:
    whose = f"The profile {profile}" if profile else "The AWS configuration"
    return BadInput(f"{whose} cannot be used: {said}".rstrip(".") + ".", ANOTHER_PROFILE)


KINDS = {
    "NoCredentialsError": _no_credentials,
    "NoAuthTokenError": _no_credentials,
    "UnauthorizedSSOTokenError": _sso_expired,
    "SSOTokenLoadError": _sso_missing,
    "TokenRetrievalError": _token,
    "LoginRefreshRequired": _login_expired,
    "LoginError": _login_missing,
    "MissingDependencyException": _crt,
    "RefreshWithMFAUnsupportedError": _mfa,
    "SSLError": _certificate,
    "ConnectionError": _unreachable,
    "HTTPClientError": _unreachable,
    "CapacityNotAvailableError": _unreachable,
    "IncompleteReadError": _unreachable,
    "ConfigParseError": _unparsed,
    "ProfileNotFound": _no_profile,
    "CredentialRetrievalError": _source,
    "MetadataRetrievalError": _source,
}
