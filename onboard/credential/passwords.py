"""Git credentials that `onboard setup` stored: the index, then the vault that it names."""

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from onboard.credential.folders import state_folder
from onboard.credential.private import NotPrivate, read_private
from onboard.credential.refusal import CannotAnswer, quoted

Entry = dict[str, Any]
STORES = ("keyring", "file", "sandbox")
MEND = "Run: onboard setup --method https"


def find_password(
    environ: Mapping[str, str], account: str, username: str | None, platform: str
) -> tuple[str, str] | None:
    """User name and password for the account, or None where git asks for another helper's user.

    Raises CannotAnswer where there is no such credential or its vault does not give it.
    """
    state = state_folder(environ, platform)
    entries = _entries(os.path.join(state, "vault.json"))
    entry = choose(entries, account, username)
    if entry is None:
        if any(username and each["username"] == username for each in entries):
            return None
        raise CannotAnswer(f"there is no Git credential for {_whose(account, username)}", MEND)
    name = str(entry["username"])
    if entry["store"] == "keyring":
        found = _from_keyring(account, name, environ)
    else:
        found = _from_file(os.path.join(state, "passwords.json"), account, name)
    if not found:
        raise CannotAnswer(f"the password of the Git user {name} is not in its store", MEND)
    return name, found


def choose(entries: Sequence[Entry], account: str, username: str | None) -> Entry | None:
    """The account's entry with that user name, or its newest where git named none.

    What git's own helper keeps is not ours to answer. The index lists the newest last.
    """
    ours = [each for each in entries if each["account"] == account and each["store"] in STORES]
    if username:
        ours = [each for each in ours if username in (each["username"], *_formerly(each))]
    return max(reversed(ours), key=lambda each: str(each.get("created", "")), default=None)


def _formerly(entry: Entry) -> list[str]:
    """The user names before the present one: a rotation leaves the addresses as they are."""
    names = entry.get("formerly")
    return [str(one) for one in names] if isinstance(names, list) else []


def _entries(path: str) -> list[Entry]:
    content = _document(path, private=False)
    entries = content.get("entries")
    found = entries if isinstance(entries, list) else []
    return [entry for entry in found if isinstance(entry, dict) and _is_whole(entry)]


def _is_whole(entry: Entry) -> bool:
    return all(isinstance(entry.get(key), str) for key in ("account", "username", "store"))


def _from_file(path: str, account: str, username: str) -> str | None:
    passwords = _document(path, private=True).get("passwords")
    found = passwords.get(f"{account}/{username}") if isinstance(passwords, dict) else None
    return found if isinstance(found, str) else None


def _from_keyring(account: str, username: str, environ: Mapping[str, str]) -> str | None:
    from onboard.errors import OnboardError
    from onboard.vault import read_keyring

    try:
        secret = read_keyring(account, username, environ)
    except OnboardError as error:
        raise CannotAnswer(error.message.rstrip("."), error.hint) from None
    return secret.reveal() if secret else None


def _document(path: str, private: bool) -> dict[str, Any]:
    """The JSON object in the file, {} where there is no file."""
    try:
        if private:
            text = read_private(path)
        else:
            with open(path, "rb") as file:
                text = file.read()
        content = json.loads(text)
    except FileNotFoundError:
        return {}
    except NotPrivate:
        raise CannotAnswer(
            f"{path} is not yours alone, so no password is taken from it",
            f"Run: chmod 600 {quoted(path)}",
        ) from None
    except (OSError, ValueError):
        raise CannotAnswer(f"{path} cannot be read", MEND) from None
    return content if isinstance(content, dict) else {}


def _whose(account: str, username: str | None) -> str:
    return f"account {account}" + (f" and user {username}" if username else "")
