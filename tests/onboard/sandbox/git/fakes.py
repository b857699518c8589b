"""A small Authority in memory, for the Git servers alone."""

from dataclasses import dataclass, field
from pathlib import Path

from onboard.sandbox.authority import PULL, PUSH, Caller

ADA = Caller("arn:aws:iam::111122223333:user/ada", "111122223333", mfa=False)


@dataclass
class FakeAuthority:
    """One user, her password, her keys, her repositories; every question is recorded."""

    repositories: dict[tuple[str, str], Path]
    """(Region, name) → bare repository."""
    passwords: dict[str, str] = field(default_factory=lambda: {"ada-at-111122223333": "s3cret="})
    keys: dict[str, bytes] = field(default_factory=dict)
    allowed: set[str] = field(default_factory=lambda: {PULL, PUSH})
    impostor: bool = False
    asked: list[tuple[str, ...]] = field(default_factory=list)

    def by_password(self, host: str, path: str, username: str, password: str) -> Caller | None:
        self.asked.append(("password", host, path, username))
        return ADA if self.passwords.get(username) == password else None

    def by_key(self, key_id: str, blob: bytes) -> Caller | None:
        self.asked.append(("key", key_id))
        return ADA if self.keys.get(key_id) == blob else None

    def refusal(self, caller: Caller, action: str, region: str, repository: str) -> str | None:
        self.asked.append(("refusal", action, region, repository))
        if action in self.allowed:
            return None
        return (
            f"User: {caller.arn} is not authorized to perform: {action} on resource: {repository}"
        )

    def repository(self, caller: Caller, region: str, name: str) -> Path | None:
        return self.repositories.get((region, name))

    def wrong_host_key(self) -> bool:
        return self.impostor
