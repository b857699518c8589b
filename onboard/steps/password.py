"""Store a Git credential's password where the person chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from onboard import vault
from onboard.errors import BadInput, FileRefused, VaultUnavailable
from onboard.git import credential
from onboard.secret import Secret
from onboard.situation import Store, VaultEntry
from onboard.steps.file_text import not_journaled
from onboard.steps.step import Bench
from onboard.steps.unchanged import check_unchanged
from onboard.work import Done, Ref, Shown, Text

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
    known: tuple[str, ...] | None = not_journaled(None)
    """The user names of the account whose passwords were kept here when the plan was made."""
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
        vault.check_ready(bench.places, Store(self.store))
        if self.known is not None:
            kept = sorted(
                one.username for one in vault.kept(bench.places) if one.account == self.account
            )
            check_unchanged("What is kept here for that account", sorted(self.known), kept)

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        name = bench.text(self.user_name)
        return {"user_name": name, "filed": self._is_filed(bench, name)}

    def apply(self, bench: Bench) -> Done:
        password = bench.git_password or bench.materials.git_password
        if password is None:
            raise BadInput(
                "The password to store is not at hand any more.",
                "Give it again with --credentials-file, or take the run back: onboard undo",
            )
        return Done(
            undo={
                "user_name": bench.text(self.user_name),
                "store": str(self._kept_somewhere(bench, password)),
            }
        )

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        name = given["user_name"]
        if self.store == Store.GIT_HELPER:
            credential.reject(bench.places, self.url, name)
        if "store" in given:
            vault.forget(bench.places, self._entry(Store(given["store"]), name, ""))
            return ""
        if not given.get("filed", True):  # it may have died while a file took its place
            vault.forget(bench.places, self._entry(Store.FILE, name, ""))
        return self._forgotten_if_kept(bench, name)

    def _kept_somewhere(self, bench: Bench, password: Secret) -> Store:
        """Keep it as planned, or in a file where the keyring refuses and the person says so."""
        try:
            self._keep(bench, Store(self.store), password)
            return Store(self.store)
        except VaultUnavailable as refused:
            ask = bench.materials.may_be_filed
            if self.store != Store.KEYRING or ask is None or not ask(refused.message):
                raise self._refused(refused) from refused
        self._keep(bench, Store.FILE, password)
        return Store.FILE

    def _keep(self, bench: Bench, store: Store, password: Secret) -> None:
        name = bench.text(self.user_name)
        if store is Store.GIT_HELPER:
            credential.approve(bench.places, self.url, name, password)
            if credential.fill(bench.places, self.url, username=name) != (name, password):
                raise VaultUnavailable("git's own helper did not give back what it was given.")
        vault.keep(bench.places, self._entry(store, name, bench.text(self.credential_id)), password)

    def _refused(self, why: VaultUnavailable) -> VaultUnavailable:
        gone = " Nobody else has it, so its Git credential must go." if self._is_new else ""
        return VaultUnavailable(
            f"The password could not be stored: {why.message}{gone}",
            "Unlock or start your keyring and try again, or choose another place: "
            "--store file (a private file, readable by whoever can read your files).",
        )

    def _forgotten_if_kept(self, bench: Bench, name: str) -> str:
        """Storing did not end, so a keyring that cannot be asked must not hold up the rest."""
        try:
            vault.forget(bench.places, self._entry(Store(self.store), name, ""))
        except VaultUnavailable:
            gone = " Its Git credential is deleted, so it opens nothing." if self._is_new else ""
            return f"Whether the keyring has the password of {name} cannot be told.{gone}"
        return ""

    def _is_filed(self, bench: Bench, name: str) -> bool:
        try:
            return vault.fetch(bench.places, self._entry(Store.FILE, name, "")) is not None
        except FileRefused:  # damaged: what is in it is not ours to delete
            return True

    @property
    def _is_new(self) -> bool:
        """Whether this run asked IAM for it."""
        return isinstance(self.credential_id, Ref)

    def _entry(self, store: Store, name: str, credential_id: str) -> VaultEntry:
        return VaultEntry(self.account, name, store, credential_id, tuple(self.formerly))
