"""Create a Git credential (an IAM service-specific credential for CodeCommit)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from onboard.aws import iam
from onboard.steps.file_text import not_journaled
from onboard.steps.step import Bench
from onboard.steps.unchanged import check_known, created
from onboard.work import Done, Shown

USER_NAME = "Git user name"
CREDENTIAL_ID = "credential id"


@dataclass(frozen=True)
class CreateGitCredential:
    """Ask IAM for a user name and password made for git."""

    user: str
    known: tuple[str, ...] | None = not_journaled(None)
    """The ids that IAM had when the plan was made; None where they may not be seen."""
    kind: ClassVar[str] = "create-git-credential"

    def show(self) -> Shown:
        return Shown(
            summary="Create a Git credential",
            where="AWS",
            target=f"iam:CreateServiceSpecificCredential for user {self.user}",
            before="",
            after=f"UserName = {self.user}\nServiceName = codecommit.amazonaws.com\n",
            undone="The Git credential is deleted.",
            brief=f"for user {self.user}",
        )

    def check(self, bench: Bench) -> None:
        if self.known is not None:
            check_known(self.known, self._there(bench))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {"before": self._there(bench)}

    def apply(self, bench: Bench) -> Done:
        made, bench.git_password = iam.create_git_credential(bench.aws, self.user)
        return Done(
            values={USER_NAME: made.user_name, CREDENTIAL_ID: made.id},
            undo={"id": made.id},
            note=made.id,
        )

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        for one in created(self._there(bench), given):
            iam.delete_git_credential(bench.aws, self.user, one)
        return ""

    def _there(self, bench: Bench) -> list[str]:
        return [one.id for one in iam.list_git_credentials(bench.aws, self.user)]
