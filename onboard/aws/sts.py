"""STS: who the credentials belong to."""

from typing import NamedTuple

from onboard.aws.connection import Connection
from onboard.aws.problems import translated


class CallerIdentity(NamedTuple):
    """GetCallerIdentity's answer."""

    arn: str
    user_id: str
    account: str


def caller(connection: Connection) -> CallerIdentity:
    """Who is calling; needs no permission."""
    with translated("sts:GetCallerIdentity", connection.temporary):
        answer = connection.client("sts").get_caller_identity()
        return CallerIdentity(answer["Arn"], answer["UserId"], answer["Account"])
