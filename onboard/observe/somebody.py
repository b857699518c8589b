"""Who acts for another IAM user, and what IAM holds for that one."""

from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import TypeVar

from onboard.aws import iam
from onboard.aws.connection import Connection
from onboard.background import begin
from onboard.desk import Operator, Somebody
from onboard.errors import AccessDenied
from onboard.observe.reading import unknown
from onboard.observe.sign_in import sign_in
from onboard.places import Places
from onboard.situation import Credential, Holdings, Unknown

T = TypeVar("T")
SECONDS = 60.0


def operator(
    places: Places, profile: str | None, region: str | None
) -> tuple[Operator, Connection | None]:
    """Who acts; without a connection its identity says what is wrong."""
    from onboard.aws.profiles import read_profiles

    found = sign_in(places, profile, region, read_profiles(places))
    connection = found.connection
    where = (connection.region or connection.home_region) if connection else region or ""
    return Operator(found.identity, found.profile, where), connection


def somebody(
    connection: Connection, user: str, kinds: Collection[Credential] = tuple(Credential)
) -> Somebody:
    """What IAM holds for the user, of those kinds; what we may not see is Unknown.

    Raises RefusedByAws where there is no such user, and what else a call raises.
    """
    reads: dict[Credential, Callable[[], Holdings]] = {
        Credential.GIT: lambda: Holdings(
            git_credentials=_fact(lambda: iam.list_git_credentials(connection, user))
        ),
        Credential.SSH: lambda: Holdings(
            ssh_keys=_fact(lambda: iam.list_ssh_keys(connection, user, bodies=True))
        ),
        Credential.ACCESS: lambda: Holdings(
            access_keys=_fact(lambda: iam.list_access_keys(connection, user))
        ),
    }
    started = [begin(reads[kind]) for kind in kinds]
    parts = [one.result(SECONDS) for one in started]
    return Somebody(user, _joined(parts), datetime.now(UTC))


def _joined(parts: list[Holdings]) -> Holdings:
    """Each has one of them, and nothing of the others."""
    git = next((one.git_credentials for one in parts if one.git_credentials), ())
    ssh = next((one.ssh_keys for one in parts if one.ssh_keys), ())
    access = next((one.access_keys for one in parts if one.access_keys), ())
    return Holdings(git, ssh, access)


def _fact(read: Callable[[], tuple[T, ...]]) -> tuple[T, ...] | Unknown:
    """What was read, or that we may not."""
    try:
        return read()
    except AccessDenied as error:
        return unknown(error, "")
