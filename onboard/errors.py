"""What can go wrong, in words a person can act on: what, why, and the one next thing to do."""

from typing import ClassVar


class OnboardError(Exception):
    """A problem with a message (what and why) and a hint (the one next thing to do)."""

    code: ClassVar[str] = "failed"
    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BadInput(OnboardError):
    """The command line, a file or a typed value cannot be used as it is."""

    code = "bad-input"
    exit_status = 2


class PassphraseNeeded(BadInput):
    """The SSH key of a run has a passphrase, or is to have one, and none was given."""

    code = "passphrase-needed"


class NotForThisIdentity(OnboardError):
    """This kind of identity cannot use that method."""

    code = "not-for-this-identity"
    exit_status = 3


class NotSignedIn(OnboardError):
    """No AWS credentials, or expired ones."""

    code = "not-signed-in"
    exit_status = 3


class MfaNeeded(OnboardError):
    """AWS asks for a code of the person's MFA device before it answers; a flag could give it."""

    code = "mfa-needed"
    exit_status = 2

    def __init__(self, message: str, hint: str = "", serial: str | None = None) -> None:
        super().__init__(message, hint)
        self.serial = serial


class AccessDenied(OnboardError):
    """AWS refused one action; `action` names it, as `iam:UploadSSHPublicKey`."""

    code = "access-denied"

    def __init__(self, message: str, hint: str = "", action: str = "") -> None:
        super().__init__(message, hint)
        self.action = action


class LimitReached(OnboardError):
    """IAM's slots for this type of credential are all taken."""

    code = "limit-reached"


class Unfinished(OnboardError):
    """An earlier run is not finished, and this one would stand on it."""

    code = "unfinished"


class Irreversible(OnboardError):
    """What cannot be taken back any more."""

    code = "irreversible"


class Unreachable(OnboardError):
    """The network, a time limit or the service itself failed; trying again may help."""

    code = "unreachable"


class Throttled(Unreachable):
    """AWS was asked too often; it did nothing, and a while later it may."""


class RefusedByAws(OnboardError):
    """AWS answered with an error that has no class of its own here; `aws_code` is its code."""

    code = "refused-by-aws"

    def __init__(self, message: str, hint: str = "", aws_code: str = "") -> None:
        super().__init__(message, hint)
        self.aws_code = aws_code


class NotInstalled(OnboardError):
    """A program or package that is needed is not there."""

    code = "not-installed"


class VaultUnavailable(OnboardError):
    """The place chosen for a secret cannot keep it."""

    code = "vault-unavailable"


class FileRefused(OnboardError):
    """A file or folder cannot be read or safely replaced."""

    code = "file-refused"


class ToolFailed(OnboardError):
    """A program we called ended with an error; its own words are in `detail`."""

    code = "tool-failed"

    def __init__(self, message: str, hint: str = "", detail: str = "") -> None:
        super().__init__(message, hint)
        self.detail = detail


def no_keyring(reason: str) -> VaultUnavailable:
    """There is no keyring to keep a password in; the person chooses, nothing falls back."""
    return VaultUnavailable(
        f"There is no keyring here that could keep the password: {reason.rstrip('.')}.",
        "Choose a place: --store git-helper (git's own helper) or --store file (a private file, "
        "readable by whoever can read your files).",
    )
