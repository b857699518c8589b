"""Rotate an access key that the vault keeps: the new one beside it, then the line that names it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard import files, vault
from onboard.errors import BadInput
from onboard.situation import Store
from onboard.steps.off_disk import kept_key
from onboard.steps.password import PLACES
from onboard.steps.step import Bench
from onboard.steps.unchanged import Changed
from onboard.work import Done, Shown, Text


@dataclass(frozen=True)
class KeepNewKey:
    """Put the new secret half into the vault; the old one stays there too."""

    key: Text
    store: Store
    kind: ClassVar[str] = "keep-new-key"

    def show(self) -> Shown:
        place = PLACES[Store(self.store)]
        return Shown(
            summary="Keep the new access key",
            where="Here",
            target=f"{place}: the secret half of {self.key}",
            before="",
            after=f"{self.key} = ••••••••\n",
            undone="It is removed from there.",
            brief=place.split(",")[0].split(" (")[0],
        )

    def check(self, bench: Bench) -> None:
        vault.check_ready(bench.places, Store(self.store))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {"key": bench.text(self.key)}

    def apply(self, bench: Bench) -> Done:
        if bench.secret_key is None:
            raise BadInput(
                "The new access key's secret half is not at hand any more.",
                "Take the run back: onboard undo",
            )
        entry = kept_key(bench.text(self.key), Store(self.store))
        vault.keep(bench.places, entry, bench.secret_key)
        return Done()

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        vault.forget(bench.places, kept_key(given["key"], Store(self.store)))
        return ""


@dataclass(frozen=True)
class NameNewKey:
    """Let the `credential_process` line of the section name the new key."""

    file: Path
    section: str
    old: str
    new: Text
    kind: ClassVar[str] = "name-new-key"

    def show(self) -> Shown:
        return Shown(
            summary=f"Let the section [{self.section}] name it",
            where="Here",
            target=str(self.file),
            before=f"credential_process = … --key {self.old}\n",
            after=f"credential_process = … --key {self.new}\n",
            undone="It names the old key again.",
            brief="one word",
        )

    def check(self, bench: Bench) -> None:
        files.check_replaceable(self.file)
        self._renamed(self.old, self.old)

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {"new": bench.text(self.new)}

    def apply(self, bench: Bench) -> Done:
        new = bench.text(self.new)
        files.replace(self.file, self._renamed(self.old, new), None)
        return Done(note=new)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        files.clear_leftovers(self.file)
        try:
            files.replace(self.file, self._renamed(given["new"], self.old), None)
        except Changed:
            content = files.read(self.file) or b""
            if self._option(self.old) in content:
                return ""
            return f"{self.file} was edited since and was left; the old key was {self.old}."
        return ""

    def _renamed(self, former: str, later: str) -> bytes:
        content = files.read(self.file) or b""
        if content.count(self._option(former)) != 1:
            raise Changed(
                f"{self.file} does not name the access key {former} as it did; nothing was done.",
                "Run it again to see the new plan.",
            )
        return content.replace(self._option(former), self._option(later))

    def _option(self, key: str) -> bytes:
        return f" credential-process --key {key}".encode()


@dataclass(frozen=True)
class ForgetKey:
    """Forget the secret half of a key that is deleted at IAM."""

    key: str
    store: Store
    kind: ClassVar[str] = "forget-key"

    def show(self) -> Shown:
        return Shown(
            summary="Forget the old access key",
            where="Here",
            target=f"{PLACES[Store(self.store)]}: the secret half of {self.key}",
            before=f"{self.key} = ••••••••\n",
            after="",
            undone="",
            brief="it opens nothing any more",
        )

    def check(self, bench: Bench) -> None:
        vault.check(bench.places, Store(self.store))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        vault.forget(bench.places, kept_key(self.key, Store(self.store)))
        return Done()

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        return ""
