"""Write our marked block into ~/.ssh/config."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard import files
from onboard.situation import HostBlock
from onboard.ssh import config
from onboard.steps.file_record import intent, put_back, record
from onboard.steps.file_text import not_journaled
from onboard.steps.step import Bench
from onboard.steps.unchanged import check_unchanged
from onboard.work import Done, Shown, Text, counted

STAND_IN = "APKAxNOTxKNOWNxYET"
"""Takes the place of an id that an earlier step will give, until the text is shown."""


@dataclass(frozen=True)
class WriteHostBlock:
    """Tell ssh which user and which key these hosts want, and nothing about any other host."""

    file: Path
    account: str
    hosts: tuple[str, ...]
    user: Text
    identity_file: Path
    seen: str | None = not_journaled(None)
    """The file's text when the plan was made; for the reader."""
    kind: ClassVar[str] = "write-host-block"

    def show(self) -> Shown:
        former = (self.seen or "").encode("utf-8", "surrogateescape")
        block = config.with_block(former or None, self._block(_stand_in(self.user)))
        after = block.decode("utf-8", "surrogateescape")
        return Shown(
            summary="Tell ssh which key these hosts want",
            where="Here",
            target=str(self.file),
            before=self.seen or "",
            after=after.replace(STAND_IN, str(self.user)),
            undone="The file gets its former bytes back.",
            brief=counted(self.seen or "", after),
        )

    def check(self, bench: Bench) -> None:
        files.check_replaceable(self.file)
        now = (files.read(self.file) or b"").decode("utf-8", "surrogateescape")
        check_unchanged(str(self.file), self.seen, now)
        config.with_block(files.read(self.file), self._block(_stand_in(self.user)))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return intent(self.file, self._changed(bench), bench.places.backups)

    def apply(self, bench: Bench) -> Done:
        done = files.replace(self.file, self._changed(bench), bench.places.backups)
        return Done(undo=record(done), note="backup kept" if done.backup else "new file")

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        if put_back(given):
            return ""
        content = files.read(self.file)
        if content is not None:
            files.replace(
                self.file, config.without_block(content, self.account), bench.places.backups
            )
        return f"{self.file} was edited since: only the block of onboard was taken out."

    def _changed(self, bench: Bench) -> bytes:
        return config.with_block(files.read(self.file), self._block(bench.text(self.user)))

    def _block(self, user: str) -> HostBlock:
        return HostBlock(self.account, self.hosts, user, self.identity_file)


def _stand_in(user: Text) -> str:
    return user if isinstance(user, str) else STAND_IN
