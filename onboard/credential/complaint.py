"""What botocore's errors mean to a person: one sentence, and the command that mends it.

Their own texts are never shown: a credential process may have written a secret into one.
"""

from onboard.credential.refusal import CannotAnswer, command

LOOK = "onboard status"
SENTENCES: "dict[str, tuple[str, str]]" = {
    "ProfileNotFound": ("{who} is not in the AWS configuration", "onboard setup"),
    "MfaNeeded": ("{who} needs a code of your MFA device", "onboard setup"),
    "RefreshWithMFAUnsupportedError": ("{who} needs a code of your MFA device", "onboard setup"),
    "SSOError": ("{who} is not signed in, or the sign-in has ended", "aws sso login"),
    "TokenRetrievalError": ("the sign-in of {who} has ended", "aws sso login"),
    "LoginError": ("{who} is not signed in, or the sign-in has ended", "aws login"),
    "NoCredentialsError": ("{who} has no AWS credentials", "onboard setup"),
    "PartialCredentialsError": ("{who} has only half of an access key", "onboard setup"),
    "CredentialRetrievalError": ("what provides the AWS credentials of {who} failed", LOOK),
    "MetadataRetrievalError": ("what provides the AWS credentials of {who} failed", LOOK),
    "InvalidConfigError": ("the settings of {who} do not fit together", LOOK),
    "ClientError": ("AWS refused to give credentials to {who}{code}", LOOK),
    "BotoCoreError": ("the AWS credentials of {who} cannot be read ({kind})", LOOK),
    "Exception": ("the AWS credentials of {who} cannot be used ({kind})", LOOK),
}
NETWORK = ("ConnectionError", "HTTPClientError", "ConnectTimeoutError", "ReadTimeoutError")
WITHOUT_PROFILE = ("ProfileNotFound",)


def explain(error: BaseException, profile: "str | None") -> CannotAnswer:
    """The refusal for an error that came out of botocore."""
    who = f'the AWS profile "{profile}"' if profile else "the default AWS profile"
    kinds = [kind.__name__ for kind in type(error).__mro__]
    special = _special(error, kinds)
    if special:
        return special
    name = next((kind for kind in kinds if kind in SENTENCES), "Exception")
    sentence, words = SENTENCES[name]
    message = sentence.format(who=who, kind=kinds[0], code=_code(error))
    return CannotAnswer(message, command(words, None if name in WITHOUT_PROFILE else profile))


def _special(error: BaseException, kinds: "list[str]") -> "CannotAnswer | None":
    fields = getattr(error, "kwargs", {})
    if "ConfigParseError" in kinds:
        return CannotAnswer(
            f"the AWS configuration file {fields.get('path')} is malformed",
            "Correct it, then run git again.",
        )
    if "MissingDependencyException" in kinds:
        import sys

        return CannotAnswer(
            "profiles of `aws login` need an addition to botocore",
            f"Run: {sys.executable} -m pip install 'botocore[crt]'",
        )
    if any(kind in NETWORK for kind in kinds):
        return CannotAnswer("AWS cannot be reached", "Run git again when the network is there.")
    return None


def _code(error: BaseException) -> str:
    response = getattr(error, "response", None)
    code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
    return f" ({code})" if code else ""
