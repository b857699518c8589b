"""Passwords go where the person said or nowhere, and only into keyrings that encrypt."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from onboard import keyrings, vault
from onboard.errors import FileRefused, VaultUnavailable
from onboard.places import Places
from onboard.secret import Secret
from onboard.situation import Store, VaultEntry
from tests.machine import machine
from tests.secret_service import needs_secret_service, secret_service

ENTRY = VaultEntry("123456789012", "me-at-123456789012", Store.FILE, "ACCAX")
IN_KEYRING = VaultEntry("123456789012", "me-at-123456789012", Store.KEYRING, "ACCAX")


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return machine(tmp_path)


@pytest.fixture
def no_keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "PYTHON_KEYRING_BACKEND"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_the_file_is_private_and_says_what_it_is(places: Places) -> None:
    vault.keep(places, ENTRY, Secret("pw"))
    assert places.vault_file.stat().st_mode & 0o777 == 0o600
    assert places.state.stat().st_mode & 0o777 == 0o700
    assert places.vault_file.read_text() == (
        '{\n "version": 1,\n "passwords": {\n  "123456789012/me-at-123456789012": "pw"\n }\n}\n'
    )
    assert '"store": "file"' in places.vault_index.read_text()
    assert not places.backups.exists(), "a password is never copied into a backup"


def test_what_gits_helper_keeps_is_only_listed(places: Places) -> None:
    entry = VaultEntry("1", "u", Store.GIT_HELPER)
    vault.keep(places, entry, Secret("pw"))
    assert vault.entries(places) == (entry,)
    assert vault.fetch(places, entry) is None
    assert not places.vault_file.exists()
    vault.forget(places, entry)
    assert vault.entries(places) == ()


def test_looking_writes_nothing(places: Places) -> None:
    assert vault.entries(places) == ()
    assert vault.fetch(places, ENTRY) is None
    vault.forget(places, ENTRY)
    assert not places.state.exists()


@pytest.mark.parametrize(
    "text",
    ["{", "[]", "{}", '{"version": 2}', '{"version": 1, "entries": [{"account": "1"}]}', "\xff",
     '{"version": 1, "entries": [{"account": "1", "username": "u", "store": "moon"}]}'],
)  # fmt: skip
def test_a_damaged_index_is_named_not_overwritten(places: Places, text: str) -> None:
    places.state.mkdir()
    places.vault_index.write_text(text, "latin-1")
    for act in (lambda: vault.entries(places), lambda: vault.keep(places, ENTRY, Secret("pw"))):
        with pytest.raises(FileRefused, match=r"vault\.json is damaged"):
            act()
    assert places.vault_index.read_text("latin-1") == text


def test_a_damaged_password_file_is_not_quoted(places: Places) -> None:
    places.state.mkdir()
    places.vault_file.write_text('{"version": 1, "passwords": {"a": canary}}')
    with pytest.raises(FileRefused) as caught:
        vault.keep(places, ENTRY, Secret("pw"))
    assert "canary" not in f"{caught.value}{caught.value.__cause__}{caught.value.__context__}"


@pytest.mark.usefixtures("no_keyring")
class TestWithoutAKeyring:
    """Nothing is kept anywhere else by itself."""

    def test_the_probe_says_why(self) -> None:
        fact = vault.probe_keyring()
        assert not fact.usable
        assert fact.reason == (
            "No desktop keyring (GNOME Keyring, KWallet, KeePassXC) is running in this session."
        )

    def test_keeping_fails_and_leaves_nothing(self, places: Places) -> None:
        with pytest.raises(VaultUnavailable) as caught:
            vault.keep(places, IN_KEYRING, Secret("pw"))
        assert "--store" in caught.value.hint
        assert not places.state.exists()

    def test_finding_is_nothing_or_says_why(self, places: Places) -> None:
        assert vault.fetch(places, IN_KEYRING) is None
        with pytest.raises(VaultUnavailable, match="No desktop keyring"):
            vault.read_keyring("1", "u", {"XDG_RUNTIME_DIR": "/nowhere"})

    def test_forgetting_does_not_pretend(self, places: Places) -> None:
        with pytest.raises(VaultUnavailable):
            vault.forget(places, IN_KEYRING)

    @pytest.mark.parametrize(
        "name",
        ["keyring.backends.null.Keyring", "keyring.backends.fail.Keyring", "plaintext.Keyring"],
    )
    def test_a_back_end_that_is_not_on_the_list_is_refused(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "plaintext.py").write_text(PLAINTEXT)
        monkeypatch.syspath_prepend(str(tmp_path))
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", name)
        fact = vault.probe_keyring()
        assert not fact.usable
        assert f"({name})" in fact.reason
        assert not (tmp_path / "plain.txt").exists()

    def test_a_back_end_that_is_not_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "no.such.Keyring")
        assert vault.probe_keyring().reason == "The keyring that is configured is not installed."


PLAINTEXT = """
from pathlib import Path
from keyring.backend import KeyringBackend

