"""The engine's stages bound to one person's places, as the app and the commands use them."""

from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from onboard import files, journal
from onboard.address import Found
from onboard.address.here import Use, to_use
from onboard.apply import apply, finish, go_on_proven, undo
from onboard.audit import Audit, Hear, unheard
from onboard.doctor.finding import Finding, SetUpAgain
from onboard.errors import BadInput
from onboard.files.fresh import write_named
from onboard.observe import observe
from onboard.observe.address import found as read_address
from onboard.observe.case import Wanted
from onboard.offer import offers
from onboard.overlap import check_standing, check_undoable
from onboard.own_key import check_passphrase, public_key, with_named_key
from onboard.places import Places
from onboard.plan import make_plan, paste_keys_plan
from onboard.plan.chain_notes import chain_notes
from onboard.prove import prove
from onboard.regions import find_region
from onboard.remove import Removal, Removed, find_runs, journaled, remove
from onboard.resume import resume
from onboard.rotate import deletion, rotation
from onboard.secret import Secret
from onboard.sign_in import sign_in_command
from onboard.situation import Method, Offer, Rotation, Setup, Situation
from onboard.steps.previewed import previewed
from onboard.steps.step import Bench
from onboard.work import Materials, Plan, Proof, Report, Run, Stop, never, silent

if TYPE_CHECKING:
    from onboard.aws.session import Connection
    from onboard.doctor.examine import Examined
    from onboard.situation.case import Case

HEAVY = ("boto3", "cryptography.hazmat.primitives.asymmetric.rsa")


