"""Write the request for an administrator: what it asks for, and no secret."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard import files
from onboard.errors import FileRefused
from onboard.request import Request
from onboard.situation import Method
from onboard.ssh import keys
from onboard.steps.step import Bench
from onboard.work import Done, Shown


@dataclass(frozen=True)
class WriteRequest:
    """A new text file, to be sent."""

    file: Path
    nonce: str
    user: str
    method: Method
    region: str
    repository: str | None
    account: str
    key: Path | None
    """The private key whose public half is asked to be registered; never read into the file."""
    kind: ClassVar[str] = "write-request"

    def show(self) -> Shown:
        what = f"the public half of {self.key}" if self.key else "a Git credential"
        return Shown(
            summary="Write the request",
            where="Here",
            target=f"a new file: {self.file}",
            before="",
            after=f"For the IAM user {self.user}: {what}\nRegion {self.region}, repository "
            f"{self.repository or 'not named'}\nNonce {self.nonce}\n",
            undone="The file is deleted.",
            brief=f"for the IAM user {self.user}",
        )

    def check(self, bench: Bench) -> None:
        if os.path.lexists(self.file):
            raise FileRefused(
                f"There is already a file {self.file}; it is never overwritten.",
                "Send that one, or name another with -o FILE.",
            )
        files.check_replaceable(self.file)

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        from onboard.request.text import to_text

        text = bench.places.as_typed(to_text(self._request(), self.file.name))
        made = files.create_private(self.file, text.encode())
        return Done(undo={"folders": [str(one) for one in made]}, note=self.file.name)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        files.clear_leftovers(self.file)
        content = files.read(self.file)
        if content is None:
            return ""
        if self.nonce.encode() not in content:
            return f"{self.file} holds something else now and was left."
        self.file.unlink(missing_ok=True)
        files.remove_folders(tuple(Path(one) for one in given.get("folders", ())))
        return ""

    def _request(self) -> Request:
        line = ""
        if self.key:
            key = keys.read_key(self.key)
            line = f"{key.type} {key.body} {key.comment}".rstrip()
        where = (self.region, self.repository, self.account)
        return Request(self.nonce, self.user, Method(self.method), *where, line)
