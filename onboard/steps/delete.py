"""Delete a retired credential at IAM; this alone cannot be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from onboard.aws import held
from onboard.situation import CALLED, Credential
from onboard.steps.step import Bench
from onboard.work import Done, Shown


@dataclass(frozen=True)
class Delete:
    """Free the slot of one that this tool created and retired, or whose id was typed."""

    type: Credential
    user: str
    id: str
    kind: ClassVar[str] = "delete"

    def show(self) -> Shown:
        operation = held.operations(Credential(self.type))[1]
        return Shown(
            summary=f"Delete the old {CALLED[Credential(self.type)]}",
            where="AWS",
            target=f"iam:{operation} {self.id}",
            before="",
            after=f"UserName = {self.user}\n",
            undone="",
            brief="cannot be undone",
        )

    def check(self, bench: Bench) -> None:
        """Deleting what is gone already is fine."""

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        held.delete(bench.aws, Credential(self.type), self.user, self.id)
        return Done(note=self.id)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        if held.status(bench.aws, Credential(self.type), self.user, self.id):
            return ""
        return f"{self.id} is deleted; that cannot be undone."
