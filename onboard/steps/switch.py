"""Make a credential Active or Inactive at IAM."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from onboard.aws import held
from onboard.situation import CALLED, Credential
from onboard.steps.step import Bench
from onboard.steps.unchanged import check_there
from onboard.work import Done, Shown


@dataclass(frozen=True)
class Switch:
    """It lets git in, or lets nobody in, wherever it is used."""

    type: Credential
    user: str
    id: str
    was: str
    """Its status when the plan was made."""
    to: str
    kind: ClassVar[str] = "switch"

    def show(self) -> Shown:
        type_ = Credential(self.type)
        return Shown(
            summary=f"Make the {CALLED[type_]} {self.to}",
            where="AWS",
            target=f"iam:{held.operations(type_)[0]} {self.id}",
            before=f"Status = {self.was}\n",
            after=f"UserName = {self.user}\nStatus = {self.to}\n",
            undone=f"It is made {self.was} again.",
            brief=f"for user {self.user}",
        )

    def check(self, bench: Bench) -> None:
        check_there(self.id, self._status(bench))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {"status": self._status(bench)}

    def apply(self, bench: Bench) -> Done:
        held.switch(bench.aws, Credential(self.type), self.user, self.id, self.to)
        return Done(note=self.id)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        now, before = self._status(bench), given["status"]
        if now is None:
            return f"{self.id} is deleted at IAM, so it stays as it is."
        if before and now != before:
            held.switch(bench.aws, Credential(self.type), self.user, self.id, before)
        return ""

    def _status(self, bench: Bench) -> str | None:
        return held.status(bench.aws, Credential(self.type), self.user, self.id)
