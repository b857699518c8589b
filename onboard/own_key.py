"""A key of the person's own: the one they named, and whether their passphrase opens it."""

from dataclasses import replace
from pathlib import Path

from onboard import files
from onboard.errors import BadInput
from onboard.situation import Setup, Situation
from onboard.steps.key_pair import CreateKeyPair
from onboard.work import Materials, Plan, Run


def check_passphrase(plan: Plan, materials: Materials) -> None:
    """Raise BadInput, before anything is written, for one that does not open the existing key."""
    wanted, given = plan.proof, materials.passphrase
    made = any(isinstance(step, CreateKeyPair) for step in plan.steps)
    if wanted is None or not wanted.encrypted or made or given is None:
        return
    from onboard.ssh.keys import unlocks

    if not unlocks(Path(wanted.identity_file), given):
        raise BadInput(
            f"That passphrase does not open {wanted.identity_file}; nothing was changed.",
            f"Check it with: ssh-keygen -y -f {wanted.identity_file}",
        )


def with_named_key(situation: Situation, setup: Setup) -> tuple[Situation, Setup]:
    """Both with the key that the person named: it may be in any folder, and by either half."""
    if setup.key is None:
        return situation, setup
    from onboard.ssh.keys import read_key

    key = read_key(setup.key)
    others = tuple(one for one in situation.machine.keys if one.path != key.path)
    machine = replace(situation.machine, keys=(*others, key))
    return replace(situation, machine=machine), replace(setup, key=key.path)


def public_key(setup: Setup, run: Run | None) -> str:
    """The public line of the key that a run made or that was named; raises BadInput for none."""
    steps = run.plan.steps if run else ()
    made = next((one.public for one in steps if isinstance(one, CreateKeyPair)), None)
    path = made or (setup.key.with_name(f"{setup.key.name}.pub") if setup.key else None)
    content = files.read(path) if path else None
    if content is None:
        raise BadInput("There is no public key yet.", "Go back and make one.")
    return content.decode("utf-8", "replace").strip()
