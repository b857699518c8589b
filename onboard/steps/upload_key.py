"""Register an SSH public key with the IAM user."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from onboard.aws import iam
from onboard.ssh import keys
from onboard.steps.file_text import not_journaled
from onboard.steps.step import Bench
from onboard.steps.unchanged import check_known, created
from onboard.work import Done, Shown

KEY_ID = "key id"


@dataclass(frozen=True)
class UploadKey:
    """Give IAM the public half; the id it answers with is the SSH user name."""

    user: str
    public: Path
    known: tuple[str, ...] | None = not_journaled(None)
    """The ids that IAM had when the plan was made; None where they may not be seen."""
    line: str = ""
    """The public line itself, where it is another user's."""
    kind: ClassVar[str] = "upload-key"

    def show(self) -> Shown:
        return Shown(
            summary="Register the public key with IAM",
            where="AWS",
            target=f"iam:UploadSSHPublicKey for user {self.user}",
            before="",
            after=f"UserName = {self.user}\nSSHPublicKeyBody = {self.line or self.public}\n",
            undone="The key is deleted at IAM.",
            brief=f"for user {self.user} {self.fingerprint}".rstrip(),
        )

    @property
    def fingerprint(self) -> str:
        """As ssh-keygen prints it, of another user's key."""
        return f"SHA256:{keys.sha256_of(keys.body_of(self.line))}" if self.line else ""

    def check(self, bench: Bench) -> None:
        if self.known is not None:
            check_known(self.known, self._there(bench))

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {"before": self._there(bench)}

    def apply(self, bench: Bench) -> Done:
        made = iam.upload_ssh_key(bench.aws, self.user, self.line or self._read())
        return Done(values={KEY_ID: made.id}, undo={"id": made.id}, note=made.id)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        for one in created(self._there(bench), given):
            iam.delete_ssh_key(bench.aws, self.user, one)
        return ""

    def _read(self) -> str:
        """The private half tells it too, and outweighs a stale .pub."""
        key = keys.read_key(self.public)
        return f"{key.type} {key.body} {key.comment}".rstrip()

    def _there(self, bench: Bench) -> list[str]:
        return [one.id for one in iam.list_ssh_keys(bench.aws, self.user, bodies=False)]
