"""Errors as AWS answers them: a code, a message and an HTTP status."""

JSON_CODES = {
    "AccessDenied": "AccessDeniedException",
    "ExpiredToken": "ExpiredTokenException",
    "IncompleteSignature": "IncompleteSignatureException",
    "InvalidAction": "UnknownOperationException",
    "InvalidClientTokenId": "UnrecognizedClientException",
    "MissingAuthenticationToken": "MissingAuthenticationTokenException",
    "SignatureDoesNotMatch": "InvalidSignatureException",
    "ServiceFailure": "InternalFailure",
    "Throttling": "ThrottlingException",
    "ValidationError": "ValidationException",
}
"""What the JSON services call the errors that the query services share."""


class AwsError(Exception):
    """One refusal of the sandbox's AWS, written for the protocol at the edge."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


def invalid_token() -> AwsError:
    """The key or its session token is unknown, inactive or not fit for the service."""
    message = "The security token included in the request is invalid"
    return AwsError("InvalidClientTokenId", message, 403)


def expired_token() -> AwsError:
    """The session is over."""
    return AwsError("ExpiredToken", "The security token included in the request is expired", 403)


def no_such(what: str) -> AwsError:
    """IAM's answer for anything that is not there; `what` as `user with name jane`."""
    return AwsError("NoSuchEntity", f"The {what} cannot be found.", 404)


def validation(message: str) -> AwsError:
    """A parameter that the API model forbids."""
    return AwsError("ValidationError", message, 400)


def limit(quota: str, most: int) -> AwsError:
    """One of IAM's quotas is used up."""
    return AwsError("LimitExceeded", f"Cannot exceed quota for {quota}: {most}", 409)