class Keyring(KeyringBackend):
    priority = 99

    def set_password(self, *words):
        Path(__file__).with_name("plain.txt").write_text(repr(words))

    def get_password(self, service, user):
        return None

    def delete_password(self, service, user):
        pass
"""


def test_a_keyring_that_does_not_answer_is_given_up() -> None:
    never = threading.Event()
    with pytest.raises(VaultUnavailable, match=r"did not answer within 0\.05 seconds"):
        keyrings.limited(never.wait, 0.05)
    never.set()


def test_an_error_of_a_back_end_never_repeats_the_secret() -> None:
    def failing() -> None:
        raise RuntimeError("could not store canary-password")

    with pytest.raises(VaultUnavailable) as caught:
        keyrings.limited(failing, 5)
    assert caught.value.message == "The keyring failed (RuntimeError)."
    assert caught.value.__cause__ is None


@needs_secret_service
def test_a_real_keyring_is_proven_before_it_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with secret_service(tmp_path) as variables:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        fact = vault.probe_keyring()
        assert (fact.usable, fact.name, fact.reason) == (True, "Secret Service keyring", "")
        assert _everything() == []
        chain = "keyring.backends.chainer.ChainerBackend"
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", chain)
        assert vault.probe_keyring().usable


def _everything() -> list[str]:
    """The labels of all that the keyring holds."""
    import secretstorage

    connection = secretstorage.dbus_init()
    try:
        found = secretstorage.get_default_collection(connection).get_all_items()
        return [each.get_label() for each in found]
    finally:
        connection.close()


@needs_secret_service
def test_a_locked_keyring_is_told(tmp_path: Path) -> None:
    with secret_service(tmp_path, unlocked=False) as variables:
        assert "The keyring was never set up" in _probed(tmp_path, variables)
    with secret_service(tmp_path) as variables:
        assert "usable=True" in _probed(tmp_path, variables)
    with secret_service(tmp_path, unlocked=False) as variables:
        assert "The keyring is locked." in _probed(tmp_path, variables)


def _probed(folder: Path, variables: dict[str, str]) -> str:
    """In a process of its own: a call that waits for a person cannot be taken back."""
    return subprocess.run(
        [sys.executable, "-c", "from onboard import vault; print(vault.probe_keyring())"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
        env={"PATH": os.environ["PATH"], "HOME": str(folder)} | variables,
    ).stdout


@needs_secret_service
def test_another_process_finds_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "import os; from onboard.vault import read_keyring; "
        "print(read_keyring('123456789012', 'me-at-123456789012', os.environ).reveal())"
    )
    with secret_service(tmp_path) as variables:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        vault.keep(machine(tmp_path, **variables), IN_KEYRING, Secret("from-the-keyring"))
        said = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[2],
        ).stdout
    assert said == "from-the-keyring\n"
