"""Names and ids of the person's own, each replaced by the same word wherever it stands."""

from dataclasses import dataclass, field

from onboard.address.hosts import is_ours


@dataclass
class Mask:
    """Remembers which word stands for what; `names` leaves names readable, and never ids."""

    names: bool = False
    _given: dict[tuple[str, str], str] = field(default_factory=dict)

    def id(self, kind: str, value: str) -> str:
        """An account's or a key's id as `account 1`; nothing stays nothing."""
        if not value:
            return ""
        of_kind = [one for one, _ in self._given if one == kind]
        return self._given.setdefault((kind, value), f"{kind} {len(of_kind) + 1}")

    def name(self, kind: str, value: str) -> str:
        """A user's, profile's, file's or repository's name, unless names were asked for."""
        return value if self.names else self.id(kind, value)

    def host(self, value: str) -> str:
        """CodeCommit's own hosts stay; an alias or a private endpoint is a name of the person's."""
        public = is_ours(value.replace("*", "us-east-1")) and not value.startswith("vpce-")
        return value if public else self.name("host", value)
