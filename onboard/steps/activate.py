"""Make a credential Active again at IAM."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from onboard.aws import held
from onboard.situation import CALLED, Credential
from onboard.steps.step import Bench
from onboard.steps.unchanged import check_there
from onboard.work import Done, Shown


@dataclass(frozen=True)
class Activate:
    """It lets git in again, here and wherever else it is used."""

    type: Credential
    user: str
    id: str
    kind: ClassVar[str] = "activate"

    def show(self) -> Shown:
        type_ = Credential(self.type)
        return Shown(
            summary=f"Make the {CALLED[type_]} Active again",
            where="AWS",
            target=f"iam:{held.operations(type_)[0]} {self.id}",
            before="Status = Inactive\n",
            after=f"UserName = {self.user}\nStatus = Active\n",
            undone="It is made Inactive again.",
            brief="Inactive → Active",
        )

    def check(self, bench: Bench) -> None:
        check_there(self.id, self._status(bench))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {"status": self._status(bench)}

    def apply(self, bench: Bench) -> Done:
        held.switch(bench.aws, Credential(self.type), self.user, self.id, "Active")
        return Done(note=self.id)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        if self._status(bench) == "Active" and given["status"] == "Inactive":
            held.switch(bench.aws, Credential(self.type), self.user, self.id, "Inactive")
        return ""

    def _status(self, bench: Bench) -> str | None:
        return held.status(bench.aws, Credential(self.type), self.user, self.id)
