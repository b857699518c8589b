"""Take lines out of a person's file, or put others in their place; every other byte stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard import files
from onboard.steps.file_record import intent, put_back, record
from onboard.steps.file_text import not_journaled, shown
from onboard.steps.step import Bench
from onboard.steps.unchanged import Changed, check_unchanged
from onboard.work import Done, Shown, counted


@dataclass(frozen=True)
class EditLines:
    """These lines go, and others may stand where the first of them stood."""

    file: Path
    cut: tuple[tuple[int, str], ...]
    """Line numbers from 1, and what stands there without its line ending."""
    put: tuple[str, ...] = ()
    summary: str = "Correct these lines"
    before: str | None = not_journaled(None)
    after: str | None = not_journaled(None)
    kind: ClassVar[str] = "edit-lines"

    def previewed(self) -> "EditLines":
        """The step with the file's text before and after."""
        former = files.read(self.file) or b""
        texts = {"before": shown(former), "after": shown(self._edited(former))}
        return EditLines(self.file, self.cut, self.put, self.summary, **texts)

    def show(self) -> Shown:
        before = self.before if self.before is not None else _rows(text for _, text in self.cut)
        after = self.after if self.after is not None else _rows(self.put)
        undone = "The file gets its former bytes back."
        brief = counted(before, after)
        return Shown(self.summary, "Here", str(self.file), before, after, undone, brief)

    def check(self, bench: Bench) -> None:
        files.check_replaceable(self.file)
        now = files.read(self.file) or b""
        check_unchanged(str(self.file), self.before, shown(now))
        self._edited(now)

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        edited = self._edited(files.read(self.file) or b"")
        return intent(self.file, edited, bench.places.backups)

    def apply(self, bench: Bench) -> Done:
        edited = self._edited(files.read(self.file) or b"")
        done = files.replace(self.file, edited, bench.places.backups)
        return Done(undo=record(done), note="backup kept")

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        if put_back(given):
            return ""
        return f"{self.file} was edited since, so the lines that were taken out were left out."

    def _edited(self, content: bytes) -> bytes:
        lines, first = content.splitlines(keepends=True), self.cut[0][0]
        for number, text in self.cut:
            if _text(lines[number - 1 : number]) != text.encode("utf-8", "surrogateescape"):
                raise Changed(
                    f"{self.file} changed since it was looked at; nothing was done.",
                    "Run it again to see the new plan.",
                )
        old = lines[first - 1]
        ending = old[len(_text([old]) or b"") :]
        lines[first - 1] = b"".join(
            one.encode("utf-8", "surrogateescape") + ending for one in self.put
        )
        for number, _ in self.cut[1:]:
            lines[number - 1] = b""
        return b"".join(lines)


def _text(line: list[bytes]) -> bytes | None:
    """What stands in the line; None where there is no such line."""
    return line[0].rstrip(b"\r\n") if line else None


def _rows(lines: Any) -> str:
    return "".join(f"{one}\n" for one in lines)
