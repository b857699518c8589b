"""One API request on its way to an operation: who asks, for what, and what may be touched."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onboard.sandbox.aws.errors import AwsError, no_such, validation
from onboard.sandbox.aws.identity import Principal
from onboard.sandbox.aws.permissions import require
from onboard.sandbox.aws.state import Account, State, User

CreateBare = Callable[[Path], None]
Result = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """What an operation gets."""

    state: State
    caller: Principal
    given: dict[str, Any]
    region: str
    now: float
    repositories: Path
    create_bare: CreateBare

    @property
    def account(self) -> Account:
        """The caller's account."""
        return self.state.accounts[self.caller.account]

    def allow(self, action: str, resource: str, shown: str = "") -> None:
        """Raise AccessDenied unless the caller may."""
        require(self.state, self.caller, action, resource, self.region, shown)

    def name(self) -> str | None:
        """The user meant: `UserName`, else the caller's own; None when root speaks of itself."""
        if "UserName" in self.given:
            return str(self.given["UserName"])
        if self.caller.kind == "user":
            return self.caller.name
        if self.caller.kind == "root":
            return None
        raise validation("Must specify userName when calling with non-User credentials")

    def user(self, action: str) -> User:
        """The user meant, after the permission check for `iam:<action>` on it."""
        name = self.name()
        if name is None:
            raise AwsError("ValidationError", "Must specify userName when calling as root")
        return self.named_user(action, name)

    def named_user(self, action: str, name: str) -> User:
        """The user of that name, after the permission check; NoSuchEntity when there is none."""
        user = self.account.users.get(name)
        path = user.path if user else "/"
        real = user.name if user else name
        resource = f"arn:aws:iam::{self.account.id}:user{path}{real}"
        self.allow(f"iam:{action}", resource, f"user {real}")
        if user is None:
            raise no_such(f"user with name {name}")
        return user


def page(given: dict[str, Any], items: list[Result]) -> tuple[list[Result], Result]:
    """The page that `Marker` and `MaxItems` ask for, and how the answer says there is more."""
    marker = str(given.get("Marker", "0"))
    if not marker.isdecimal():
        raise validation("Invalid Marker")
    start, most = int(marker), int(given.get("MaxItems", 100))
    more = start + most < len(items)
    ending: Result = {"IsTruncated": more}
    if more:
        ending["Marker"] = str(start + most)
    return items[start : start + most], ending
