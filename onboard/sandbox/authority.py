"""What the sandbox's Git servers ask its AWS about each request; answered from IAM's live state."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

PULL = "codecommit:GitPull"
PUSH = "codecommit:GitPush"


@dataclass(frozen=True)
class Caller:
    """Who a checked credential belongs to."""

    arn: str
    account: str
    mfa: bool


class Authority(Protocol):
    """The sandbox's IAM and CodeCommit as its Git servers see them."""

    def by_password(self, host: str, path: str, username: str, password: str) -> Caller | None:
        """The caller of a Git credential or of a SigV4 password for that host and path."""

    def by_key(self, key_id: str, blob: bytes) -> Caller | None:
        """The caller whose Active SSH public key has that id and that body."""

    def refusal(self, caller: Caller, action: str, region: str, repository: str) -> str | None:
        """None when IAM allows it now, else the sentence that AWS would say."""

    def repository(self, caller: Caller, region: str, name: str) -> Path | None:
        """The bare repository of that name in the caller's account and Region."""

    def wrong_host_key(self) -> bool:
        """Whether the fault "wrong host key" is on."""
