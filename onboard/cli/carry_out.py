"""What the commands that carry out a plan share: showing it, proving it, saying how it went."""

import os
from argparse import Namespace

from onboard.cli import documents
from onboard.cli.findings import rows, say_findings
from onboard.cli.output import reporter, say, say_json, sign, tell
from onboard.cli.terminal import confirm
from onboard.desk import FOR_USER
from onboard.doctor.finding import Finding
from onboard.engine import Engine
from onboard.errors import OnboardError
from onboard.overlap import is_final
from onboard.places import Places
from onboard.steps.hand_over import HandOver
from onboard.work import Materials, Plan, Proof, Run

NOT_PROVEN, PUT_BACK = 4, 1
PATIENCE = 120.0
"""Seconds to wait for IAM to propagate, where no flag says otherwise."""


def carry_out(options: Namespace, engine: Engine, plan: Plan, materials: Materials) -> int:
    """Show, confirm, apply, prove; the exit status."""
    if not options.json or not options.yes:
        show_steps(plan, engine.places)
    if options.dry_run:
        if options.json:
            say_json(documents.run(plan, None, None, plan.waiting))
        return 0
    if plan.steps and not options.yes and not confirm(f"Apply {count(plan)}?"):
        tell("Nothing was changed.")
        return 0
    done = engine.apply(plan, materials, reporter(quiet=options.json))
    return conclude(options, engine, plan, done, materials)


def show_steps(plan: Plan, places: Places) -> None:
    """The plan for the reader, on standard error: the contract of what will be changed."""
    tell(f"{count(plan)}{', then a proof' if plan.proof else ''}:" if plan.steps else "No changes.")
    for number, step in enumerate(plan.steps, 1):
        if plan.proof_after == number - 1:
            tell("     Proof git signs in with the new one; only then:")
        shown = step.show()
        target = shown.target.replace(f"{places.home}{os.sep}", "~/")
        tell(f"  {number}  {shown.where:<5} {shown.summary}: {target}")
        if shown.brief and shown.brief not in target:
            tell(f"           {shown.brief}")
    if plan.proof and plan.steps and plan.proof_after is None:
        tell(f"     Proof git {f'ls-remote {plan.shown_url}' if plan.shown_url else 'signs in'}")
    for note in plan.notes:
        tell(f"{sign('!')} {note}")


def conclude(
    options: Namespace, engine: Engine, plan: Plan, done: Run, materials: Materials
) -> int:
    """Prove what was applied, do what waits for that, print the outcome; the exit status."""
    proof = done.proof
    if plan.proof and proof is None:
        proof = _prove(options, engine, done, materials)
        done = engine.conclude(done, proof, reporter(quiet=options.json))
    found = _looked(options, engine, done, proof)
    if options.json:
        shown = documents.run(plan, done, proof, plan.waiting, engine.places.as_typed)
        say_json(shown | ({} if found is None else {"findings": rows(found, engine.places)}))
    else:
        _print(plan, done, proof, found, engine.places)
    if proof is None or proof.ok:
        return 0
    return PUT_BACK if done.state == "failed" else NOT_PROVEN


def count(plan: Plan) -> str:
    """How many changes the plan has, in words."""
    return f"{len(plan.steps)} change{'' if len(plan.steps) == 1 else 's'}"


def _print_values(done: Run) -> None:
    """What is to be told besides: ids and names, no secrets."""
    for step, each in zip(done.plan.steps, done.done, strict=False):
        for what, value in each.values.items():
            say(f"{what[0].upper()}{what[1:]}: {value}")
        if isinstance(step, HandOver):
            say(f"{sign('✓')} Handed over: {each.note}")


def _prove(options: Namespace, engine: Engine, done: Run, materials: Materials) -> Proof:
    limit = getattr(options, "wait", PATIENCE)
    try:
        return engine.prove(done, materials, reporter(quiet=options.json), limit=limit)
    except OnboardError as error:  # the changes stand, so it must also say how to undo them
        method = done.plan.method
        return Proof(False, method, "", error.message, error.code, error.hint)


def _looked(
    options: Namespace, engine: Engine, done: Run, proof: Proof | None
) -> tuple[Finding, ...] | None:
    """What the doctor finds where git was refused; None where it is not asked, or cannot look."""
    if proof is None or proof.ok or done.state == "failed":
        return None
    from onboard.doctor.examine import after

    try:
        return engine.examine(after(done), reporter(quiet=options.json)).wrong
    except OnboardError:  # the proof has said why already
        return None


def _print(
    plan: Plan,
    done: Run,
    proof: Proof | None,
    found: tuple[Finding, ...] | None,
    places: Places,
) -> None:
    if plan.waiting:
        say(plan.waiting)
    if plan.command == FOR_USER:
        _print_values(done)
    if proof and proof.ok:
        say(f"{sign('✓')} Proved: {proof.detail}")
        if done.clone_url:
            say("\nClone it:")
            if places.sandbox:  # without this line a terminal would ask the real AWS
                say(f'eval "$(onboard sandbox --sandbox={places.sandbox.scenario})"')
            say(f"git clone {done.clone_url}")
    elif proof:
        say(f"{sign('✗')} Not proven: {proof.detail}")
        for line in proof.said.splitlines():
            say(f"  > {line}")
        say(f"  {proof.hint}")
    if found is not None:
        say("\nThe doctor found:" if found else "\nThe doctor found nothing else that is wrong.")
        say_findings(found, places)
    _print_end(plan, done, places)


def _print_end(plan: Plan, done: Run, places: Places) -> None:
    if done.state == "failed":
        say("\nEverything was put back; the old credential is in force, and Active.")
    elif plan.steps and is_final(plan):
        why = "" if plan.command == FOR_USER else "The old one is deleted, so this"
        say(f"\n{why or 'This'} cannot be undone.")
    elif done.id:
        say(places.as_typed(f"\nUndo it all with: onboard undo {done.id}"))
