"""Write the credential sections of the CodeCommit hosts into the global git config."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, ClassVar

from onboard import files
from onboard.git import rewriting
from onboard.places import Places
from onboard.regions import with_user
from onboard.steps.file_record import intent, put_back, record
from onboard.steps.file_text import not_journaled, shown
from onboard.steps.step import Bench
from onboard.steps.unchanged import check_unchanged
from onboard.work import Done, Shown, Text, counted

STAND_IN = "USERxNOTxKNOWNxYET"
"""Takes the place of a user name that an earlier step will give, until the text is shown."""
Section = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]
"""A URL and its settings: name → values in order; no values means that the name is taken out."""


@dataclass(frozen=True)
class WriteGitConfig:
    """Say which helper git asks for these hosts, and nothing about any other host."""

    file: Path
    wanted: tuple[Section, ...]
    had: tuple[Section, ...]
    dropped: tuple[tuple[str, str], ...] = ()
    """Older settings that are taken out: full keys and values."""
    last: bool = False
    """Whether the sections are moved to the end where something after them speaks for the hosts."""
    user: Text = ""
    """The user name in the URLs of a further account; empty for the plain ones."""
    before: str | None = not_journaled(None)
    """The file's text when the plan was made; None where it was not looked at."""
    after: str | None = not_journaled(None)
    """What git makes of it."""
    kind: ClassVar[str] = "write-git-config"

    def show(self) -> Shown:
        known = self.before is not None and self.after is not None
        user = _stand_in(self.user)
        before = self.before or "" if known else _as_text(_sections(self.had, user))
        after = self.after or "" if known else _as_text(_sections(self.wanted, user))
        after = after.replace(STAND_IN, str(self.user))
        return Shown(
            summary="Tell git whom to ask for these hosts",
            where="Here",
            target=str(self.file),
            before=before,
            after=after,
            undone="The file gets its former bytes back.",
            brief=counted(before, after),
        )

    def previewed(self, places: Places) -> "WriteGitConfig":
        """The step with the file's text before and after, as git itself writes it on a copy."""
        before = files.read(self.file)
        after = self._rewritten(places, before, _stand_in(self.user))
        return replace(self, before=shown(before or b""), after=shown(after))

    def check(self, bench: Bench) -> None:
        files.check_replaceable(self.file)
        check_unchanged(str(self.file), self.before, shown(files.read(self.file) or b""))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        after = self._rewritten(bench.places, files.read(self.file), bench.text(self.user))
        return intent(self.file, after, bench.places.backups)

    def apply(self, bench: Bench) -> Done:
        change = rewriting.write(
            bench.places,
            _sections(self.wanted, bench.text(self.user)),
            bench.places.backups,
            drop=self.dropped,
            last=self.last,
        )
        return Done(undo=record(change), note="backup kept" if change.backup else "new file")

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        rewriting.clear_dead_lock(self.file)
        if put_back(given):
            return ""
        back, had = self.dropped, _sections(self.had, bench.text(self.user))
        rewriting.write(bench.places, had, bench.places.backups, add=back)
        more = ", and the older settings stand there again" if back else ""
        return f"{self.file} was edited since: only what onboard had written was taken out{more}."

    def _rewritten(self, places: Places, content: bytes | None, user: str) -> bytes:
        wanted = _sections(self.wanted, user)
        return rewriting.rewritten(places, content, wanted, drop=self.dropped, last=self.last)


def _stand_in(user: Text) -> str:
    return user if isinstance(user, str) else STAND_IN


def _sections(
    sections: tuple[Section, ...], user: str
) -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    return [(with_user(url, user), dict(settings)) for url, settings in sections]


def _as_text(sections: list[tuple[str, dict[str, tuple[str, ...]]]]) -> str:
    lines: list[str] = []
    for url, settings in sections:
        named = settings.items()
        rows = [f"\t{name} = {one}".rstrip() for name, values in named for one in values]
        lines += [f'[credential "{url}"]', *rows] if rows else []
    return "".join(f"{line}\n" for line in lines)
