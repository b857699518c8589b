"""The durable record of every run: what was planned, begun, done and proven. No secrets."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onboard import files
from onboard.errors import BadInput, FileRefused
from onboard.places import Places
from onboard.situation import Method
from onboard.steps import codec
from onboard.work import Done, Plan, Proof, ProofRequest, Run

CHANGED = ("running", "applied", "proved", "unproved")


@dataclass
class Journal:
    """One run's file, rewritten whole and made durable at every change of state."""

    places: Places
    run: Run
    intents: list[Mapping[str, Any]]

    def intend(self, facts: Mapping[str, Any]) -> None:
        """Say what is about to be done, before it is."""
        self.intents.append(facts)
        self.write()

    def write(self) -> None:
        """Make the present state durable."""
        files.private_folder(self.places.journal)
        content = json.dumps(_to_json(self.run, self.intents), indent=1).encode()
        files.write_private(_file(self.places, self.run.id), content)


def new_id(now: datetime) -> str:
    """An id that sorts by time and that two runs at once do not share."""
    return f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"


def start(places: Places, plan: Plan, run_id: str = "") -> Journal:
    """Begin the record of a run, under a new id or the one given."""
    now = datetime.now(UTC)
    journal = Journal(places, Run(run_id or new_id(now), now, plan), [])
    journal.write()
    return journal


def load(places: Places, run_id: str) -> Journal:
    """The record of that run; raises BadInput when there is none, FileRefused."""
    file = _file(places, run_id)
    try:
        return _from_json(places, json.loads(file.read_text("utf-8")))
    except OSError as error:
        raise BadInput(f"There is no run {run_id!r}.", "See `onboard history`.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileRefused(
            f"{file} is damaged, or a newer onboard wrote it.",
            "Use that newer onboard; or move the file away, and that run can no longer be undone.",
        ) from error


def history(places: Places) -> tuple[Run, ...]:
    """Every run, newest first."""
    runs = [load(places, one.stem).run for one in places.journal.glob("*.json")]
    return tuple(sorted(runs, key=lambda run: (run.at, run.id), reverse=True))


def unfinished(places: Places) -> str | None:
    """The newest run that was begun and neither ended nor put back."""
    return next((run.id for run in history(places) if is_unfinished(run)), None)


def is_unfinished(run: Run) -> bool:
    """Whether steps are missing, or the proof that was promised."""
    unproven = run.state == "applied" and run.plan.proof is not None
    return run.state == "running" or unproven or run.rest


def last_changed(places: Places) -> str | None:
    """The newest run that changed something and was not undone."""
    return next((run.id for run in history(places) if run.state in CHANGED), None)


def last_proof(places: Places, method: Method, account: str) -> datetime | None:
    """When git last proved that method for that account here."""
    for run in history(places):
        same = (run.plan.method, run.plan.account) == (method, account)
        if same and run.state == "proved":
            return run.at
    return None


def keep_proof(places: Places, run: Run, proof: Proof) -> Run:
    """Write down what the proof of a run gave; a run that changed nothing has no record.

    One that another process took back in the meantime stays taken back.
    """
    state = "proved" if proof.ok else "unproved"
    if run.id:
        with files.locked(places, wait=60):
            record = load(places, run.id)
            if record.run.state in CHANGED:
                record.run = replace(record.run, state=state, proof=proof)
                record.write()
    return replace(run, state=state, proof=proof)


def _file(places: Places, run_id: str) -> Path:
    return places.journal / f"{os.path.basename(run_id)}.json"


def _to_json(run: Run, intents: list[Mapping[str, Any]]) -> dict[str, Any]:
    plan = run.plan
    return {
        "version": 1,
        "id": run.id,
        "at": run.at.isoformat(),
        "state": run.state,
        "command": plan.command,
        "method": plan.method,
        "account": plan.account,
        "profile": plan.profile,
        "region": plan.region,
        "clone_url": plan.clone_url,
        "proof_after": plan.proof_after,
        "waiting": plan.waiting,
        "steps": [codec.to_json(step) for step in plan.steps],
        "request": _request_to_json(plan.proof),
        "intents": intents,
        "done": [asdict(one) for one in run.done],
        "proof": asdict(run.proof) if run.proof else None,
    }


def _from_json(places: Places, data: Mapping[str, Any]) -> Journal:
    plan = Plan(
        command=data["command"],
        method=Method(data["method"]),
        account=data["account"],
        profile=data["profile"],
        region=data["region"],
        steps=tuple(codec.from_json(step) for step in data["steps"]),
        proof=_request_from_json(data["request"]),
        waiting=data["waiting"],
        clone_url=data["clone_url"],
        proof_after=data.get("proof_after"),
    )
    proof = data["proof"]
    run = Run(
        id=data["id"],
        at=datetime.fromisoformat(data["at"]),
        plan=plan,
        done=tuple(Done(**one) for one in data["done"]),
        state=data["state"],
        proof=Proof(**proof | {"method": Method(proof["method"])}) if proof else None,
    )
    return Journal(places, run, list(data["intents"]))


def _request_to_json(request: ProofRequest | None) -> dict[str, Any] | None:
    if request is None:
        return None
    return {one.name: codec.encode(getattr(request, one.name)) for one in fields(request)}


def _request_from_json(data: Mapping[str, Any] | None) -> ProofRequest | None:
    if data is None:
        return None
    known = {name: codec.decode(value) for name, value in data.items()}
    return ProofRequest(**known | {"method": Method(known["method"])})
