"""Finish a run that ended in the middle: back to the last firm ground, and on from there."""

from dataclasses import replace
from pathlib import Path

from onboard.apply import go_on, go_on_proven, take_back
from onboard.errors import BadInput, PassphraseNeeded, VaultUnavailable
from onboard.journal import Journal
from onboard.steps.access_key import CreateAccessKey, ExchangeAccessKey
from onboard.steps.git_credential import CreateGitCredential
from onboard.steps.hand_over import HandOver
from onboard.steps.kept_key import KeepNewKey
from onboard.steps.key_pair import CreateKeyPair
from onboard.steps.password import StorePassword
from onboard.steps.reset_password import ResetPassword
from onboard.steps.step import Bench
from onboard.work import Report, Run, Stop, never, silent


def resume(record: Journal, bench: Bench, report: Report = silent, stop: Stop = never) -> Run:
    """Take back what was half done, then apply the rest; the caller has the lock, and proves it.

    Raises the step's OnboardError after the whole run has been put back; where git has proven the
    run already, nothing is put back. Raises PassphraseNeeded, or BadInput for one that does not
    open the key, before anything is done.
    """
    if record.run.rest:
        return go_on_proven(record, bench, report)
    _check_passphrase(record, bench)
    first = firm_ground(record.run)
    take_back(record, bench, first, report)
    record.run = replace(record.run, done=record.run.done[:first])
    record.intents = record.intents[:first]
    record.write()
    _check(record, bench, first)
    return go_on(record, bench, report, stop)


def _check_passphrase(record: Journal, bench: Bench) -> None:
    """No key is made without the passphrase that was planned, and no proof begun without it."""
    run, given = record.run, bench.materials.passphrase
    wanted = run.plan.proof
    if wanted is None or not wanted.encrypted:
        return
    if given is None:
        raise PassphraseNeeded(
            f"The passphrase of {wanted.identity_file} is needed to go on; nothing was changed.",
            f"Give it as one line on standard input: onboard resume {run.id} --passphrase-stdin",
        )
    from onboard.ssh.keys import unlocks

    to_be_made = any(isinstance(one, CreateKeyPair) for one in run.plan.steps[len(run.done) :])
    if not to_be_made and not unlocks(Path(wanted.identity_file), given):
        raise BadInput(
            f"That passphrase does not open {wanted.identity_file}; nothing was changed.",
            f"Check it with: ssh-keygen -y -f {wanted.identity_file}",
        )


def _check(record: Journal, bench: Bench, first: int) -> None:
    try:
        for step in record.run.plan.steps[first : record.run.plan.before_proof]:
            step.check(bench)
    except VaultUnavailable as error:  # the plan names its place, so another one is another run
        error.hint = (
            "Unlock or start the keyring and resume again. Or take the run back: "
            f"onboard undo {record.run.id}; then set up with another place: --store file"
        )
        raise


WAITING = (StorePassword, ExchangeAccessKey, KeepNewKey, HandOver)
"""What stores a secret that IAM shows once, or hands it over."""


def firm_ground(run: Run) -> int:
    """How many steps stand: those that are done and whose secret no later step still waits for.

    What IAM showed once died with the process, so its credential must be made anew.
    """
    done = len(run.done)
    steps = run.plan.steps
    if any(isinstance(step, WAITING) for step in steps[done:]):
        once = (CreateGitCredential, ResetPassword, CreateAccessKey)
        made = (n for n, step in enumerate(steps[:done]) if isinstance(step, once))
        return next(made, done)
    return done
