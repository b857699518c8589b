"""Move an access key from `~/.aws/credentials` into the vault, behind `credential_process`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard import files, vault
from onboard.aws.credentials_file import Pair, static_pair
from onboard.aws.off_disk import Cut, command_of, put_back, taken_off
from onboard.errors import VaultUnavailable
from onboard.secret import Secret
from onboard.situation import ACCESS_KEYS, Store, VaultEntry
from onboard.steps.password import PLACES
from onboard.steps.step import Bench
from onboard.steps.unchanged import Changed
from onboard.work import Done, Shown


@dataclass(frozen=True)
class KeepAccessKey:
    """Put its secret half into the vault; the file still has it until the next step."""

    file: Path
    section: str
    key: str
    store: Store
    kind: ClassVar[str] = "keep-access-key"

    def show(self) -> Shown:
        place = PLACES[Store(self.store)]
        return Shown(
            summary="Keep the access key",
            where="Here",
            target=f"{place}: the secret half of {self.key}",
            before="",
            after=f"{self.key} = ••••••••\n",
            undone="It is removed from there.",
            brief=place.split(",")[0].split(" (")[0],
        )

    def check(self, bench: Bench) -> None:
        vault.check_ready(bench.places, Store(self.store))
        _pair(self.file, self.section, self.key)

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        pair = _pair(self.file, self.section, self.key)
        vault.keep(bench.places, kept_key(self.key, Store(self.store)), Secret(pair.secret))
        return Done(note=self.key)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        there = static_pair(files.read(self.file) or b"", self.section)
        kept = kept_key(self.key, Store(self.store))
        if vault.fetch(bench.places, kept) is None:  # rotated since
            return ""
        if there is None or there.id != self.key:  # the vault has the one copy of the secret
            return f"{self.file} has the access key {self.key} no more, so the vault keeps it."
        vault.forget(bench.places, kept)
        return ""


@dataclass(frozen=True)
class TakeKeyOffDisk:
    """The key's lines give way to the command that hands it out."""

    file: Path
    section: str
    key: str
    store: Store
    command: str
    kind: ClassVar[str] = "take-key-off-disk"

    def show(self) -> Shown:
        return Shown(
            summary="Take the access key out of the file",
            where="Here",
            target=str(self.file),
            before=f"[{self.section}]\naws_access_key_id = {self.key}\n"
            "aws_secret_access_key = ••••••••\n",
            after=f"[{self.section}]\ncredential_process = {self.command}\n",
            undone="Its lines stand there again, to the byte.",
            brief="one line instead of two",
        )

    def check(self, bench: Bench) -> None:
        files.check_replaceable(self.file)

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        _pair(self.file, self.section, self.key)
        _, cut = taken_off(files.read(self.file) or b"", self.section, self.command)
        return asdict(cut)

    def apply(self, bench: Bench) -> Done:
        _pair(self.file, self.section, self.key)
        content, cut = taken_off(files.read(self.file) or b"", self.section, self.command)
        files.replace(self.file, content, None)
        return Done(undo=asdict(cut))

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        files.clear_leftovers(self.file)
        content = files.read(self.file) or b""
        there = static_pair(content, self.section)
        if there is not None and there.id == self.key:
            return ""
        key = self._named(content)
        entry = kept_key(key, Store(self.store))
        secret = vault.fetch(bench.places, entry)
        if secret is None:
            raise VaultUnavailable(
                f"The secret half of {key} is not in the vault any more.",
                "Make a new access key in the IAM console.",
            )
        texts = (given[name].replace(self.key, key) for name in ("before", "after", "put"))
        former = put_back(content, Cut(given["at"], *texts), Pair(key, secret.reveal()))
        if former is None:
            return f"{self.file} was edited since and was left; the vault keeps {key}."
        files.replace(self.file, former, None)
        if key != self.key:
            vault.forget(bench.places, entry)
        return ""

    def _named(self, content: bytes) -> str:
        """The key that the section asks for now: a rotation may have put another in its place."""
        found = command_of(content, self.section)
        _, ours, key = found.rpartition(" --key ")
        return key if ours and key.isalnum() else self.key


def kept_key(key: str, store: Store) -> VaultEntry:
    """How the vault lists an access key."""
    return VaultEntry(ACCESS_KEYS, key, store, key)


def _pair(file: Path, section: str, key: str) -> Pair:
    pair = static_pair(files.read(file) or b"", section)
    if pair is None or pair.id != key:
        raise Changed(
            f"The section [{section}] of {file} changed after this plan was made.",
            "Run it again to see the new plan.",
        )
    return pair
