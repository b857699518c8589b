"""Forget the password of a Git credential that is deleted at IAM."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from onboard import vault
from onboard.git import credential
from onboard.situation import Store, VaultEntry
from onboard.steps.password import PLACES
from onboard.steps.step import Bench
from onboard.work import Done, Shown


@dataclass(frozen=True)
class DropPassword:
    """It opens nothing any more."""

    store: Store
    account: str
    user_name: str
    url: str
    kind: ClassVar[str] = "drop-password"

    def show(self) -> Shown:
        place = PLACES[Store(self.store)]
        return Shown(
            summary="Forget its password",
            where="Here",
            target=f"{place}: the password for {self.user_name}",
            before=f"{self.user_name} = ••••••••\n",
            after="",
            undone="",
            brief="it opens nothing any more",
        )

    def check(self, bench: Bench) -> None:
        vault.check(bench.places, Store(self.store))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        if self.store == Store.GIT_HELPER:
            credential.reject(bench.places, self.url, self.user_name)
        entry = VaultEntry(self.account, self.user_name, Store(self.store))
        vault.forget(bench.places, entry)
        return Done()

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        return ""
