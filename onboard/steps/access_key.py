"""Create an access key, and put it in place of the old one in `~/.aws/credentials`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard import files
from onboard.aws import iam
from onboard.aws.credentials_file import (
    Pair,
    exchanged,
    former_pair,
    given_back,
    static_pair,
    without_former,
)
from onboard.errors import BadInput
from onboard.steps.file_text import not_journaled
from onboard.steps.step import Bench
from onboard.steps.unchanged import Changed, check_known, created
from onboard.work import Done, Shown, Text

ACCESS_KEY_ID = "access key id"


@dataclass(frozen=True)
class CreateAccessKey:
    """Ask IAM for a second access key."""

    user: str
    known: tuple[str, ...] | None = not_journaled(None)
    """The ids that IAM had when the plan was made; None where they may not be seen."""
    kind: ClassVar[str] = "create-access-key"

    def show(self) -> Shown:
        return Shown(
            summary="Create an access key",
            where="AWS",
            target=f"iam:CreateAccessKey for user {self.user}",
            before="",
            after=f"UserName = {self.user}\n",
            undone="The access key is deleted.",
            brief=f"for user {self.user}",
        )

    def check(self, bench: Bench) -> None:
        if self.known is not None:
            check_known(self.known, self._there(bench))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {"before": self._there(bench)}

    def apply(self, bench: Bench) -> Done:
        made, bench.secret_key = iam.create_access_key(bench.aws, self.user)
        return Done(values={ACCESS_KEY_ID: made.id}, undo={"id": made.id}, note=made.id)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        for one in created(self._there(bench), given):
            iam.delete_access_key(bench.aws, self.user, one)
        return ""

    def _there(self, bench: Bench) -> list[str]:
        return [one.id for one in iam.list_access_keys(bench.aws, self.user)]


@dataclass(frozen=True)
class ExchangeAccessKey:
    """The new key takes the old one's place; the old one stays beside it until it is deleted."""

    file: Path
    section: str
    old: str
    """The id of the key that is there now."""
    new: Text
    kind: ClassVar[str] = "exchange-access-key"

    def show(self) -> Shown:
        return Shown(
            summary=f"Put it into the section [{self.section}]",
            where="Here",
            target=str(self.file),
            before=f"aws_access_key_id = {self.old}\naws_secret_access_key = ••••••••\n",
            after=f"# the former key {self.old} ••••••••, until it is deleted\n"
            f"aws_access_key_id = {self.new}\naws_secret_access_key = ••••••••\n",
            undone="The old key is put back in its place.",
            brief="the old one stays in a comment",
        )

    def check(self, bench: Bench) -> None:
        files.check_replaceable(self.file)
        self._old(files.read(self.file) or b"")

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        if bench.secret_key is None:
            raise BadInput(
                "The new access key's secret half is not at hand any more.",
                "Take the run back: onboard undo",
            )
        content = files.read(self.file) or b""
        new = Pair(bench.text(self.new), bench.secret_key.reveal())
        files.replace(self.file, exchanged(content, self.section, self._old(content), new), None)
        return Done(note=new.id)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        files.clear_leftovers(self.file)
        content = files.read(self.file) or b""
        former = former_pair(content, self.section)
        if former is None or former.id != self.old:
            now = static_pair(content, self.section)
            if now is not None and now.id == self.old:
                return ""
            return f"{self.file} was edited since and was left; the old key was {self.old}."
        files.replace(self.file, given_back(content, self.section), None)
        return ""

    def _old(self, content: bytes) -> Pair:
        pair = static_pair(content, self.section)
        if pair is None or pair.id != self.old:
            raise Changed(
                f"The section [{self.section}] of {self.file} changed after this plan was made; "
                "nothing was done.",
                "Run it again to see the new plan.",
            )
        return pair


@dataclass(frozen=True)
class DropFormerKey:
    """Take the deleted key's comment out of the file."""

    file: Path
    section: str
    old: str
    kind: ClassVar[str] = "drop-former-key"

    def show(self) -> Shown:
        return Shown(
            summary="Take the old key out of the file",
            where="Here",
            target=str(self.file),
            before=f"# the former key {self.old} ••••••••\n",
            after="",
            undone="",
            brief="it opens nothing any more",
        )

    def check(self, bench: Bench) -> None:
        files.check_replaceable(self.file)

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        content = files.read(self.file) or b""
        former = former_pair(content, self.section)
        if former is not None and former.id == self.old:
            files.replace(self.file, without_former(content, self.section), None)
        return Done()

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        return ""
