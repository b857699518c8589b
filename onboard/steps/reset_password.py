"""Give a Git credential a new password in place, where no slot is free for a second one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from onboard.aws import iam
from onboard.steps.step import Bench
from onboard.work import Done, Shown


@dataclass(frozen=True)
class ResetPassword:
    """Its former password is dead at once, everywhere; nothing can bring it back."""

    user: str
    id: str
    again: str = "onboard rotate --method https --reset-password"
    """The command that makes a new one."""
    kind: ClassVar[str] = "reset-password"

    def show(self) -> Shown:
        return Shown(
            summary="Reset the Git credential's password",
            where="AWS",
            target=f"iam:ResetServiceSpecificCredential {self.id}",
            before="",
            after=f"UserName = {self.user}\nServiceSpecificCredentialId = {self.id}\n",
            undone="",
            brief="the former password dies at once",
        )

    def check(self, bench: Bench) -> None:
        """IAM says at the call whether it may be done."""

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        made, bench.git_password = iam.reset_git_credential(bench.aws, self.user, self.id)
        return Done(values={"Git user name": made.user_name}, note=self.id)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        return (
            f"The former password of {self.id} is dead and cannot come back. "
            f"Get a new one: {self.again}"
        )
