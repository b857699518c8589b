"""What the pages need of the engine; the composition root binds it to the real stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from onboard.address import Found
    from onboard.address.here import Use
    from onboard.audit import Audit, Hear
    from onboard.doctor.examine import Examined
    from onboard.doctor.finding import Finding
    from onboard.observe.case import Wanted
    from onboard.remove import Removal, Removed
    from onboard.secret import Secret
    from onboard.situation import Method, Offer, Rotation, Setup, Situation
    from onboard.situation.case import Case
    from onboard.work import Materials, Plan, Proof, Report, Run, Stop


class Engine(Protocol):
    """Slow calls run in a thread of ours; each may raise OnboardError."""

    @property
    def sandbox(self) -> str | None:
        """The scenario's name where this is a sandbox."""

    def observe(self, profile: str | None, region: str | None, report: Report) -> Situation:
        """Look at everything, telling each fact as it arrives."""

    def as_typed(self, text: str) -> str:
        """The text with our commands as a person must type them here."""

    def offers(self, situation: Situation) -> tuple[Offer, ...]:
        """Which methods this identity may use, and why. Pure."""

    def plan(self, situation: Situation, setup: Setup) -> Plan:
        """What the person's choices lead to. Pure."""

    def apply(self, plan: Plan, materials: Materials, report: Report, stop: Stop) -> Run:
        """Change what the plan says; what was begun is put back before an error is raised."""

    def prove(self, run: Run, materials: Materials, report: Report, stop: Stop) -> Proof:
        """Let git itself sign in; returns also where that failed."""

    def conclude(self, run: Run, proof: Proof, report: Report) -> Run:
        """What waited for the proof; a rotation that was not proven is put back (`failed`)."""

    def rotation(self, situation: Situation, setup: Setup, wanted: Rotation) -> Plan:
        """What a rotation would change; without steps where there is nothing to rotate. Pure."""

    def at_hand(self) -> Path | None:
        """The clone, or at least the folder, that the person is in."""

    def examine(self, wanted: Wanted, report: Report) -> Examined:
        """What the doctor sees and finds, telling each fact as it arrives."""

    def mending(self, case: Case, finding: Finding) -> Plan:
        """What would mend the finding."""

    def address(self, situation: Situation, text: str) -> tuple[Found, Use]:
        """What a pasted address means, and the one to use here."""

    def save(self, name: str, content: str) -> Path:
        """Write a new file for the person; raises FileRefused where there is one already."""

    def removal(self, method: Method | None, region: str | None) -> Removal:
        """All that was set up here, of one method or of every one."""

    def remove(
        self, shown: Removal, method: Method | None, region: str | None, report: Report
    ) -> Removed:
        """Take out what was shown."""

    def audit(self, profile: str | None, region: str | None, hear: Hear, stop: Stop) -> Audit:
        """Every IAM user's credentials, each user told as it is read; what is read is kept."""

    def sign_in_with_mfa(self, profile: str | None, code: Secret) -> None:
        """Get a session with the code of the person's MFA device."""

    def sign_in_command(self, situation: Situation) -> tuple[str, ...] | None:
        """The program that signs this profile in again, as `aws sso login`, if there is one."""

    def paste_keys_plan(self, situation: Situation, profile: str, region: str) -> Plan:
        """The plan that puts a pasted access key into a profile."""

    def make_key(self, bits: int) -> bytes:
        """A new private key, unencrypted; takes seconds."""

    def host_key(self, region: str) -> str:
        """The fingerprint that the Region's Git host shows now, as `SHA256:…`; not trusted."""

    def public_key(self, setup: Setup, run: Run | None) -> str:
        """The public line that the person uploads in the AWS console."""

    def read_credentials_file(self, path: Path) -> tuple[str, Secret]:
        """The Git user name and password of the file that the AWS console gave."""

    def resume(
        self, run_id: str | None, materials: Materials, report: Report, stop: Stop
    ) -> Run | None:
        """Finish a run that ended in the middle."""

    def undo(self, run_id: str | None, report: Report) -> tuple[str, ...]:
        """Take a run back; returns what had to be left, and why."""

    def warm(self) -> None:
        """Import what later pages need, while the person reads."""
