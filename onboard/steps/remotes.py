"""Give the remotes of one repository the addresses that work on this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard import files
from onboard.address.parts import passwordless
from onboard.files.backup import keep_copy
from onboard.git.remotes import Remote, check_read_back, rewritten
from onboard.git.rewriting import clear_dead_lock, git_lock
from onboard.steps.file_record import put_back, record
from onboard.steps.file_text import not_journaled, shown
from onboard.steps.step import Bench
from onboard.steps.unchanged import check_unchanged
from onboard.work import Done, Shown, counted

WITHOUT = " The passwords in the former addresses are not kept, so those come back without."
FEW = 3
Change = tuple[str, str, str]
"""The key, the former address without its password, and the new one."""


@dataclass(frozen=True)
class RewriteRemotes:
    """Change these addresses in the repository's own configuration, and no other byte of it."""

    file: Path
    changes: tuple[Change, ...]
    passwords: bool = False
    """Whether passwords stood in the former addresses: nothing of ours keeps them."""
    before: str | None = not_journaled(None)
    """The file's text when the plan was made, without passwords; None if not looked at."""
    after: str | None = not_journaled(None)
    kind: ClassVar[str] = "rewrite-remotes"

    def show(self) -> Shown:
        known = self.before is not None and self.after is not None
        before = self.before or "" if known else _rows((key, old) for key, old, _ in self.changes)
        after = self.after or "" if known else _rows((key, new) for key, _, new in self.changes)
        return Shown(
            summary="Give its remotes the right addresses",
            where="Here",
            target=str(self.file),
            before=before,
            after=after,
            undone=f"The file gets its former bytes back.{WITHOUT if self.passwords else ''}",
            brief=self._brief() or counted(before, after),
        )

    def _brief(self) -> str:
        """Each change, where there are few."""
        rows = (f"{key.removeprefix('remote.')}: {old} → {new}" for key, old, new in self.changes)
        return "; ".join(rows) if len(self.changes) <= FEW else ""

    def previewed(self) -> "RewriteRemotes":
        """The step with the file's text before and after."""
        former = files.read(self.file) or b""
        texts = {"before": shown(self._kept(former)), "after": shown(self._new(former))}
        return RewriteRemotes(self.file, self.changes, self.passwords, **texts)

    def check(self, bench: Bench) -> None:
        files.check_replaceable(self.file)
        now = files.read(self.file) or b""
        check_unchanged(str(self.file), self.before, shown(self._kept(now)))
        check_read_back(bench.places, self._new(now))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        former = files.read(self.file) or b""
        kept, after = self._kept(former), self._new(former)
        backup = keep_copy(kept, after, self.file.name, bench.places.backups)
        change = files.Replaced(
            path=self.file,
            backup=backup,
            before=files.digest(kept),
            after=files.digest(after),
            existed=True,
            former_mode=self.file.stat().st_mode & 0o7777,
        )
        return {**record(change), "untouched": files.digest(former)}

    def apply(self, bench: Bench) -> Done:
        with git_lock(self.file):
            after = self._new(files.read(self.file) or b"")
            files.replace(self.file, after, None)  # the copy that `intend` made has no password
        return Done(note="backup kept")

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        clear_dead_lock(self.file)
        now = files.read(self.file)
        if now is None:
            return f"{self.file} is gone; there was nothing to put back."
        if files.digest(now) == given["untouched"] or put_back(given):
            return ""
        former = {(key, new): old for key, old, new in self.changes}
        with git_lock(self.file):
            back = rewritten(now, lambda one: former.get((one.key, one.value), one.value))
            files.replace(self.file, back, None)
        return f"{self.file} was edited since: only the addresses that onboard wrote were put back."

    def _new(self, content: bytes) -> bytes:
        wanted = {(key, old): new for key, old, new in self.changes}
        return rewritten(
            content, lambda one: wanted.get((one.key, passwordless(one.value)), one.value)
        )

    def _kept(self, content: bytes) -> bytes:
        """The former bytes as far as they may be kept: those addresses without passwords."""
        ours = {(key, old) for key, old, _ in self.changes}

        def less(one: Remote) -> str:
            plain = passwordless(one.value)
            return plain if (one.key, plain) in ours else one.value

        return rewritten(content, less)


def _rows(pairs: Any) -> str:
    return "".join(f"{key} = {value}\n" for key, value in pairs)
