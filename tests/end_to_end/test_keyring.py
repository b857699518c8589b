"""`--store keyring` with a real Secret Service, and what is said where there is none."""

import json
import sys
from pathlib import Path

from tests.sandboxes import onboard, outside, running
from tests.tools import needs

UNLOCKED = (
    'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"'
)
SETUP = ("setup", "--sandbox", "--method", "https", "--store", "keyring", "--yes", "--json")


@needs("dbus-run-session", "gnome-keyring-daemon")
def test_a_real_secret_service_keeps_and_serves_the_password(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        script = tmp_path / "session.sh"
        script.write_text(
            f"set -e\n{sys.executable} -m onboard {' '.join(SETUP)}\n"
            f"{sys.executable} -m onboard undo --sandbox --yes --json\n"
        )
        session = ("dbus-run-session", "--", "sh", "-c", UNLOCKED, "sh", "sh", str(script))
        env = outside(tmp_path) | {"XDG_RUNTIME_DIR": str(tmp_path)}
        done = sandbox.run(*session, env=env, cwd=tmp_path)
        decoder, text = json.JSONDecoder(), done.stdout.strip()
        shown, end = decoder.raw_decode(text)
        assert shown["proof"]["ok"], (shown, done.stderr)
        assert not (sandbox.home / ".local/state/onboard/passwords.json").exists()
        undone = json.loads(text[end:])
        assert undone["left"] == [], done.stderr


def test_without_a_keyring_it_explains_offers_and_does_not_fall_back(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        done = onboard(tmp_path, *SETUP)
        error = json.loads(done.stdout)["error"]
        assert (done.returncode, error["code"]) == (1, "vault-unavailable")
        assert "--store file" in error["hint"]
        assert "--store git-helper" in error["hint"]
        assert not any(call["write"] for call in sandbox.control("calls")["calls"])
        chosen = onboard(tmp_path, *SETUP[:4], "--store", "file", "--yes", "--json")
        assert json.loads(chosen.stdout)["proof"]["ok"], chosen.stdout
        kept = sandbox.home / ".local/state/onboard/passwords.json"
        assert kept.stat().st_mode & 0o777 == 0o600


def test_gits_own_helper_keeps_it_where_chosen(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        kept = sandbox.home / "kept"
        sandbox.run("git", "config", "--global", "credential.helper", f"store --file={kept}")
        done = onboard(tmp_path, *SETUP[:4], "--store", "git-helper", "--yes", "--json")
        shown = json.loads(done.stdout)
        assert shown["proof"]["ok"], shown
        assert "jane-at-111122223333" in kept.read_text()
        undone = onboard(tmp_path, "undo", "--sandbox", "--yes", "--json")
        assert json.loads(undone.stdout)["left"] == []
        assert "jane-at-111122223333" not in kept.read_text()
