"""Every place where a password may rest keeps the same promises; the OS keyring is a real one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onboard import vault
from onboard.places import Places
from onboard.secret import Secret
from onboard.situation import Store, VaultEntry
from tests.machine import machine
from tests.secret_service import needs_secret_service, secret_service

STORES = [
    Store.FILE,
    Store.SANDBOX,
    pytest.param(Store.KEYRING, marks=needs_secret_service),
]
PASSWORD = Secret("p+w/ä=\"'\\ %s")


@pytest.fixture(params=STORES, ids=str)
def store(request: pytest.FixtureRequest) -> Store:
    return Store(request.param)


@pytest.fixture
def places(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Places]:
    if store is not Store.KEYRING:
        yield machine(tmp_path)
        return
    with secret_service(tmp_path) as variables:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        yield machine(tmp_path, **variables)


def entry(
    store: Store, name: str = "me-at-123456789012", account: str = "123456789012"
) -> VaultEntry:
    return VaultEntry(account, name, store, f"ACCA{name[:2].upper()}")


def test_what_is_kept_is_found_and_listed(places: Places, store: Store) -> None:
    assert vault.fetch(places, entry(store)) is None
    vault.keep(places, entry(store), PASSWORD)
    assert vault.fetch(places, entry(store)) == PASSWORD
    assert vault.entries(places) == (entry(store),)


def test_the_newest_password_wins(places: Places, store: Store) -> None:
    vault.keep(places, entry(store), Secret("old"))
    vault.keep(places, entry(store), PASSWORD)
    assert vault.fetch(places, entry(store)) == PASSWORD
    assert vault.entries(places) == (entry(store),)


def test_each_account_and_user_has_its_own(places: Places, store: Store) -> None:
    three = [entry(store, "a"), entry(store, "b"), entry(store, "a", "210987654321")]
    for number, each in enumerate(three):
        vault.keep(places, each, Secret(f"password {number}"))
    assert [vault.fetch(places, each) for each in three] == [
        Secret(f"password {number}") for number in range(3)
    ]
    vault.forget(places, three[0])
    assert vault.fetch(places, three[0]) is None
    assert vault.fetch(places, three[2]) == Secret("password 2")
    assert vault.entries(places) == tuple(three[1:])


def test_forgetting_is_complete_and_may_be_repeated(places: Places, store: Store) -> None:
    vault.keep(places, entry(store), PASSWORD)
    for _ in range(2):
        vault.forget(places, entry(store))
        assert vault.fetch(places, entry(store)) is None
        assert vault.entries(places) == ()


def test_the_index_holds_no_secret(places: Places, store: Store) -> None:
    vault.keep(places, entry(store), Secret("canary-password"))
    assert b"canary" not in places.vault_index.read_bytes()
    assert places.vault_index.stat().st_mode & 0o077 == 0


def test_a_password_that_moves_leaves_its_old_place(places: Places, store: Store) -> None:
    vault.keep(places, entry(store), PASSWORD)
    vault.keep(places, entry(Store.GIT_HELPER), PASSWORD)
    assert vault.entries(places) == (entry(Store.GIT_HELPER),)
    assert vault.fetch(places, entry(store)) is None
