"""The proof can fail: what happens to a credential between apply and prove is found and named."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests import forked
from tests.meddling import shims
from tests.sandboxes import RunningSandbox, running

INACTIVE = {
    "https": ("git-credential", "git-credential-wrong-or-inactive"),
    "ssh": ("ssh-key", "publickey-not-uploaded"),
    "helper": ("access-key", "invalid-token"),
    "grc": ("access-key", "invalid-token"),
}


def set_up(sandbox: RunningSandbox, tmp_path: Path, method: str, what: str) -> tuple[int, Any]:
    folder = shims(tmp_path / f"shims-{method}", sandbox, what)
    env = sandbox.env | {"PATH": f"{folder}:{sandbox.env['PATH']}"}
    extra = ("--no-passphrase", "--bits", "2048") if method == "ssh" else ()
    words = ("setup", "--method", method, "--yes", "--json", *extra)
    status, out, err = forked.run((str(sandbox.folder.root), *words), env, sandbox.home)
    assert (folder / "flip.done").exists(), err
    return status, json.loads(out)


@pytest.mark.parametrize("method", INACTIVE)
def test_made_inactive_between_apply_and_prove(method: str, tmp_path: Path) -> None:
    what, cause = INACTIVE[method]
    with running(tmp_path) as sandbox:
        status, shown = set_up(sandbox, tmp_path, method, what)
        assert (status, shown["proof"]["ok"], shown["proof"]["cause"]) == (4, False, cause), shown
        assert shown["proof"]["hint"]
        assert shown["undo"]
        assert [one["id"] for one in shown["findings"]][:1] == [cause], shown["findings"]


@pytest.mark.parametrize("method", INACTIVE)
def test_permission_taken_between_apply_and_prove(method: str, tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        status, shown = set_up(sandbox, tmp_path, method, "permission")
        proof = shown["proof"]
        assert (status, proof["ok"], proof["cause"]) == (4, False, "no-permission-pull"), shown
        assert "codecommit:GitPull" in proof["detail"]
        assert shown["findings"][0]["id"] == "explicit-deny-mfa"  # the doctor sees which kind


@pytest.mark.parametrize("method", ["https", "ssh"])
def test_not_yet_becomes_ok_while_iam_propagates(method: str, tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        sandbox.control("fault", {"name": "propagation", "value": 5})
        extra = ("--no-passphrase", "--bits", "2048") if method == "ssh" else ()
        done = sandbox.onboard("setup", "--method", method, "--yes", *extra)
        assert done.returncode == 0, done.stderr
        assert "Not yet" in done.stderr
        assert "Proved:" in done.stdout


@pytest.mark.parametrize(
    ("method", "cause"), [("https", "403-unspecific"), ("ssh", "publickey-unspecific")]
)
def test_what_is_new_is_not_blamed_while_iam_propagates(
    method: str, cause: str, tmp_path: Path
) -> None:
    with running(tmp_path) as sandbox:
        sandbox.control("fault", {"name": "propagation", "value": 60})
        extra = ("--no-passphrase", "--bits", "2048") if method == "ssh" else ()
        words = ("setup", "--method", method, "--yes", "--json", "--wait", "1", *extra)
        done = sandbox.onboard(*words)
        found = json.loads(done.stdout)["findings"]
        assert (done.returncode, [one["id"] for one in found]) == (4, [cause]), found
        assert "Wait a minute" in found[0]["fix"]
        assert not found[0]["mendable"]


def test_a_wrong_host_key_stops_before_anything_is_created(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        sandbox.control("fault", {"name": "wrong-host-key", "value": True})
        words = ("setup", "--method", "ssh", "--yes", "--json", "--no-passphrase")
        done = sandbox.onboard(*words)
        error = json.loads(done.stdout)["error"]
        assert (done.returncode, error["code"]) == (1, "hostkey-changed")
        assert not list((sandbox.home / ".ssh").glob("*"))
        assert not any(call["write"] for call in sandbox.control("calls")["calls"])
