"""Store a Git credential's password where the person chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from onboard import vault
from onboard.errors import BadInput, no_keyring
from onboard.git import credential
from onboard.secret import Secret
from onboard.situation import Store, VaultEntry
from onboard.steps.step import Bench
from onboard.work import Done, Shown, Text

PLACES = {
    Store.KEYRING: "the keyring of this machine",
    Store.GIT_HELPER: "git's own credential helper",
    Store.FILE: "a private file (0600), readable by whoever can read your files",
    Store.SANDBOX: "the sandbox's own vault",
}


@dataclass(frozen=True)
class StorePassword:
    """Keep the password so that git can ask for it."""

    store: Store
    account: str
    user_name: Text
    credential_id: Text
    url: str
    """An address of the host, for git's own helper to file it under."""
    formerly: tuple[str, ...] = ()
    """The user names that it takes the place of."""
    kind: ClassVar[str] = "store-password"

    def show(self) -> Shown:
        place = PLACES[Store(self.store)]
        return Shown(
            summary="Store its password",
            where="Here",
            target=f"{place}: the password for {self.user_name}",
            before="",
            after=f"{self.user_name} = ••••••••\n",
            undone="The password is removed from there.",
            brief=place.split(",")[0].split(" (")[0],
        )

    def check(self, bench: Bench) -> None:
        vault.check(bench.places, Store(self.store))
        if self.store == Store.KEYRING:
            fact = vault.probe_keyring()
            if not fact.usable:
                raise no_keyring(fact.reason)

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {"user_name": bench.text(self.user_name)}

    def apply(self, bench: Bench) -> Done:
        password = bench.git_password or bench.materials.git_password
        if password is None:
            raise BadInput(
                "The password to store is not at hand any more.",
                "Give it again with --credentials-file, or take the run back: onboard undo",
            )
        self._keep(bench, password)
        return Done(undo={"user_name": bench.text(self.user_name)})

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        if self.store == Store.GIT_HELPER:
            credential.reject(bench.places, self.url, given["user_name"])
        vault.forget(bench.places, self._entry(given["user_name"], ""))
        return ""

    def _keep(self, bench: Bench, password: Secret) -> None:
        name = bench.text(self.user_name)
        if self.store == Store.GIT_HELPER:
            credential.approve(bench.places, self.url, name, password)
        vault.keep(bench.places, self._entry(name, bench.text(self.credential_id)), password)

    def _entry(self, name: str, credential_id: str) -> VaultEntry:
        store = Store(self.store)
        return VaultEntry(self.account, name, store, credential_id, tuple(self.formerly))
