"""The way without a free slot: a new password for the same Git credential. Pure."""

from dataclasses import replace

from onboard.errors import BadInput
from onboard.places import Places
from onboard.plan import make_plan
from onboard.rotate.in_use import Old
from onboard.rotate.words import described
from onboard.situation import Credential, Setup, Situation
from onboard.steps.password import StorePassword
from onboard.steps.reset_password import ResetPassword
from onboard.work import Plan


def reset_plan(situation: Situation, setup: Setup, old: Old, places: Places) -> Plan:
    """Reset, store, prove; raises BadInput for other methods."""
    if old.type is not Credential.GIT:
        raise BadInput(
            "Only a Git credential can be reset in place.",
            "Leave --reset-password out, or --method https.",
        )
    account = situation.identity.account
    stored = StorePassword(setup.store, account, old.name, old.id, old.url)
    made = make_plan(situation, replace(setup, git_user=old.name), places)
    others = tuple(step for step in made.steps if not isinstance(step, StorePassword))
    proof = made.proof and replace(made.proof, user=old.name, credential=old.id)
    return replace(
        made,
        command="rotate",
        steps=(ResetPassword(old.user, old.id), stored, *others),
        proof=proof,
        notes=(
            *made.notes,
            f"The old password of {described(situation, old)} dies at once, on every machine that "
            "uses it, before the new one is proven. This cannot be undone.",
        ),
    )
