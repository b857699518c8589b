"""A signed-in AWS session and the clients made from it."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from onboard.errors import BadInput

if TYPE_CHECKING:
    import boto3

Service = Literal["sts", "iam", "codecommit"]

ATTEMPTS, CONNECT_SECONDS, READ_SECONDS = 10, 10, 20
"""The limits of each of many calls: it is repeated when AWS says that they are too many."""


@dataclass
class Connection:
    """AWS as one profile sees it. Clients are kept, and may be shared between threads."""

    session: "boto3.Session" = field(repr=False)
    profile: str | None
    """The profile in force; None where the environment or the machine supplies credentials."""
    region: str | None
    """The Region that was asked for, or that the environment or the profile names."""
    source: str
    """botocore's `method`, as `shared-credentials-file`; `mfa-session` for one that we keep."""
    temporary: bool
    expires: datetime | None = None
    mfa: bool = False
    """Whether this is a session that we obtained with an MFA code."""
    at_once: int = 0
    """How many calls are made side by side at the pace that AWS allows; 0: a few, at ours."""
    home_region: str = "us-east-1"
    """A Region of the caller's partition: where STS and IAM are asked."""
    _clients: dict[tuple[str, str, bool], Any] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def client(self, service: Service, region: str | None = None, *, once: bool = False) -> Any:
        """The client of that service; CodeCommit's in the Region given, else in ours.

        With `once`, it sends a request one time only: botocore would repeat it when the answer is
        lost, although it was carried out.
        """
        where = region or (self.region if service == "codecommit" else None) or self.home_region
        with self._lock:  # a boto3 session is not to be used by two threads at once
            key = (service, where, once)
            if key not in self._clients:
                self._clients[key] = self._made(*key)
            return self._clients[key]

    def for_many(self, at_once: int) -> "Connection":
        """The same sign-in for very many calls: IAM's client slows down as AWS asks it to."""
        many = replace(self, at_once=at_once, _clients={}, _lock=Lock())
        with self._lock:  # the session is the same one
            many.client("iam")
        return many

    def _made(self, service: Service, region: str, once: bool) -> Any:
        try:
            return self.session.client(service, region_name=region, config=self._config(once))
        except ValueError as error:  # botocore's way to refuse an address
            raise BadInput(
                f"AWS cannot be asked at the address that is configured: {error}.",
                "Correct or unset AWS_ENDPOINT_URL, or the profile's endpoint_url.",
            ) from error

    def _config(self, once: bool) -> Any:
        from botocore.config import Config

        if once:
            return Config(retries={"mode": "standard", "total_max_attempts": 1})
        if not self.at_once:
            return None
        return Config(
            retries={"mode": "adaptive", "total_max_attempts": ATTEMPTS},
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            max_pool_connections=self.at_once,
        )
