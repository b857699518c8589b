"""Passwords in our vault that no run tells of."""

from onboard import vault
from onboard.places import Places
from onboard.remove import Piece, Runs
from onboard.situation import ACCESS_KEYS, VaultEntry
from onboard.steps.password import PLACES, StorePassword
from onboard.work import Shown


def entries(places: Places, runs: Runs) -> list[VaultEntry]:
    """The entries; raises FileRefused where the index is damaged."""
    known = {
        (step.account, facts.get("user_name"))
        for step, facts in runs.explained()
        if isinstance(step, StorePassword)
    }
    there = [one for one in vault.entries(places) if one.account != ACCESS_KEYS]
    return [one for one in there if (one.account, one.username) not in known]


def piece(places: Places, entry: VaultEntry) -> Piece:
    """Forgetting one."""

    def act() -> str:
        vault.forget(places, entry)
        return ""

    target = f"{PLACES[entry.store]}: the password for {entry.username}"
    shown = Shown(
        "The password is removed from there.", "Here", target, f"{entry.username} = ••••••••\n",
        "", "",
    )  # fmt: skip
    return Piece(StorePassword.kind, shown, act)


def beyond(entry: VaultEntry) -> str:
    """The credential at IAM that has to be left, with the next step."""
    number = entry.credential_id
    flag = f" --service-specific-credential-id {number}" if number else ""
    return (
        f"The Git credential {entry.username} {f'({number}) ' if number else ''}at IAM was left: "
        "no run here tells that onboard created it. If nothing else uses it, delete it: "
        f"aws iam delete-service-specific-credential{flag}"
    )
