"""Delete the files of a key pair of ours whose public half is deleted at IAM."""

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
class DropKeyPair:
    """Only where this tool made the pair and nothing else here uses it."""

    path: Path
    body: str
    """Base64 of the public half: another key under the same name is left."""
    kind: ClassVar[str] = "drop-key-pair"

    def show(self) -> Shown:
        return Shown(
            summary="Delete the old key's files",
            where="Here",
            target=f"{self.path} and {self.path.name}.pub",
            before="",
            after="",
            undone="",
            brief="cannot be undone",
        )

    def check(self, bench: Bench) -> None:
        """A file that is gone already is fine."""

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        public = self.path.with_name(f"{self.path.name}.pub")
        there = files.read(public)
        if there is not None and keys.body_of(there.decode("utf-8", "replace")) != self.body:
            return Done(note="another key by now; left")
        for path in (self.path, public):
            try:
                path.unlink(missing_ok=True)
            except OSError as error:
                raise FileRefused(
                    f"{path} cannot be deleted: {error.strerror}.", "Delete it by hand."
                ) from error
        return Done()

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        return ""
