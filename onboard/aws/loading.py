"""An ordinary boto3 session for a profile, which never prompts and never waits without end."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from onboard.errors import FileRefused, MfaNeeded
from onboard.places import Places

if TYPE_CHECKING:
    import boto3
    from botocore.credentials import ReadOnlyCredentials

CONNECT_SECONDS, READ_SECONDS, ATTEMPTS = 5.0, 15.0, 3
ANY_REGION = "us-east-1"
"""Answers for STS and IAM where nobody named a Region."""
ANY_OF = {"aws": ANY_REGION, "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
"""Partition → a Region where STS and IAM answer for all of it."""

AskCode = Callable[[str], str]
"""Gets botocore's prompt, returns the MFA code."""


def load_session(
    places: Places, profile: str | None, ask: AskCode | None = None, region: str | None = None
) -> "boto3.Session":
    """The session of the profile that was asked for, or of the environment's.

    `region` serves where neither the environment nor the profile names one.
    """
    import boto3
    from botocore.config import Config
    from botocore.session import Session

    check_readable(places)
    own = Session(profile=profile)
    own.set_config_variable("config_file", str(places.aws_config))
    own.set_config_variable("credentials_file", str(places.aws_credentials))
    own.register_component("data_loader", _loader(own.get_config_variable("data_path")))
    retries: Any = {"mode": "standard", "total_max_attempts": ATTEMPTS}
    own.set_default_client_config(
        Config(connect_timeout=CONNECT_SECONDS, read_timeout=READ_SECONDS, retries=retries)
    )
    named = own.get_config_variable("region") or places.env.get("AWS_REGION") or region
    own.set_config_variable("region", home_region(own, named))
    # botocore has no public way to say who answers for the MFA code; by itself it would ask on
    # the terminal, from whatever thread it runs in.
    role: Any = own.get_component("credential_provider").get_provider("assume-role")
    role._prompter = ask or refuse_to_ask
    return boto3.Session(botocore_session=own)


@cache
def _loader(data_path: str | None) -> Any:
    """botocore's reader of its models, one for all sessions: it keeps what it has read."""
    from botocore.loaders import create_loader

    return create_loader(data_path)


def home_region(own: Any, named: str | None) -> str:
    """Where STS and IAM are asked: the Region that was named, if AWS has it, else one beside it.

    A profile's mistyped Region must not hide who the caller is.
    """
    from botocore.exceptions import UnknownRegionError

    if not named:
        return ANY_REGION
    try:
        partition = own.get_partition_for_region(named)
    except UnknownRegionError:
        return ANY_REGION
    if named in own.get_available_regions("sts", partition):
        return named
    return ANY_OF.get(partition, named)


def refuse_to_ask(prompt: str) -> str:
    """In place of botocore's prompt; raises MfaNeeded with the device's serial."""
    from onboard.aws.problems import GIVE_CODE

    serial = prompt.removeprefix("Enter MFA code for").strip().rstrip(":").strip()
    raise MfaNeeded("The profile's role wants a code of your MFA device.", GIVE_CODE, serial)


def frozen(session: "boto3.Session") -> "ReadOnlyCredentials":
    """The credentials as they are now; raises what botocore raises, NoCredentialsError too."""
    from botocore.exceptions import NoCredentialsError

    found = session.get_credentials()
    if found is None:
        raise NoCredentialsError
    keys = found.get_frozen_credentials()
    if not keys.access_key or not keys.secret_key:
        raise NoCredentialsError
    return keys


def check_readable(places: Places) -> None:
    """Raise FileRefused for a file that botocore would pass over because it may not read it."""
    for path in (places.aws_config, places.aws_credentials):
        try:
            if path.exists():
                path.open("rb").close()
        except OSError as error:
            hint = f"Make it yours: chmod u+r {path}"
            if isinstance(error, IsADirectoryError):
                hint = "Move that folder away; a file belongs there."
            raise FileRefused(f"{path} cannot be read: {error.strerror}.", hint) from error
