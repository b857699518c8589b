"""Make an SSH key pair and write both halves."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard import files
from onboard.errors import FileRefused
from onboard.ssh import keys
from onboard.steps.step import Bench
from onboard.work import Done, Shown


@dataclass(frozen=True)
class CreateKeyPair:
    """An RSA pair in OpenSSH format, private half 0600, never over a file that exists."""

    path: Path
    bits: int
    encrypted: bool
    comment: str
    kind: ClassVar[str] = "create-key-pair"

    def show(self) -> Shown:
        lock = "with a passphrase" if self.encrypted else "without a passphrase"
        return Shown(
            summary="Make an SSH key pair",
            where="Here",
            target=f"{self.path} and {self.path.name}.pub",
            before="",
            after=f"RSA, {self.bits} bits, {lock}, OpenSSH format, mode 0600\n",
            undone="Both files are deleted.",
            brief=f"RSA {self.bits}",
        )

    def check(self, bench: Bench) -> None:
        for path in (self.path, self.public):
            if path.exists() or path.is_symlink():
                raise FileRefused(
                    f"{path} is there already; a key is never written over a file.",
                    "Name the key you want with --key, or another file.",
                )

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        ready = bench.materials.new_key
        raw = ready() if ready else keys.generate(self.bits)
        passphrase = bench.materials.passphrase if self.encrypted else None
        private, public = keys.serialise(raw, passphrase, self.comment)
        made = files.create_private(self.path, private)
        files.create_private(self.public, public.encode())
        return Done(
            undo={"folders": [str(one) for one in made], "body": keys.body_of(public)},
            note=f"RSA {self.bits}",
        )

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        if "body" in given and not self._is_ours(str(given["body"])):
            return f"{self.path} holds another key now and was left."
        for path in (self.public, self.path):
            files.clear_leftovers(path)
            path.unlink(missing_ok=True)
        files.remove_folders(tuple(Path(one) for one in given.get("folders", ())))
        return ""

    @property
    def public(self) -> Path:
        """The file of the public half."""
        return self.path.with_name(self.path.name + ".pub")

    def _is_ours(self, body: str) -> bool:
        text = files.read(self.public)
        return text is None or keys.body_of(text.decode("utf-8", "replace")) == body
