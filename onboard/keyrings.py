"""The home of keyring: the operating system's key stores that we trust, each call with a limit."""

import secrets
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, TypeVar

from onboard.errors import VaultUnavailable
from onboard.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "codecommit-onboard"
PROBE = "onboard-probe"
PATIENCE = 30.0
"""Seconds; long enough for a person to unlock their keyring in a window of the desktop."""

_HINT = "Start or unlock your keyring, or choose another place with --store."
_TRUSTED = {
    "keyring.backends.SecretService.Keyring": "Secret Service keyring",
    "keyring.backends.kwallet.DBusKeyring": "KWallet",
    "keyring.backends.macOS.Keyring": "macOS Keychain",
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
}
"""Class → what a person calls it. All encrypt; those not listed may write plain text."""

_OF_PLATFORM = {
    "darwin": ("keyring.backends.macOS.Keyring",),
    "win32": ("keyring.backends.Windows.WinVaultKeyring",),
}
_ELSEWHERE = ("keyring.backends.SecretService.Keyring", "keyring.backends.kwallet.DBusKeyring")

Answer = TypeVar("Answer")


def chosen() -> "tuple[KeyringBackend, str]":
    """The keyring to write to and its name; raises VaultUnavailable with the reason."""
    for backend in _configured() or _of_platform(sys.platform):
        name = _TRUSTED.get(_class_of(backend))
        if name and backend.viable:
            return backend, name
    raise VaultUnavailable(_why_none(), _HINT)


def tried() -> None:
    """Write, read and delete a random text; anything may be raised, or it may never return."""
    backend, name = chosen()
    user = secrets.token_hex(8)
    _store(backend, name, PROBE, user, Secret(secrets.token_hex(16)))
    backend.delete_password(PROBE, user)


def write(user: str, password: Secret) -> None:
    """Store and read back; raises VaultUnavailable."""
    limited(lambda: _store(*chosen(), SERVICE, user, password), PATIENCE)


def out_of_reach(environ: Mapping[str, str]) -> bool:
    """Whether no keyring can be asked from here, as in a session without a desktop."""
    return sys.platform not in _OF_PLATFORM and not _has_bus(environ)


def find(user: str, environ: Mapping[str, str]) -> Secret | None:
    """The password, from whichever trusted keyring has it; raises VaultUnavailable if none does."""
    if out_of_reach(environ):
        return None
    return limited(lambda: _look(user), PATIENCE)


def delete(user: str) -> None:
    """Forget the password in every trusted keyring that has it; raises VaultUnavailable."""
    limited(lambda: _delete(user), PATIENCE)


def limited(act: Callable[[], Answer], limit: float) -> Answer:
    """Call in a thread and wait `limit` seconds; whatever goes wrong is VaultUnavailable."""
    answers: SimpleQueue[Answer | VaultUnavailable] = SimpleQueue()

    def calling() -> None:
        try:
            answers.put(act())
        except VaultUnavailable as error:
            answers.put(error)
        except Exception as error:  # back ends raise anything: their own, D-Bus's, RuntimeError
            answers.put(VaultUnavailable(_sentence(error), _HINT))

    threading.Thread(target=calling, daemon=True).start()
    try:
        answer = answers.get(timeout=limit)
    except Empty:
        raise VaultUnavailable(
            f"The keyring did not answer within {limit:g} seconds.",
            "See whether a window asks you to unlock it, then try again.",
        ) from None
    if isinstance(answer, VaultUnavailable):
        raise answer
    return answer


def _store(backend: "KeyringBackend", name: str, service: str, user: str, password: Secret) -> None:
    backend.set_password(service, user, password.reveal())
    if backend.get_password(service, user) != password.reveal():
        raise VaultUnavailable(f"The {name} did not give back what was stored in it.", _HINT)


def _look(user: str) -> Secret | None:
    """Ask without trying first whether it is usable: that would double the time git waits."""
    problems: list[Exception] = []
    answered = False
    for backend in _of_platform(sys.platform):
        try:
            password = backend.get_password(SERVICE, user)
        except Exception as error:  # back ends raise anything, and another one may have it
            problems.append(error)
            continue
        if password is not None:
            return Secret(password)
        answered = True
    if answered:
        return None
    if any(backend.viable for backend in _of_platform(sys.platform)):
        raise problems[0]
    raise VaultUnavailable(_why_none(), _HINT)


def _delete(user: str) -> None:
    usable = [backend for backend in _of_platform(sys.platform) if backend.viable]
    if not usable:
        raise VaultUnavailable(_why_none(), _HINT)
    for backend in usable:
        if backend.get_password(SERVICE, user) is not None:
            backend.delete_password(SERVICE, user)


def _configured() -> "tuple[KeyringBackend, ...]":
    """What the person told the keyring library to use, a chain of them taken apart."""
    from keyring import core

    backend = core.load_env() or core.load_config()
    if backend is None:
        return ()
    return tuple(getattr(backend, "backends", None) or (backend,))


def _of_platform(platform: str) -> "Iterator[KeyringBackend]":
    """The trusted back ends, imported one by one as they are asked for."""
    from importlib import import_module

    for path in _OF_PLATFORM.get(platform, _ELSEWHERE):
        module, _, name = path.rpartition(".")
        backend: KeyringBackend = getattr(import_module(module), name)()
        yield backend


def _class_of(backend: "KeyringBackend") -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _why_none() -> str:
    configured = _configured()
    if configured:
        names = ", ".join(_class_of(each) for each in configured)
        return f"The keyring that you configured ({names}) is not one that keeps secrets encrypted."
    if sys.platform in _OF_PLATFORM:
        return "The system's keyring cannot be used from here."
    return "No desktop keyring (GNOME Keyring, KWallet, KeePassXC) is running in this session."


def _has_bus(environ: Mapping[str, str]) -> bool:
    return bool(environ.get("DBUS_SESSION_BUS_ADDRESS") or environ.get("XDG_RUNTIME_DIR"))


def _sentence(error: Exception) -> str:
    """By the kind of error alone: its own words might quote what was to be stored."""
    kind = type(error).__name__
    if kind == "KeyringLocked":
        return "The keyring is locked."
    if kind == "InitError":
        return "The keyring was never set up: it has no password yet."
    if isinstance(error, ImportError):
        return "The keyring that is configured is not installed."
    return f"The keyring failed ({kind})."
