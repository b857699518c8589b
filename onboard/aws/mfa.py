"""A session that carries MFA, from the code of a person's device, kept for us and for git."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from onboard.aws.explained import explained
from onboard.aws.loading import frozen, load_session
from onboard.aws.profiles import profile_facts, profile_in_force
from onboard.background import within
from onboard.errors import BadInput, FileRefused, Unreachable
from onboard.places import Places
from onboard.secret import Secret
from onboard.situation import ProfileFact

if TYPE_CHECKING:
    import boto3

LIMIT = 45.0


@dataclass(frozen=True)
class _Session:
    """Temporary credentials on their way into the cache."""

    access_key: str
    secret_key: Secret
    token: Secret
    expires: datetime


def sign_in_with_mfa(places: Places, profile: str | None, code: Secret) -> None:
    """Get a session with the code and keep it where `connect` and git's helper find it.

    AssumeRole for a profile with a role, else GetSessionToken. Raises BadInput for a code that
    is not accepted, and what `connect` raises.
    """
    _check(code)
    with explained(places, profile):
        try:
            name, got = within(LIMIT, lambda: _session(places, profile, code))
        except TimeoutError as error:
            raise Unreachable("AWS did not answer in time.", "Try again.") from error
    _keep(places, name, got)


def _check(code: Secret) -> None:
    typed = code.reveal().strip()
    if len(typed) != 6 or not typed.isascii() or not typed.isdigit():
        raise BadInput(
            "An MFA code has six digits.", "Type the six digits that your device shows now."
        )


def _session(places: Places, profile: str | None, code: Secret) -> tuple[str | None, _Session]:
    session = load_session(places, profile)
    profiles = session._session.full_config["profiles"]
    name = profile_in_force(places, profile, profiles)
    facts = profile_facts(profiles)
    fact = next((one for one in facts if one.name == name), ProfileFact(""))
    if fact.source == "role":
        return name, _of_role(places, fact, code)
    return name, _of_user(places, session, fact, facts, code)


def _of_role(places: Places, fact: ProfileFact, code: Secret) -> _Session:
    """botocore's own AssumeRole, chains and external ids included, with the code for its prompt."""
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return code.reveal().strip()

    session = load_session(places, fact.name, answer)
    with _code_judged(fact.mfa_serial or ""):
        keys = frozen(session)
    found: Any = session.get_credentials()
    if not asked:
        raise BadInput(
            f"The profile {fact.name} does not ask for an MFA code.",
            "Where the role wants one, add mfa_serial to the profile.",
        )
    return _Session(
        str(keys.access_key),
        Secret(str(keys.secret_key)),
        Secret(keys.token or ""),
        found._expiry_time,
    )


def _of_user(
    places: Places,
    session: "boto3.Session",
    fact: ProfileFact,
    facts: tuple[ProfileFact, ...],
    code: Secret,
) -> _Session:
    long_term = session
    if frozen(session).token:
        long_term, fact = _long_term_keys(places, session, fact, facts)
    serial = fact.mfa_serial or _serial(long_term)
    with _code_judged(serial):
        answer = long_term.client("sts").get_session_token(
            SerialNumber=serial, TokenCode=code.reveal().strip()
        )["Credentials"]
    return _Session(
        answer["AccessKeyId"],
        Secret(answer["SecretAccessKey"]),
        Secret(answer["SessionToken"]),
        answer["Expiration"],
    )


def _long_term_keys(
    places: Places, session: "boto3.Session", fact: ProfileFact, facts: tuple[ProfileFact, ...]
) -> tuple["boto3.Session", ProfileFact]:
    """The profile that holds the same IAM user's long-term keys; a session cannot get another."""
    arn = _arn(session)
    if ":user/" not in arn:
        raise BadInput(
            "An MFA code does not change this session: it belongs to no IAM user.",
            "Sign in again the way you did before.",
        )
    for other in (one for one in facts if one.source == "keys" and one.name != fact.name):
        candidate = load_session(places, other.name)
        if _same_user(candidate, arn):
            return candidate, other if other.mfa_serial else fact
    raise BadInput(
        "A session needs the user's long-term access key to be renewed with a code, "
        "and no profile here holds it.",
        "Choose the profile with your own access key, or sign in again with MFA: aws login",
    )


def _same_user(session: "boto3.Session", arn: str) -> bool:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return _arn(session) == arn
    except (BotoCoreError, ClientError):
        return False


def _arn(session: "boto3.Session") -> str:
    return str(session.client("sts").get_caller_identity()["Arn"])


def _serial(session: "boto3.Session") -> str:
    """The user's MFA device: as IAM lists it, or by the name that devices used to get."""
    from botocore.exceptions import ClientError

    arn = _arn(session)
    try:
        devices = session.client("iam").list_mfa_devices()["MFADevices"]
    except ClientError:
        head, _, path = arn.partition(":user/")
        return f"{head}:mfa/{path.rpartition('/')[2]}"
    serials = [str(one["SerialNumber"]) for one in devices if ":u2f/" not in one["SerialNumber"]]
    if not serials:
        raise BadInput(
            "IAM knows no MFA device of yours that shows codes.",
            "Register one in the AWS console under Security credentials.",
        )
    return serials[0]


@contextmanager
def _code_judged(serial: str) -> Iterator[None]:
    """Say of STS's refusal that it was the code."""
    from botocore.exceptions import ClientError

    try:
        yield
    except ClientError as error:
        if "MultiFactor" not in str(error):
            raise
        raise BadInput(
            f"The code was not accepted for the MFA device {serial}.",
            "Wait for the next code of that device and type it at once.",
        ) from error


def _keep(places: Places, name: str | None, got: _Session) -> None:
    from onboard.credential import cache
    from onboard.credential.private import NotPrivate

    try:
        cache.keep(
            places.env,
            name,
            got.access_key,
            got.secret_key.reveal(),
            got.token.reveal(),
            got.expires.timestamp(),
            places.platform,
        )
    except (OSError, NotPrivate) as error:
        raise FileRefused(
            f"The session cannot be kept in {places.temporary_credentials}: {error}",
            "Make that folder yours alone (mode 0700), then try again.",
        ) from error
