"""An engine made of prepared values: every slow call can be held at a gate."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from textual.pilot import Pilot

from onboard.address import Found as Meant
from onboard.address.here import Use, to_use
from onboard.address.read import read as read_address
from onboard.audit import Audit, Audited, Found, Hear
from onboard.doctor.examine import Examined
from onboard.doctor.finding import Finding
from onboard.errors import BadInput, OnboardError
from onboard.observe.case import Wanted
from onboard.remove import Removal, Removed
from onboard.secret import Secret
from onboard.situation import Method, Offer, Rotation, Setup, Situation
from onboard.situation.case import Case
from onboard.steps.delete import Delete
from onboard.steps.step import Bench
from onboard.work import (
    Done,
    Materials,
    Plan,
    Progress,
    Proof,
    ProofRequest,
    Report,
    Run,
    Stop,
)
from tests.screens.fake_runs import (
    CLONE_URL,
    FACTS,
    GITCONFIG,
    GOING,
    NONE_LEFT,
    OLD,
    PROVED,
    PUBLIC_KEY,
    STEPS,
    FakeStep,
    Stopped,
)
from tests.screens.findings import SICK, WELL
from tests.screens.pictures import text_of
from tests.screens.situations import AUDITED, IAM_USER, NOW, OFFERS

T = TypeVar("T")


def open_gate() -> threading.Event:
    gate = threading.Event()
    gate.set()
    return gate


@dataclass
class FakeEngine:
    """Hands out what it was given; a cleared gate holds the call until it is set."""

    situations: tuple[Situation, ...] = (IAM_USER,)
    """One for each look; the last stays."""
    offered: tuple[tuple[Offer, ...], ...] = (OFFERS,)
    proofs: tuple[Proof, ...] = (PROVED,)
    steps: tuple[FakeStep, ...] = STEPS
    problem: OnboardError | None = None
    """What applying raises, once."""
    refusal: OnboardError | None = None
    """What planning a rotation raises."""
    unretired: OnboardError | None = None
    """What retiring the old credential raises."""
    unproven: OnboardError | None = None
    """What proving raises."""
    removed: Removed = NONE_LEFT
    examined: tuple[Examined, ...] = (SICK, WELL)
    """One for each look of the doctor; the last stays."""
    pasted: list[str] = field(default_factory=list)
    saved: dict[str, str] = field(default_factory=dict)
    asked: list[Wanted] = field(default_factory=list)
    wanted: list[Rotation] = field(default_factory=list)
    seeing: threading.Event = field(default_factory=open_gate)
    applying: threading.Event = field(default_factory=open_gate)
    proving: threading.Event = field(default_factory=open_gate)
    auditing: threading.Event = field(default_factory=open_gate)
    users: tuple[Audited, ...] = AUDITED
    calls: list[str] = field(default_factory=list)
    setups: list[Setup] = field(default_factory=list)
    materials: Materials | None = None
    codes: list[Secret] = field(default_factory=list)
    profiles: list[str | None] = field(default_factory=list)

    @property
    def sandbox(self) -> str | None:
        return self.situations[0].sandbox

    def observe(self, profile: str | None, region: str | None, report: Report) -> Situation:
        seen = self._next("observe", self.situations)
        self.profiles.append(profile)
        for fact in FACTS:
            report(fact)
        report(Progress("observe", "Your repositories", about="Your repositories"))
        self.seeing.wait(10)
        if profile == "unknown":
            raise BadInput("There is no profile called 'unknown'.", "Use one of: work, home.")
        return seen

    def offers(self, situation: Situation) -> tuple[Offer, ...]:
        return self._next("offers", self.offered)

    def plan(self, situation: Situation, setup: Setup) -> Plan:
        self.setups.append(setup)
        if setup.repository == "not/a/name":
            raise BadInput(
                "'not/a/name' cannot be the name of a repository.", "Give the bare name."
            )
        console = situation.identity.kind == "none" and not (setup.key_id or setup.git_user)
        made = setup.method is Method.SSH
        steps = (self.steps if made else ()) if console else self.steps
        return Plan(
            command="setup",
            method=setup.method,
            account="111122223333",
            profile=setup.profile,
            region=setup.region,
            steps=steps,
            proof=None if console else self._request(setup),
            waiting="In the AWS console: IAM, Users, your user." if console else None,
            clone_url=CLONE_URL if setup.repository else "",
        )

    def apply(self, plan: Plan, materials: Materials, report: Report, stop: Stop) -> Run:
        self.calls.append("apply")
        self.materials = materials
        done: list[Done] = []
        for number, step in enumerate(plan.steps[: plan.before_proof], 1):
            shown = step.show()
            report(Progress("apply", shown.summary, "running", number))
            self.applying.wait(10)
            if stop():
                raise Stopped("Stopped, as you asked. Everything that was begun was put back.")
            if self.problem:
                problem, self.problem = self.problem, None
                raise problem
            done.append(step.apply(Bench(None, None)))  # type: ignore[arg-type]
            note = f": {done[-1].note}" if done[-1].note else ""
            report(Progress("apply", f"{shown.summary}{note}", "done", number, 0.4))
        return Run("run-1", NOW, plan, tuple(done), "applied")

    def prove(self, run: Run, materials: Materials, report: Report, stop: Stop) -> Proof:
        report(Progress("prove", "Asking git to sign in"))
        report(
            Progress("prove", "Not yet: new credentials need a few seconds", "waiting", seconds=18)
        )
        self.proving.wait(10)
        if self.unproven:
            raise self.unproven
        return self._next("prove", self.proofs)

    def conclude(self, run: Run, proof: Proof, report: Report) -> Run:
        self.calls.append("conclude")
        if run.plan.proof_after is None:
            return run
        if not proof.ok:
            return replace(run, done=(), state="failed")
        if self.unretired:
            raise self.unretired
        rest = tuple(Done(note="ACCAEXAMPLE0000000QX") for _ in run.plan.steps[len(run.done) :])
        return replace(run, done=(*run.done, *rest), state="proved")

    def rotation(self, situation: Situation, setup: Setup, wanted: Rotation) -> Plan:
        self.setups.append(setup)
        self.wanted.append(wanted)
        if self.refusal:
            raise self.refusal
        made = self.plan(situation, setup)
        day = (situation.now + timedelta(days=wanted.grace)).date().isoformat()
        steps = (*made.steps, replace(OLD, delete_on=day if wanted.grace else ""))
        if not wanted.grace:
            steps = (*steps, Delete(OLD.type, OLD.user, OLD.id))
        return replace(made, command="rotate", steps=steps, proof_after=len(made.steps))

    def at_hand(self) -> Path | None:
        return Path("/home/jane/web")

    def examine(self, wanted: Wanted, report: Report) -> Examined:
        self.asked.append(wanted)
        found = self._next("examine", self.examined)
        for fact in FACTS:
            report(fact)
        report(Progress("observe", "git itself", about="git itself"))
        self.seeing.wait(10)
        return found

    def mending(self, case: Case, finding: Finding) -> Plan:
        self.calls.append(f"mending {finding.id}")
        if self.refusal:
            raise self.refusal
        return Plan("doctor", Method.HTTPS, "111122223333", "work", "eu-west-1", (GITCONFIG,))

    def address(self, situation: Situation, text: str) -> tuple[Meant, Use]:
        self.pasted.append(text)
        found = read_address(text, situation.region.name or "")
        return found, to_use(found, situation)

    def save(self, name: str, content: str) -> Path:
        if name in self.saved:
            raise BadInput(f"There is already a file {name}.", "Name another one.")
        self.saved[name] = content
        return Path(name)

    def removal(self, method: Method | None, region: str | None) -> Removal:
        self.calls.append(f"removal {method}")
        return GOING

    def remove(
        self, shown: Removal, method: Method | None, region: str | None, report: Report
    ) -> Removed:
        self.calls.append(f"remove {method} {len(shown.pieces)}")
        return self.removed

    def audit(self, profile: str | None, region: str | None, hear: Hear, stop: Stop) -> Audit:
        self.calls.append("audit")
        if self.problem:
            raise self.problem
        of = len(self.users) + 1
        hear(Found(None, 0, of))
        for done, user in enumerate(self.users, 1):
            hear(Found(user, done, of))
        while not self.auditing.wait(0.02):
            if stop():
                return Audit(NOW, self.users, of, stopped=True)
        hear(Found(None, of, of))
        return Audit(NOW, self.users, of)

    def sign_in_with_mfa(self, profile: str | None, code: Secret) -> None:
        self.calls.append("mfa")
        self.codes.append(code)
        if code.reveal() == "000000":
            raise BadInput("AWS did not accept the code.", "Wait for the next one and type that.")

    def sign_in_command(self, situation: Situation) -> tuple[str, ...] | None:
        expired = situation.identity.problem_code == "expired"
        return ("/usr/bin/aws", "sso", "login", "--profile", "work") if expired else None

    def paste_keys_plan(self, situation: Situation, profile: str, region: str) -> Plan:
        return Plan("paste-keys", Method.HELPER, "", profile, region, (GITCONFIG,))

    def make_key(self, bits: int) -> bytes:
        self.calls.append(f"key {bits}")
        return b"key"

    def host_key(self, region: str) -> str:
        self.calls.append(f"host key {region}")
        return f"SHA256:{'s' * 43}"

    def public_key(self, setup: Setup, run: Run | None) -> str:
        return PUBLIC_KEY

    def read_credentials_file(self, path: Path) -> tuple[str, Secret]:
        if path.name != "jane_codecommit_credentials.csv":
            raise BadInput(f"There is no file {path}.", "Give the path of the downloaded CSV file.")
        return "jane-at-111122223333", Secret("from-the-file")

    def as_typed(self, text: str) -> str:
        return text

    def resume(
        self, run_id: str | None, materials: Materials, report: Report, stop: Stop
    ) -> Run | None:
        self.calls.append(f"resume {run_id}")
        return None

    def undo(self, run_id: str | None, report: Report) -> tuple[str, ...]:
        self.calls.append(f"undo {run_id}")
        return ()

    def warm(self) -> None:
        self.calls.append("warm")

    def _next(self, call: str, values: tuple[T, ...]) -> T:
        number = self.calls.count(call)
        self.calls.append(call)
        return values[min(number, len(values) - 1)]

    def _request(self, setup: Setup) -> ProofRequest:
        return ProofRequest(
            setup.method, "111122223333", setup.profile, setup.region, setup.repository, "jane"
        )


async def wait_for(pilot: Pilot[int], true: Callable[[], bool]) -> None:
    """Let the app work until it is so; a wait in vain shows the screen."""
    for _ in range(1000):
        if true():
            return
        await pilot.pause(0.01)
    raise AssertionError(f"waited in vain on this screen:\n{text_of(pilot.app)}")
