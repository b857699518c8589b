"""The proof can fail: what happens to a credential between apply and prove is found and named.

A shim in front of git and ssh changes IAM's state, through IAM's own API, the moment the proof
first calls them; then it goes on as the real program.
"""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.sandboxes import RunningSandbox, onboard, outside, running

FLIP = """
import json, pathlib, sys
done = pathlib.Path(__file__).with_suffix(".done")
if done.exists():
    sys.exit()
import boto3
given = json.loads(pathlib.Path(__file__).with_suffix(".json").read_text())
iam = boto3.client("iam", region_name="eu-west-1", **given["client"])
who = {"UserName": "jane"}
what = given["what"]
if what == "git-credential":
    (one,) = iam.list_service_specific_credentials(**who)["ServiceSpecificCredentials"]
    iam.update_service_specific_credential(
        ServiceSpecificCredentialId=one["ServiceSpecificCredentialId"], Status="Inactive", **who)
elif what == "ssh-key":
    keys = iam.list_ssh_public_keys(**who)["SSHPublicKeys"]
    if not keys:
        sys.exit()  # this was the look at the server's host key
    (one,) = keys
    iam.update_ssh_public_key(SSHPublicKeyId=one["SSHPublicKeyId"], Status="Inactive", **who)
elif what == "access-key":
    one = iam.list_access_keys(**who)["AccessKeyMetadata"][0]
    iam.update_access_key(AccessKeyId=one["AccessKeyId"], Status="Inactive", **who)
else:
    deny = {"Effect": "Deny", "Action": "codecommit:GitPull", "Resource": "*"}
    policy = {"Version": "2012-10-17", "Statement": [deny]}
    iam.put_user_policy(PolicyName="no-pull", PolicyDocument=json.dumps(policy), **who)
done.touch()
"""
SHIM = """#!/bin/sh
case " $* " in *" fill "*|*" ls-remote "*|*" -T "*) {python} {flip} </dev/null >&2 ;; esac
exec {real} "$@"
"""
INACTIVE = {
    "https": ("git-credential", "git-credential-wrong-or-inactive"),
    "ssh": ("ssh-key", "publickey-not-uploaded"),
    "helper": ("access-key", "invalid-token"),
    "grc": ("access-key", "invalid-token"),
}


def shims(folder: Path, sandbox: RunningSandbox, what: str) -> Path:
    """A folder with git and ssh that change `what` once, before the proof's first call."""
    keys = sandbox.control("administrator")
    client = {
        "endpoint_url": sandbox.attached.endpoint,
        "aws_access_key_id": keys["access_key"],
        "aws_secret_access_key": keys["secret_key"],
    }
    folder.mkdir()
    flip = folder / "flip.py"
    flip.write_text(FLIP)
    flip.with_suffix(".json").write_text(json.dumps({"client": client, "what": what}))
    for name in ("git", "ssh"):
        shim = folder / name
        shim.write_text(SHIM.format(python=sys.executable, flip=flip, real=shutil.which(name)))
        shim.chmod(0o700)
    return folder


def set_up(sandbox: RunningSandbox, tmp_path: Path, method: str, what: str) -> tuple[int, Any]:
    folder = shims(tmp_path / f"shims-{method}", sandbox, what)
    env = outside(sandbox.state)
    env["PATH"] = f"{folder}:{env['PATH']}"
    extra = ("--no-passphrase", "--bits", "2048") if method == "ssh" else ()
    words = ("setup", "--sandbox", "--method", method, "--yes", "--json", *extra)
    done = onboard(sandbox.state, *words, env=env)
    assert (folder / "flip.done").exists(), done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.parametrize("method", INACTIVE)
def test_made_inactive_between_apply_and_prove(method: str, tmp_path: Path) -> None:
    what, cause = INACTIVE[method]
    with running(tmp_path) as sandbox:
        status, shown = set_up(sandbox, tmp_path, method, what)
        assert (status, shown["proof"]["ok"], shown["proof"]["cause"]) == (4, False, cause), shown
        assert shown["proof"]["hint"]
        assert shown["undo"]


@pytest.mark.parametrize("method", INACTIVE)
def test_permission_taken_between_apply_and_prove(method: str, tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        status, shown = set_up(sandbox, tmp_path, method, "permission")
        proof = shown["proof"]
        assert (status, proof["ok"], proof["cause"]) == (4, False, "no-permission-pull"), shown
        assert "codecommit:GitPull" in proof["detail"]


@pytest.mark.parametrize("method", ["https", "ssh"])
def test_not_yet_becomes_ok_while_iam_propagates(method: str, tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        sandbox.control("fault", {"name": "propagation", "value": 5})
        extra = ("--no-passphrase", "--bits", "2048") if method == "ssh" else ()
        done = sandbox.onboard("setup", "--method", method, "--yes", *extra)
        assert done.returncode == 0, done.stderr
        assert "Not yet" in done.stderr
        assert "Proved:" in done.stdout


def test_a_wrong_host_key_stops_before_anything_is_created(tmp_path: Path) -> None:
    with running(tmp_path) as sandbox:
        sandbox.control("fault", {"name": "wrong-host-key", "value": True})
        words = ("setup", "--method", "ssh", "--yes", "--json", "--no-passphrase")
        done = sandbox.onboard(*words)
        error = json.loads(done.stdout)["error"]
        assert (done.returncode, error["code"]) == (1, "hostkey-changed")
        assert not list((sandbox.home / ".ssh").glob("*"))
        assert not any(call["write"] for call in sandbox.control("calls")["calls"])
