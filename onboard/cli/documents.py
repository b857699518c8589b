"""The JSON documents of design contract: stable keys, no secrets; pure functions of values."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from onboard.audit import Audit, Audited, age_days, is_due, refusals, rows_of
from onboard.cli.output import clean
from onboard.errors import OnboardError
from onboard.overlap import is_final
from onboard.rotate import held, overdue
from onboard.situation import CALLED, SLOTS, Credential, Holdings, Offer, Situation, Unknown
from onboard.work import Plan, Proof, Run


def status(
    situation: Situation, offers: tuple[Offer, ...], max_age: int | None = None
) -> dict[str, Any]:
    """The document of `onboard status`."""
    held = credentials(situation, max_age)
    return {
        "identity": identity(situation),
        "offers": [offer(one) for one in offers],
        "setups": [
            {
                "method": one.method,
                "account": one.account,
                "profile": one.profile,
                "region": one.region,
                "user": one.user,
                "hosts": list(one.hosts),
                "proved": when(one.proved),
            }
            for one in situation.setups
        ],
        "credentials": held,
        "slots": slots(situation.holdings),
        "findings": findings(situation),
        "resumable": situation.resumable,
    }


def identity(situation: Situation) -> dict[str, Any]:
    """Who the credentials belong to."""
    who = situation.identity
    return {
        "kind": who.kind,
        "arn": who.arn or None,
        "account": who.account or None,
        "partition": who.partition,
        "name": who.name or None,
        "source": who.source or None,
        "expires": when(who.expires),
        "profile": situation.profile,
        "region": situation.region.name,
        "problem": clean(who.problem) or None,
        "hint": clean(who.hint) or None,
    }


def offer(one: Offer) -> dict[str, Any]:
    """One method, as this identity may use it."""
    return {
        "method": one.method,
        "available": one.available,
        "reason": one.reason,
        "needs": list(one.needs),
        "via": one.via,
        "exists": list(one.exists),
        "recommended": one.recommended,
        "warning": one.warning or None,
    }


def credentials(situation: Situation, max_age: int | None) -> list[dict[str, Any]]:
    """What IAM holds, with ages in whole days; `due` where older than `max_age` days."""
    here = {entry.credential_id for entry in situation.machine.vault}
    here |= {entry.username for entry in situation.machine.vault}
    bodies = {key.body for key in situation.machine.keys if key.body}
    holdings, rows = situation.holdings, list[dict[str, Any]]()
    for git in _known(holdings.git_credentials):
        on_this = git.id in here or git.user_name in here
        rows.append(_credential("git-credential", git, on_this, situation.now, max_age))
    for key in _known(holdings.ssh_keys):
        rows.append(_credential("ssh-key", key, key.body in bodies, situation.now, max_age))
    kept = {one.id for one in held(situation, Credential.ACCESS) if one.here}
    for access in _known(holdings.access_keys):  # elsewhere may mean in the environment
        known = True if access.id in kept else None
        rows.append(_credential("access-key", access, known, situation.now, max_age))
    ended = {one.id for one in overdue(situation)}
    return [row | {"due": row["due"] or row["id"] in ended} for row in rows]


def slots(held: Holdings) -> dict[str, Any]:
    """How many of IAM's slots are taken; null where we may not look."""
    by_type = {
        Credential.GIT: held.git_credentials,
        Credential.SSH: held.ssh_keys,
        Credential.ACCESS: held.access_keys,
    }
    return {
        name: {"used": None if isinstance(rows, Unknown) else len(rows), "of": SLOTS[name]}
        for name, rows in by_type.items()
    }


def findings(situation: Situation) -> list[dict[str, Any]]:
    """What would get in the way, and what an earlier run left for a later one to do."""
    return [*_shadows(situation), *_retired(situation)]


