"""The password's step is not carried out where another run has kept one in the meantime."""

from pathlib import Path

import pytest

from onboard import vault
from onboard.secret import Secret
from onboard.situation import Store, VaultEntry
from onboard.steps.password import StorePassword
from onboard.steps.step import Bench
from onboard.steps.unchanged import Changed
from tests.machine import machine

ACCOUNT = "111122223333"


@pytest.mark.parametrize(
    ("known", "stale"), [((), True), (("jane-at-1", "late-at-1"), False), (None, False)]
)
def test_what_is_kept_by_now_is_what_the_plan_knew(
    known: tuple[str, ...] | None, stale: bool, tmp_path: Path
) -> None:
    places = machine(tmp_path)
    for account, name in ((ACCOUNT, "late-at-1"), (ACCOUNT, "jane-at-1"), ("2", "else-at-2")):
        vault.keep(places, VaultEntry(account, name, Store.FILE, "ACCA1"), Secret("hunter2"))
    step = StorePassword(Store.FILE, ACCOUNT, "new-at-1", "ACCA2", "https://host", known=known)
    if stale:
        with pytest.raises(Changed, match=r"kept here .* changed after this plan was made"):
            step.check(Bench(places, None))
    else:
        step.check(Bench(places, None))
