"""Hand a user what was made for it, once: into a new private file, the clipboard, or shown."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard import clipboard, files
from onboard.desk import Way
from onboard.desk.answer import Answer, to_csv
from onboard.errors import BadInput, FileRefused
from onboard.secret import Secret
from onboard.steps.step import Bench
from onboard.work import Done, Shown, Text

PLACES = {
    Way.CLIPBOARD: "the clipboard",
    Way.SHOW: "this terminal, once",
    Way.STDOUT: "standard output, once",
}


@dataclass(frozen=True)
class HandOver:
    """The password leaves for the user and rests nowhere else; a key id goes into a file."""

    way: Way
    file: Path | None
    user: str
    account: str
    name: Text
    """The Git user name or the key id."""
    credential: Text
    secret: bool = True
    """Whether there is a password; a key id is none."""
    request: str = ""
    kind: ClassVar[str] = "hand-over"

    def show(self) -> Shown:
        way = Way(self.way)
        what = f"the password of {self.name}" if self.secret else str(self.name)
        hidden = "Password = ••••••••\n" if self.secret else ""
        return Shown(
            summary="Hand it over",
            where="Here",
            target=f"a new private file (0600): {self.file}" if self.file else PLACES[way],
            before="",
            after=f"User = {self.user}\nName = {self.name}\n{hidden}",
            undone="The file is deleted, where it is still there." if self.file else "",
            brief=f"{what}, for {self.user}",
        )

    def check(self, bench: Bench) -> None:
        if self.way == Way.CLIPBOARD:
            clipboard.command(bench.places)
        if self.way in (Way.SHOW, Way.STDOUT) and bench.materials.show is None:
            raise BadInput(
                "There is nobody here to show the password to.",
                "Run it at a terminal, or hand it over another way: --hand-over FILE",
            )
        if self.file and os.path.lexists(self.file):
            raise FileRefused(
                f"There is already a file {self.file}; it is never overwritten.",
                "Name another one with --hand-over, or move that file away.",
            )
        if self.file:
            files.check_replaceable(self.file)

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {"credential": bench.text(self.credential)}

    def apply(self, bench: Bench) -> Done:
        if self.secret and bench.git_password is None:
            raise BadInput(
                "The password to hand over is not at hand any more.",
                "Resume the run, which makes a new one; or take it back: onboard undo",
            )
        password = bench.git_password if self.secret else None
        if self.file:
            made = files.create_private(self.file, to_csv(self._answer(bench, password)))
            return Done(undo={"folders": [str(one) for one in made]}, note=str(self.file))
        return Done(note=self._shown(bench, password or Secret("")))

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        if self.file is None:
            return ""
        files.clear_leftovers(self.file)
        content = files.read(self.file) or b""
        if str(given["credential"]).encode() in content:
            self.file.unlink(missing_ok=True)
            files.remove_folders(tuple(Path(one) for one in given.get("folders", ())))
        elif content and "folders" in given:
            return f"{self.file} holds something else now and was left."
        return ""

    def _answer(self, bench: Bench, password: Secret | None) -> Answer:
        name, credential = bench.text(self.name), bench.text(self.credential)
        return Answer(name, credential, self.user, self.account, self.request, password)

    def _shown(self, bench: Bench, password: Secret) -> str:
        if self.way == Way.CLIPBOARD:
            return f"in the clipboard, by {clipboard.put(bench.places, password)}"
        if bench.materials.show is None:
            raise BadInput("There is nobody here to show the password to.", "Run it at a terminal.")
        bench.materials.show(bench.text(self.name), password)
        return "shown once"