def _retired(situation: Situation) -> list[dict[str, Any]]:
    """The old credentials of earlier rotations, from their retirement to their deletion."""
    ended = {one.id for one in overdue(situation)}
    there = {one.id for type_ in Credential for one in held(situation, type_)}
    return [
        {
            "id": "retired",
            "severity": "warning" if one.id in ended else "note",
            "summary": f"A rotation retired the {CALLED[one.type]} {one.id}. "
            + ("Its grace is over." if one.id in ended else f"It may go from {one.delete_on} on."),
            "where": f"IAM, user {one.user}",
            "fix": f"onboard rotate --delete {one.id}",
        }
        for one in situation.past.retired
        if one.id in there
    ]


def _shadows(situation: Situation) -> list[dict[str, Any]]:
    return [
        {
            "id": "environment",
            "severity": "note",
            "summary": one.effect,
            "where": one.name,
            "fix": f"unset {one.name}",
        }
        for one in situation.machine.shadows
    ]


def audit(one: Audit, max_age: int | None) -> dict[str, Any]:
    """The document of `onboard audit`."""
    by_user = {user.name: audited(user, one.now, max_age) for user in one.users}
    return {
        "users": [{"name": name, "credentials": held} for name, held in by_user.items()],
        "due": sum(row["due"] for held in by_user.values() for row in held),
        "complete": one.complete,
        "of": one.of,
        "refused": [
            {"action": what, "users": list(names)} for what, names in refusals(one.users).items()
        ],
        "problem": _problem(one.problem),
    }


def audited(user: Audited, now: datetime, max_age: int | None) -> list[dict[str, Any]]:
    """One user's credentials."""
    found = rows_of(user, now, max_age)
    return [_credential(row.type, row, None, now, max_age) for row in found]


def _problem(error: OnboardError | None) -> dict[str, Any] | None:
    if error is None:
        return None
    return {"code": error.code, "message": clean(error.message), "hint": clean(error.hint)}


def plan(one: Plan) -> list[dict[str, Any]]:
    """The plan's steps as the reader sees them."""
    rows = []
    for number, step in enumerate(one.steps, 1):
        shown = step.show()
        rows.append(
            {
                "step": number,
                "kind": step.kind,
                "summary": shown.summary,
                "target": clean(shown.target),
                "before": clean(shown.before),
                "after": clean(shown.after),
            }
        )
    return rows


def run(
    one: Plan,
    done: Run | None,
    proof: Proof | None,
    waiting: str | None = None,
    as_typed: Callable[[str], str] = str,
) -> dict[str, Any]:
    """The document of every command that carries out a plan."""
    applied = [number for number, _ in enumerate(done.done, 1)] if done else []
    changed = done is not None and bool(done.id) and done.state != "failed" and not is_final(one)
    return {
        "run": done.id or None if done else None,
        "plan": plan(one),
        "applied": applied,
        "values": {k: v for each in (done.done if done else ()) for k, v in each.values.items()},
        "proof": proof_document(proof),
        "waiting": waiting,
        "undo": as_typed(f"onboard undo {done.id}") if changed and done else None,
        "notes": list(one.notes),
        "clone_url": (done.clone_url if done else one.shown_url) or None,
    }


def proof_document(proof: Proof | None) -> dict[str, Any] | None:
    """What git proved, or why it did not."""
    if proof is None:
        return None
    return {
        "ok": proof.ok,
        "method": proof.method,
        "command": clean(proof.command),
        "detail": clean(proof.detail),
        "push": proof.push,
        "credential": proof.credential or None,
        "cause": proof.cause or None,
        "hint": clean(proof.hint) or None,
        "said": clean(proof.said) or None,
    }


def when(moment: datetime | None) -> str | None:
    """ISO 8601, UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None


def _credential(
    type_: str, row: Any, on_this: bool | None, now: datetime, max_age: int | None
) -> dict[str, Any]:
    age = age_days(row.created, now)
    facts: Mapping[str, Any] = {
        "type": type_,
        "id": row.id,
        "status": row.status,
        "created": when(row.created),
        "age_days": age,
        "on_this_machine": on_this,
        "due": is_due(row.status, age, max_age),
    }
    return dict(facts)


def _known(rows: Any) -> tuple[Any, ...]:
    return () if isinstance(rows, Unknown) else tuple(rows)
