"""A signed-in AWS session and the clients made from it."""

from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from onboard.errors import BadInput

if TYPE_CHECKING:
    import boto3

Service = Literal["sts", "iam", "codecommit"]


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

    def _made(self, service: Service, region: str, once: bool) -> Any:
        from botocore.config import Config

        config = Config(retries={"mode": "standard", "total_max_attempts": 1}) if once else None
        try:
            return self.session.client(service, region_name=region, config=config)
        except ValueError as error:  # botocore's way to refuse an address
            raise BadInput(
                f"AWS cannot be asked at the address that is configured: {error}.",
                "Correct or unset AWS_ENDPOINT_URL, or the profile's endpoint_url.",
            ) from error
