"""What earlier runs here did, read from their journal."""

from collections.abc import Iterator
from datetime import datetime

from onboard import journal
from onboard.desk import OF_DESK
from onboard.doctor.finding import MENDING
from onboard.errors import OnboardError
from onboard.observe.setups import LastProof
from onboard.places import Places
from onboard.situation import Credential, Method, Past, Retired
from onboard.steps.deactivate import Deactivate
from onboard.steps.delete import Delete
from onboard.steps.key_pair import CreateKeyPair
from onboard.steps.step import Step
from onboard.work import Done, Run


def past(places: Places) -> Past:
    """What they made and what they retired; nothing where the journal cannot be read."""
    try:
        runs = [run for run in journal.history(places) if run.state in journal.CHANGED]
    except OnboardError:  # a damaged journal is no reason to see nothing
        return Past()
    steps = [(run, step, done) for run in runs for step, done in _applied(run)]
    deleted = {step.id for _, step, _ in steps if isinstance(step, Delete)}
    return Past(
        made=frozenset(str(done.undo["id"]) for _, _, done in steps if "id" in done.undo),
        accounts={
            run.plan.profile or "": run.plan.account
            for run in reversed(runs)
            if run.plan.account and run.plan.command not in OF_DESK
        },
        key_files=frozenset(one.path for _, one, _ in steps if isinstance(one, CreateKeyPair)),
        unproven=_unproven(runs),
        retired=tuple(
            _retired(run, step)
            for run, step, _ in steps
            if isinstance(step, Deactivate) and step.id not in deleted
        ),
    )


def _unproven(runs: list[Run]) -> datetime | None:
    """A mending has no proof of its own where it only switches a credential."""
    last = max(runs, key=lambda run: run.at, default=None)
    if last is None or not any(step.show().where == "AWS" for step, _ in _applied(last)):
        return None
    open_ = last.state == "unproved" or (last.plan.command == MENDING and last.state == "applied")
    return last.at if open_ else None


def proofs(places: Places) -> LastProof:
    """When git last proved a method for an account; None too where the journal cannot be read."""

    def last(method: Method, account: str) -> datetime | None:
        try:
            return journal.last_proof(places, method, account)
        except OnboardError:
            return None

    return last


def _applied(run: Run) -> Iterator[tuple[Step, Done]]:
    return zip(run.plan.steps, run.done, strict=False)


def _retired(run: Run, step: Deactivate) -> Retired:
    return Retired(
        type=Credential(step.type),
        id=step.id,
        user=step.user,
        account=run.plan.account,
        name=step.name,
        delete_on=step.delete_on,
        run=run.id,
    )
