"""An access key off the disk: a real Secret Service has it, and AWS's own tools go on working."""

import json
import re
from pathlib import Path

from tests.sandboxes import onboard, outside, running
from tests.secret_service import needs_secret_service, secret_service

SETUP = ("setup", "--sandbox", "--method", "helper", "--store", "keyring")


@needs_secret_service
def test_the_key_moves_into_the_keyring_and_comes_back(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox, secret_service(tmp_path) as bus:
        file = sandbox.home / ".aws" / "credentials"
        before = file.read_bytes()
        found = re.search(r"secret_access_key = (\S+)", before.decode())
        assert found is not None
        env = outside(tmp_path) | bus
        words = (*SETUP, "--access-key", "keyring", "--yes", "--json")
        done = onboard(tmp_path, *words, env=env)
        shown = json.loads(done.stdout)
        assert (done.returncode, shown["proof"]["ok"]) == (0, True), shown
        paths = (path for path in sandbox.home.rglob("*") if path.is_file())
        assert [path for path in paths if found[1].encode() in path.read_bytes()] == []
        inside = sandbox.env | bus
        caller = sandbox.run("aws", "sts", "get-caller-identity", env=inside)
        assert json.loads(caller.stdout)["Arn"].endswith("user/jane"), caller.stderr
        cloned = sandbox.run("git", "ls-remote", shown["clone_url"], env=inside)
        assert cloned.returncode == 0, cloned.stderr
        rotate = ("rotate", "--sandbox", "--method", "helper", "--yes", "--json")
        rotated = json.loads(onboard(tmp_path, *rotate, env=env).stdout)
        assert (rotated["proof"]["ok"], rotated["applied"]) == (True, [1, 2, 3, 4]), rotated
        assert rotated["proof"]["credential"] in file.read_text()
        back = onboard(tmp_path, "undo", "--sandbox", "--yes", env=env)
        assert back.returncode == 0, back.stderr
        undone = onboard(tmp_path, "undo", "--sandbox", "--yes", "--json", env=env)
        assert (undone.returncode, json.loads(undone.stdout)["left"]) == (0, []), undone.stdout
        assert file.read_bytes() == before


def test_without_a_key_in_the_file_there_is_none_to_move(tmp_path: Path) -> None:
    with running(tmp_path, "role") as sandbox:
        words = ("setup", "--method", "helper", "--access-key", "keyring", "--yes", "--json")
        done = sandbox.onboard(*words)
        assert (done.returncode, json.loads(done.stdout)["error"]["code"]) == (2, "bad-input")
