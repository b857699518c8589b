"""Where the passwords of Git credentials rest, and an index of which rests where."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from onboard.errors import FileRefused, VaultUnavailable, no_keyring
from onboard.files import read, write_private
from onboard.places import APP, Places
from onboard.secret import Secret
from onboard.situation import KeyringFact, Store, VaultEntry

_VERSION = 1
_FILED = (Store.FILE, Store.SANDBOX)


def probe_keyring(timeout: float = 5) -> KeyringFact:
    """Whether the keyring keeps a secret now: writes, reads and deletes a random one."""
    from onboard import keyrings

    name = ""

    def trying() -> None:
        nonlocal name
        name = keyrings.chosen()[1]
        keyrings.tried()

    try:
        keyrings.limited(trying, timeout)
    except VaultUnavailable as error:
        return KeyringFact(usable=False, name=name, reason=error.message)
    return KeyringFact(usable=True, name=name)


def keep(places: Places, entry: VaultEntry, password: Secret) -> None:
    """Put the password where the entry says, then list it; raises VaultUnavailable, FileRefused.

    What goes to git's own helper is stored by `git credential approve`; here it is only listed.
    """
    if entry.store is Store.KEYRING:
        from onboard import keyrings

        keyrings.write(_user(entry), password)
    elif entry.store in _FILED:
        _save_passwords(places, _passwords(places) | {_user(entry): password.reveal()})
    for former in entries(places):
        if _user(former) == _user(entry) and _place(former) != _place(entry):
            with suppress(VaultUnavailable):  # it may be why the person chose another place
                _discard(places, former)
    _list(places, (*_others(places, entry), entry))


def fetch(places: Places, entry: VaultEntry) -> Secret | None:
    """The password, or None where it is not there (or git's own helper has it)."""
    if entry.store is Store.KEYRING:
        return read_keyring(entry.account, entry.username, places.env)
    if entry.store in _FILED:
        found = _passwords(places).get(_user(entry))
        return None if found is None else Secret(found)
    return None


def check(places: Places, store: Store) -> None:
    """Raise FileRefused, before a secret exists, where our own files could not take it."""
    entries(places)
    if store in _FILED:
        _passwords(places)


def check_ready(places: Places, store: Store) -> None:
    """The same, and VaultUnavailable where the keyring does not keep a secret now."""
    check(places, store)
    if store is Store.KEYRING and not (fact := probe_keyring()).usable:
        raise no_keyring(fact.reason)


def kept(places: Places) -> tuple[VaultEntry, ...]:
    """The entries whose password is really there; what git's own helper has cannot be told."""
    return tuple(one for one in entries(places) if _is_there(places, one))


def forget(places: Places, entry: VaultEntry) -> None:
    """Delete the password and its line in the index; fine where they are not there."""
    _discard(places, entry)
    others = _others(places, entry)
    if others != entries(places):
        _list(places, others)


def entries(places: Places) -> tuple[VaultEntry, ...]:
    """What the index lists; raises FileRefused where it is damaged."""
    rows = _load(places.vault_index).get("entries", [])
    try:
        return tuple(_entry(row) for row in rows)
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise _damaged(places.vault_index) from error


def read_keyring(account: str, username: str, environ: Mapping[str, str]) -> Secret | None:
    """The password that the keyring has, for the helper that git calls; raises VaultUnavailable."""
    from onboard import keyrings

    return keyrings.find(f"{account}/{username}", environ)


def _is_there(places: Places, entry: VaultEntry) -> bool:
    if entry.store is Store.GIT_HELPER:
        return True
    try:
        return fetch(places, entry) is not None or _cannot_ask(places, entry)
    except FileRefused:
        return False
    except VaultUnavailable:  # locked, say: a second credential would be no help
        return True


def _cannot_ask(places: Places, entry: VaultEntry) -> bool:
    from onboard import keyrings

    return entry.store is Store.KEYRING and keyrings.out_of_reach(places.env)


def _user(entry: VaultEntry) -> str:
    return f"{entry.account}/{entry.username}"


def _place(entry: VaultEntry) -> Store:
    """The two stores that are files are one place."""
    return Store.FILE if entry.store in _FILED else entry.store


def _others(places: Places, entry: VaultEntry) -> tuple[VaultEntry, ...]:
    return tuple(other for other in entries(places) if _user(other) != _user(entry))


def _discard(places: Places, entry: VaultEntry) -> None:
    if entry.store is Store.KEYRING:
        from onboard import keyrings

        keyrings.delete(_user(entry))
    elif entry.store in _FILED:
        passwords = _passwords(places)
        if passwords.pop(_user(entry), None) is not None:
            _save_passwords(places, passwords)


def _entry(row: Mapping[str, Any]) -> VaultEntry:
    return VaultEntry(
        account=str(row["account"]),
        username=str(row["username"]),
        store=Store(row["store"]),
        credential_id=str(row.get("credential_id", "")),
        formerly=tuple(map(str, row.get("formerly", ()))),
    )


def _list(places: Places, listed: tuple[VaultEntry, ...]) -> None:
    _save(places.vault_index, {"entries": [asdict(entry) for entry in listed]})


def _passwords(places: Places) -> dict[str, str]:
    found = _load(places.vault_file).get("passwords", {})
    if not isinstance(found, dict):
        raise _damaged(places.vault_file)
    return {str(user): str(password) for user, password in found.items()}


def _save_passwords(places: Places, passwords: Mapping[str, str]) -> None:
    _save(places.vault_file, {"passwords": dict(passwords)})


def _load(path: Path) -> dict[str, Any]:
    content = read(path)
    if content is None:
        return {}
    try:
        found = json.loads(content)
    except ValueError:  # its words would quote the file
        raise _damaged(path) from None
    if not isinstance(found, dict) or found.get("version") != _VERSION:
        raise _damaged(path)
    return found


def _save(path: Path, content: Mapping[str, Any]) -> None:
    text = json.dumps({"version": _VERSION, **content}, indent=1)
    write_private(path, text.encode() + b"\n")


def _damaged(path: Path) -> FileRefused:
    return FileRefused(
        f"{path} is damaged, or a newer {APP} wrote it.",
        f"Use that newer {APP}, or move the file away and set up again.",
    )
