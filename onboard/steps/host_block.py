"""Write our marked block into ~/.ssh/config."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

from onboard import files
from onboard.places import Places
from onboard.situation import HostBlock
from onboard.ssh import config
from onboard.ssh.effect import check_effect
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
    adopted: tuple[str, ...] = ()
    """Hand-written sections that give way to it: their exact lines."""
    seen: str | None = not_journaled(None)
    """The file's text when the plan was made; for the reader."""
    aliases: tuple[tuple[str, str], ...] = ()
    """A further account's names for the hosts: alias and host name."""
    kind: ClassVar[str] = "write-host-block"

    def previewed(self, places: Places) -> Self:
        """The step, if ssh says that it does what it should and no more; raises FileRefused."""
        former = (self.seen or "").encode("utf-8", "surrogateescape")
        self._check_effect(places, former)
        return self

    def show(self) -> Shown:
        former = (self.seen or "").encode("utf-8", "surrogateescape")
        after = self._with(former, _stand_in(self.user)).decode("utf-8", "surrogateescape")
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
        now = files.read(self.file) or b""
        check_unchanged(str(self.file), self.seen, now.decode("utf-8", "surrogateescape"))
        self._check_effect(bench.places, now)

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return intent(self.file, self._changed(bench), bench.places.backups)

    def apply(self, bench: Bench) -> Done:
        done = files.replace(self.file, self._changed(bench), bench.places.backups)
        return Done(undo=record(done), note="backup kept" if done.backup else "new file")

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        if put_back(given):
            return ""
        content = files.read(self.file)
        if content is None:
            return f"{self.file} was deleted since: there is no block of onboard to take out."
        without = config.with_sections(
            config.without_block(content, self.account), _sections(self.adopted)
        )
        files.replace(self.file, without, bench.places.backups)
        back = " Your own lines for CodeCommit stand at its end again." if self.adopted else ""
        return f"{self.file} was edited since: only the block of onboard was taken out.{back}"

    def _check_effect(self, places: Places, former: bytes) -> None:
        block = self._block(_stand_in(self.user))
        check_effect(places, former, self._with(former, block.user), block)

    def _changed(self, bench: Bench) -> bytes:
        return self._with(files.read(self.file), bench.text(self.user))

    def _with(self, former: bytes | None, user: str) -> bytes:
        kept = config.without_sections(former or b"", _sections(self.adopted))
        return config.with_block(kept, self._block(user))

    def _block(self, user: str) -> HostBlock:
        return HostBlock(self.account, self.hosts, user, self.identity_file, self.aliases)


def _sections(texts: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(one.encode("utf-8", "surrogateescape") for one in texts)


def _stand_in(user: Text) -> str:
    return user if isinstance(user, str) else STAND_IN
