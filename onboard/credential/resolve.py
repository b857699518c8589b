"""The slow way to credentials: botocore, for roles, Identity Center, processes and metadata."""

import os
import threading
from typing import TYPE_CHECKING, Any

from onboard.credential.complaint import explain
from onboard.credential.keys import Keys
from onboard.credential.refusal import CannotAnswer, command

if TYPE_CHECKING:
    from botocore.session import Session

DEADLINE = 45.0
"""Seconds for everything, a credential process and several calls to AWS included."""


class MfaNeeded(Exception):
    """Botocore wanted to ask for an MFA code, and nothing here asks."""


def resolve(profile: str | None, region: str) -> Keys:
    """The credentials that boto3 would use, from the environment and files of this process.

    Raises CannotAnswer for whatever goes wrong, an answer that takes too long included.
    """
    results: list[Keys | BaseException] = []
    # A thread, since nothing else ends a stuck process or name look-up on every platform; it is
    # left behind when time is up, and ends with this process.
    worker = threading.Thread(target=_collect, args=(profile, region, results), daemon=True)
    worker.start()
    worker.join(DEADLINE)
    if not results:
        raise CannotAnswer(
            f"no AWS credentials within {DEADLINE:.0f} seconds",
            command("onboard status", profile),
        )
    if isinstance(results[0], BaseException):
        raise explain(results[0], profile) from None
    return results[0]


def _collect(profile: str | None, region: str, results: list[Keys | BaseException]) -> None:
    try:
        results.append(_credentials(profile, region))
    except BaseException as error:  # handed to the thread that waits, whatever it is
        results.append(error)


def _credentials(profile: str | None, region: str) -> Keys:
    from botocore.exceptions import NoCredentialsError

    session = _session(profile, region)
    credentials = session.get_credentials()
    if credentials is None:
        raise NoCredentialsError
    frozen = credentials.get_frozen_credentials()
    if not frozen.access_key or not frozen.secret_key:
        raise NoCredentialsError
    end = getattr(credentials, "_expiry_time", None)
    expires = end.timestamp() if end is not None else None
    return Keys(frozen.access_key, frozen.secret_key, frozen.token or None, expires)


def _session(profile: str | None, region: str) -> "Session":
    import logging
    import warnings

    logging.disable()  # the one line is ours to write
    warnings.simplefilter("ignore")
    from botocore.config import Config
    from botocore.session import Session

    session = Session(profile=profile)
    retries: Any = {"total_max_attempts": 2, "mode": "standard"}
    session.set_default_client_config(Config(connect_timeout=5, read_timeout=15, retries=retries))
    if session.get_config_variable("region") is None:
        session.set_config_variable("region", region)
    role: Any = session.get_component("credential_provider").get_provider("assume-role")
    role.cache = _CommandLineCache()
    role._prompter = _refuse_to_ask
    return session


def _refuse_to_ask(prompt: str) -> str:
    raise MfaNeeded


class _CommandLineCache(dict[str, Any]):
    """The sessions that the AWS command line got with an MFA code: read, never written."""

    def __init__(self) -> None:
        from botocore.utils import JSONFileCache

        super().__init__()
        folder = os.path.join(os.path.expanduser("~"), ".aws", "cli", "cache")
        self._files: Any = JSONFileCache(folder)

    def __contains__(self, key: object) -> bool:
        try:
            return self[str(key)] is not None
        except KeyError:  # also of a file that cannot be read
            return False

    def __getitem__(self, key: str) -> Any:
        return super().__getitem__(key) if super().__contains__(key) else self._files[key]