@dataclass
class Engine:
    """One person's stages: observe, offer, plan, apply, prove; and undo."""

    places: Places
    _connections: "dict[tuple[str | None, str | None], Connection]" = field(default_factory=dict)

    @property
    def sandbox(self) -> str | None:
        """The scenario's name in a sandbox, else None."""
        return self.places.sandbox.scenario if self.places.sandbox else None

    def as_typed(self, text: str) -> str:
        """The text with our commands as a person must type them here."""
        return self.places.as_typed(text)

    def observe(
        self, profile: str | None, region: str | None, report: Report = silent
    ) -> Situation:
        """See what is there; reads only."""
        return observe(self.places, profile, region, report)

    def offers(self, situation: Situation) -> tuple[Offer, ...]:
        """What this identity may use."""
        return offers(situation)

    def plan(self, situation: Situation, setup: Setup) -> Plan:
        """What would change, to the byte; raises OnboardError where it cannot."""
        return self._shown(
            situation, setup, make_plan(*with_named_key(situation, setup), self.places)
        )

    def _shown(self, situation: Situation, setup: Setup, plan: Plan) -> Plan:
        steps = tuple(previewed(step, self.places) for step in plan.steps)
        waiting = plan.waiting and self.as_typed(plan.waiting)
        notes = chain_notes(situation, setup, replace(plan, steps=steps))
        shown = (*plan.notes, *map(self.as_typed, notes))
        return replace(plan, steps=steps, waiting=waiting, notes=shown)

    def paste_keys_plan(self, situation: Situation, profile: str, region: str) -> Plan:
        """The plan that puts a pasted access key into a profile."""
        return paste_keys_plan(situation, profile, region, self.places)

    def apply(
        self, plan: Plan, materials: Materials, report: Report = silent, stop: Stop = never
    ) -> Run:
        """Apply the plan that was shown and confirmed."""
        check_passphrase(plan, materials)
        return apply(plan, self.places, self._connection_for(plan), materials, report, stop)

    def prove(
        self,
        run: Run,
        materials: Materials,
        report: Report = silent,
        stop: Stop = never,
        limit: float = 120,
    ) -> Proof:
        """Let git prove the run's request; the outcome is kept with the run."""
        request = run.plan.proof
        if request is None:
            raise RuntimeError("this plan has nothing to prove")
        connection = self._fresh(run.plan) if request.arn else None
        proof = prove(request, run, self.places, connection, materials, report, stop, limit)
        proof = replace(proof, hint=self.as_typed(proof.hint))
        journal.keep_proof(self.places, run, proof)
        return proof

    def conclude(self, run: Run, proof: Proof, report: Report = silent) -> Run:
        """What follows the proof: the steps that waited for it, or a failed rotation put back.

        Raises OnboardError where the old credential could not be retired; the new one stays.
        """
        if not run.id:
            return run
        with files.locked(self.places):
            record = journal.load(self.places, run.id)
            check_standing(record)
            if run.plan.proof_after is None:
                return run
            if proof.ok:
                return go_on_proven(record, Bench(self.places, self._fresh(run.plan)), report)
            undo(record, Bench(self.places, self._connection_for(run.plan)), report)
            finish(record, "failed")
        return record.run

    def rotation(self, situation: Situation, setup: Setup, wanted: Rotation) -> Plan:
        """What a rotation would change; a plan without steps where there is nothing to rotate."""
        return self._shown(situation, setup, rotation(situation, setup, wanted, self.places))

    def deletion(self, situation: Situation, setup: Setup, ids: tuple[str, ...]) -> Plan:
        """The plan that deletes the credentials of those ids, and rotates nothing."""
        return deletion(situation, setup, ids, self.places)

    def undo(self, run_id: str | None, report: Report = silent) -> tuple[str, ...]:
        """Take back that run, or the last that changed something; returns what had to be left."""
        name = run_id or journal.last_changed(self.places)
        if name is None:
            return ()
        connection = self._connection_for(journal.load(self.places, name).run.plan)
        with files.locked(self.places):
            record = journal.load(self.places, name)  # another process may have been at it
            check_undoable(record)
            return undo(record, Bench(self.places, connection), report)

    def at_hand(self) -> Path | None:
        """Where the person is: what the doctor looks at where no address is named."""
        from onboard.observe.case.at_hand import at_hand

        return at_hand(self.places)

    def examine(self, wanted: Wanted, report: Report = silent) -> "Examined":
        """What the doctor sees and finds; reads only."""
        from onboard.doctor.examine import examined

        self._connections.clear()  # what was mended may be the sign-in itself
        return examined(self.places, wanted, report)

    def mending(self, case: "Case", finding: Finding) -> Plan:
        """What would mend the finding; raises OnboardError where nothing here can."""
        from onboard.doctor.mending import mending, setup_for

        plan = mending(case, finding, self.places)
        if not isinstance(finding.mend, SetUpAgain):
            return plan
        return self._shown(case.situation, setup_for(case, finding.mend), plan)

    def address(self, situation: Situation, text: str) -> tuple[Found, Use]:
        """What a pasted address means, and the one to use here; raises BadInput."""
        found = read_address(text, situation, self.places)
        return found, to_use(found, situation)

    def save(self, name: str, content: str) -> Path:
        """Write a new file for the person; ~ is the home, and nothing is written over."""
        return write_named(self.places.home, name, content)

    def removal(
        self, method: Method | None, region: str | None, user: str | None = None
    ) -> Removal:
        """All that this tool set up here, of one method or of every one; reads only.

        With a user, all that it made for that one, and nothing of what is set up here.
        """
        from onboard.leftovers import joined, leftovers

        runs = find_runs(self.places, method, user)
        told = journaled(runs, method, self._connection_for)
        return told if user else joined(told, leftovers(self.places, method, runs, region))

    def remove(
        self,
        shown: Removal,
        method: Method | None,
        region: str | None,
        report: Report = silent,
        user: str | None = None,
    ) -> Removed:
        """Take out what was shown and confirmed."""
        return remove(self.places, shown, lambda: self.removal(method, region, user), report)

    def resume(
        self,
        run_id: str | None,
        materials: Materials,
        report: Report = silent,
        stop: Stop = never,
    ) -> Run | None:
        """Finish the run, or the newest that ended in the middle; None where there is none."""
        name = run_id or journal.unfinished(self.places)
        if name is None:
            return None
        connection = self._connection_for(journal.load(self.places, name).run.plan)
        with files.locked(self.places):
            record = journal.load(self.places, name)
            if not journal.is_unfinished(record.run):
                raise BadInput(f"The run {name} is not unfinished.", "See `onboard history`.")
            return resume(record, Bench(self.places, connection, materials), report, stop)

    def audit(
        self,
        profile: str | None,
        region: str | None,
        hear: Hear = unheard,
        stop: Stop = never,
    ) -> Audit:
        """Every IAM user's credentials; reads only, and keeps what it has when it is ended."""
        from onboard.observe.everyone import read_everyone

        return read_everyone(self._connect(profile, region), hear, stop)

    def sign_in_with_mfa(self, profile: str | None, code: Secret) -> None:
        """Get a session that carries MFA, and keep it where git's helper finds it."""
        from onboard.aws.session import sign_in_with_mfa

        self._connections.clear()
        sign_in_with_mfa(self.places, profile, code)

    def sign_in_command(self, situation: Situation) -> tuple[str, ...] | None:
        """The AWS CLI's own sign-in for the profile in force, where it is what is missing."""
        return sign_in_command(situation)

    def make_key(self, bits: int) -> bytes:
        """A new private key, unencrypted, in memory; slow."""
        from onboard.ssh.keys import generate

        return generate(bits)

    def host_key(self, region: str) -> str:
        """The fingerprint that the Region's Git host shows now, as `SHA256:…`; not trusted."""
        from onboard.ssh.known_hosts import scan

        return f"SHA256:{scan(self.places, find_region(region).host).sha256}"

    def public_key(self, setup: Setup, run: Run | None) -> str:
        """The public line that the person uploads in the AWS console."""
        return public_key(setup, run)

    def read_credentials_file(self, path: Path) -> tuple[str, Secret]:
        """The user name and password of the file that the AWS console lets people download."""
        from onboard.console import read_credentials_file

        return read_credentials_file(path)

    def warm(self) -> None:
        """Import what the next stages need while the person reads."""
        for name in HEAVY:
            import_module(name)

    def _connection_for(self, plan: Plan) -> "Connection | None":
        """AWS, for a plan that calls it."""
        calls = any(step.show().where == "AWS" for step in plan.steps)
        return self._connect(plan.profile, plan.region) if calls else None

    def _fresh(self, plan: Plan) -> "Connection":
        """AWS as it is seen now: a rotation may have exchanged the access key meanwhile."""
        if plan.proof_after is None:
            return self._connect(plan.profile, plan.region)
        return Engine(self.places)._connect(plan.profile, plan.region)

    def use(self, connection: "Connection", profile: str | None, region: str | None) -> None:
        """Call AWS with this connection, which is signed in already."""
        self._connections[profile, region] = connection

    def _connect(self, profile: str | None, region: str | None) -> "Connection":
        from onboard.aws.session import connect

        key = (profile, region)
        if key not in self._connections:
            self._connections[key] = connect(self.places, profile, region)
        return self._connections[key]
