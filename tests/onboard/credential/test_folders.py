"""Our folders are where platformdirs and `onboard.places` put them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows, get_win_folder_from_env_vars

from onboard import places
from onboard.credential import folders
from tests.onboard.credential.calls import environment

VARIABLES: list[dict[str, str]] = [
    {},
    {"XDG_CACHE_HOME": "/somewhere/cache", "XDG_STATE_HOME": "/somewhere/state"},
    {"XDG_CACHE_HOME": "relative", "XDG_STATE_HOME": "~/tilde"},
    {"XDG_CACHE_HOME": "", "XDG_STATE_HOME": ""},
]


@pytest.mark.parametrize("variables", VARIABLES)
@pytest.mark.parametrize(("platform", "kind"), [("linux", Unix), ("darwin", MacOS)])
def test_same_as_platformdirs(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    platform: str,
    kind: type[Unix] | type[MacOS],
) -> None:
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment(tmp_path, **variables).items():
        monkeypatch.setenv(name, value)
    theirs = kind(places.APP, appauthor=False)
    credentials = str(theirs.user_cache_path / "credentials")
    assert folders.cache_folder(os.environ, platform) == credentials
    assert folders.state_folder(os.environ, platform) == str(theirs.user_state_path)


def test_same_as_platformdirs_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as another platform shows: the same variable, the same parts."""
    monkeypatch.setenv("LOCALAPPDATA", r"C:\Users\jane\AppData\Local")
    base = get_win_folder_from_env_vars("CSIDL_LOCAL_APPDATA")
    theirs = Windows(places.APP, appauthor=False)
    cache = theirs._append_parts(base, opinion_value="Cache").replace("/", "\\")
    state = theirs._append_parts(base).replace("/", "\\")
    assert folders.cache_folder(os.environ, "win32") == cache + "\\credentials"
    assert folders.state_folder(os.environ, "win32") == state


@pytest.mark.parametrize("variables", VARIABLES)
def test_same_as_places(tmp_path: Path, variables: dict[str, str]) -> None:
    program = (
        "import os, sys; from onboard import places; from onboard.credential import folders\n"
        "here = places.here()\n"
        "assert str(here.temporary_credentials) == folders.cache_folder(os.environ, sys.platform)\n"
        "assert str(here.state) == folders.state_folder(os.environ, sys.platform)\n"
        "assert here.vault_index.name == 'vault.json'\n"
        "assert here.vault_file.name == 'passwords.json'\n"
        "assert str(here.home) == folders.home(os.environ, sys.platform)\n"
        "files = str(here.aws_config), str(here.aws_credentials)\n"
        "assert files == folders.aws_files(os.environ, sys.platform)\n"
    )
    environ = environment(tmp_path, **variables)
    subprocess.run([sys.executable, "-c", program], env=environ, check=True)


def test_home_without_a_usable_variable_is_the_one_in_passwd() -> None:
    assert os.path.isabs(folders.home({}, "linux"))
