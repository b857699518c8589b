"""Prepared steps, proofs and removals: what the fake engine hands out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from onboard.errors import OnboardError
from onboard.remove import Piece, Removal, Removed
from onboard.situation import Credential, Method
from onboard.steps.deactivate import Deactivate
from onboard.steps.step import Bench
from onboard.work import (
    Done,
    Progress,
    Proof,
    Ref,
    Shown,
)

PUBLIC_KEY = "ssh-rsa " + "AAAAB3NzaC1yc2EAAAADAQABAAACAQC7" * 17 + " codecommit"


@dataclass(frozen=True)
class FakeStep:
    """A step that shows what it was given and does nothing."""

    shown: Shown
    note: str = ""
    kind: ClassVar[str] = "fake"

    def show(self) -> Shown:
        return self.shown

    def check(self, bench: Bench) -> None:
        """Nothing to check."""

    def intend(self, bench: Bench) -> Mapping[str, Any]:
        return {}

    def apply(self, bench: Bench) -> Done:
        return Done(note=self.note)

    def undo(self, bench: Bench, given: Mapping[str, Any]) -> str:
        return ""


def aws(call: str, brief: str, note: str) -> FakeStep:
    """A call to AWS."""
    return FakeStep(
        Shown(
            summary="Create a Git credential",
            where="AWS",
            target=f"{call} {brief}",
            before="",
            after="UserName = jane\nServiceName = codecommit.amazonaws.com\n",
            undone="The Git credential is deleted.",
            brief=brief,
        ),
        note,
    )


KEYRING = FakeStep(
    Shown(
        summary="Store its password",
        where="Here",
        target=f"the keyring of this machine: the password for {Ref(1, 'Git user name')}",
        before="",
        after="‹Git user name from step 1› = ••••••••\n",
        undone="The password is removed from there.",
        brief="the keyring",
    )
)

GITCONFIG = FakeStep(
    Shown(
        summary="Tell git whom to ask for these hosts",
        where="Here",
        target="/home/jane/.gitconfig",
        before="[user]\n\tname = Jane [/bold]\n\temail = jane@example.com\n",
        after="[user]\n\tname = Jane [/bold]\n\temail = jane@example.com\n"
        '[credential "https://git-codecommit.*.amazonaws.com"]\n'
        "\thelper =\n"
        "\thelper = !'/home/jane/.local/bin/onboard' git-credential --account 111122223333\n",
        undone="The file gets its former bytes back.",
        brief="3 lines added",
    ),
    "backup kept",
)

STEPS = (
    aws("iam:CreateServiceSpecificCredential", "for user jane", "ACCAEXAMPLE7QX"),
    KEYRING,
    GITCONFIG,
)
CLONE_URL = "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web"
PROVED = Proof(
    True,
    Method.HTTPS,
    f"git ls-remote {CLONE_URL}",
    "git signed in as jane-at-111122223333 and listed web.",
    push="allowed",
)
REFUSED = Proof(
    False,
    Method.HTTPS,
    f"git ls-remote {CLONE_URL}",
    "AWS knows the Git credential, but your permissions do not allow pulling.",
    cause="no-permission-pull",
    hint="Ask an administrator for codecommit:GitPull on web, then try the proof again.",
    said=f"fatal: unable to access '{CLONE_URL}/': The requested URL returned error: 403",
)

FACTS = (
    Progress("observe", "You are the IAM user jane", "done", about="Who you are to AWS"),
    Progress("observe", "git 2.39.5", "done", about="git"),
    Progress("observe", "Your permissions: not allowed to ask", "failed", about="Permissions"),
)


OLD = Deactivate(
    Credential.GIT, "jane", "ACCAEXAMPLE0000000QX", "2026-03-08", "jane-at-111122223333"
)
NONE_LEFT = Removed()
GOING = Removal(
    (
        Piece("git-config", GITCONFIG.shown, str),
        Piece("git-credential", STEPS[0].shown, str),
    ),
    left=("/home/jane/web stays: it is your clone.",),
)


class Stopped(OnboardError):
    """As the real one."""

    code = "interrupted"
    exit_status = 130
