"""Retire a credential at IAM: it stays, but lets nobody in until it is made Active again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from onboard.aws import held
from onboard.errors import Irreversible
from onboard.situation import CALLED, Credential
from onboard.steps.step import Bench
from onboard.steps.unchanged import check_there
from onboard.work import Done, Shown


@dataclass(frozen=True)
class Deactivate:
    """Make the old one Inactive, once git has proven the new one."""

    type: Credential
    user: str
    id: str
    delete_on: str = ""
    """The day from which a later run deletes it, ISO 8601; empty where this run does."""
    name: str = ""
    """The Git user name or the key's file: what here belongs to it."""
    kind: ClassVar[str] = "deactivate"

    def show(self) -> Shown:
        later = f"deleted from {self.delete_on} on" if self.delete_on else "deleted next"
        operation = held.operations(Credential(self.type))[0]
        return Shown(
            summary=f"Retire the old {CALLED[Credential(self.type)]}",
            where="AWS",
            target=f"iam:{operation} {self.id}",
            before="Status = Active\n",
            after=f"UserName = {self.user}\nStatus = Inactive\n",
            undone="It is made Active again.",
            brief=f"after the proof; {later}",
        )

    def check(self, bench: Bench) -> None:
        check_there(self.id, self._status(bench))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {"status": self._status(bench)}

    def apply(self, bench: Bench) -> Done:
        held.switch(bench.aws, Credential(self.type), self.user, self.id, "Inactive")
        return Done(note=self.id)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        now = self._status(bench)
        if now is None:
            raise Irreversible(
                f"{self.id}, which this run had replaced, is deleted at IAM: taking the run back "
                "would leave you without a credential.",
                "Keep it as it is; onboard remove takes everything out.",
            )
        if now != given["status"] and given["status"]:
            held.switch(bench.aws, Credential(self.type), self.user, self.id, given["status"])
        return ""

    def _status(self, bench: Bench) -> str | None:
        return held.status(bench.aws, Credential(self.type), self.user, self.id)
