"""Give a file the permissions that ssh asks for."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard.errors import FileRefused
from onboard.steps.step import Bench
from onboard.work import Done, Shown


@dataclass(frozen=True)
class SetMode:
    """Let only those read or write it who should."""

    file: Path
    mode: int
    former: int
    kind: ClassVar[str] = "set-mode"

    def show(self) -> Shown:
        return Shown(
            summary="Protect the file",
            where="Here",
            target=str(self.file),
            before=f"mode {self.former:04o}\n",
            after=f"mode {self.mode:04o}\n",
            undone=f"It gets the mode {self.former:04o} back.",
            brief=f"mode {self.former:04o} → {self.mode:04o}",
        )

    def check(self, bench: Bench) -> None:
        if not self.file.exists():
            raise FileRefused(f"{self.file} is not there any more; nothing was done.")

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        _change(self.file, self.mode)
        return Done()

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        if not self.file.exists():
            return f"{self.file} is gone; its mode could not be put back."
        if stat.S_IMODE(self.file.stat().st_mode) == self.mode:
            _change(self.file, self.former)
        return ""


def _change(file: Path, mode: int) -> None:
    try:
        file.chmod(mode)
    except OSError as error:
        raise FileRefused(
            f"The permissions of {file} cannot be changed: {error.strerror}.",
            f"Whoever owns it can: chmod {mode:o} {file}",
        ) from error
