"""Change IAM's state between apply and prove, when nobody else could.

A shim in front of git and ssh does it the moment the proof first calls them; then it goes on as
the real program.
"""

import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.sandboxes import RunningSandbox

FLIP = """
import json, pathlib, sys
done = pathlib.Path(__file__).with_suffix(".done")
if done.exists():
    sys.exit()
given = json.loads(pathlib.Path(__file__).with_suffix(".json").read_text())
what = given["what"]
if isinstance(what, dict):
    from onboard.sandbox import attach
    attach.call(attach.Attached(**given["attached"]), what.pop("verb"), what)
    done.touch()
    sys.exit()
import boto3
iam = boto3.client("iam", region_name="eu-west-1", **given["client"])
who = {"UserName": "jane"}
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


def shims(folder: Path, sandbox: RunningSandbox, what: str | Mapping[str, Any]) -> Path:
    """A folder with git and ssh that change `what` once, before the proof's first call.

    A mapping is a control verb of the sandbox with its body.
    """
    keys = sandbox.control("administrator")
    client = {
        "endpoint_url": sandbox.attached.endpoint,
        "aws_access_key_id": keys["access_key"],
        "aws_secret_access_key": keys["secret_key"],
    }
    folder.mkdir()
    flip = folder / "flip.py"
    flip.write_text(FLIP)
    given = {"client": client, "what": what, "attached": asdict(sandbox.attached)}
    flip.with_suffix(".json").write_text(json.dumps(given))
    for name in ("git", "ssh"):
        shim = folder / name
        shim.write_text(SHIM.format(python=sys.executable, flip=flip, real=shutil.which(name)))
        shim.chmod(0o700)
    return folder
