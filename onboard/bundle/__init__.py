"""A support bundle that is safe to send: an allow-list of facts, each put in by name. Pure."""

from typing import Any

from onboard import __version__
from onboard.bundle import iam, machine
from onboard.bundle.mask import Mask
from onboard.doctor.codes import code
from onboard.doctor.examine import Examined
from onboard.doctor.explain import explain
from onboard.situation.case import Case
from onboard.work import Run

Facts = dict[str, Any]


def bundle(seen: Examined, runs: tuple[Run, ...], system: str, mask: Mask) -> Facts:
    """The bundle's JSON document; `system` is the operating system's name and release."""
    case = seen.case
    return {
        "onboard": __version__,
        "system": system,
        "made": case.situation.now.isoformat(timespec="minutes"),
        "sandbox": case.situation.sandbox,
        "tools": machine.tools(case.situation.machine),
        "identity": iam.identity(case.situation, mask),
        "set up": machine.setups(case.situation, mask),
        "credentials": iam.credentials(case.situation, mask),
        "permissions": {name: one.decision for name, one in case.situation.permissions.items()},
        "address": _address(case, mask),
        "git": machine.git(case, mask),
        "ssh": machine.ssh(case, mask),
        "network": machine.network(case),
        "environment": [one.name for one in case.situation.machine.shadows],
        "git asked": _attempt(case),
        "findings": [
            {"code": code(one.id), "id": one.id, "severity": str(one.severity)}
            for one in seen.findings
        ],
        "runs": [_run(one) for one in runs],
    }


def _address(case: Case, mask: Mask) -> Facts | None:
    target = case.target
    if not target.url:
        return None
    return {
        "form": target.scheme,
        "host": mask.host(target.host),
        "region": target.region,
        "repository": mask.name("repository", target.repository),
        "user in it": _user(target.scheme, target.user, mask) or None,
        "password in it": target.password,
        "in a clone": target.folder is not None,
        "at AWS": case.repository,
        "method": case.method and str(case.method),
    }


def _user(scheme: str, user: str, mask: Mask) -> str:
    """Over ssh the user is a key's id."""
    return mask.id("key", user) if scheme == "ssh" else mask.name("user", user)


def _attempt(case: Case) -> Facts | None:
    """What its words mean; the words themselves may hold names of the person's own."""
    if case.attempt is None:
        return None
    known = explain(case.attempt.said) if not case.attempt.ok else ()
    return {"let in": case.attempt.ok, "symptoms": [one.symptom for one in known]}


def _run(one: Run) -> Facts:
    return {
        "run": one.id,
        "command": one.plan.command,
        "method": str(one.plan.method),
        "state": one.state,
        "steps": [step.kind for step in one.plan.steps],
        "proof": one.proof and ("ok" if one.proof.ok else one.proof.cause),
    }
