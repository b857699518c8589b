"""A help desk in a sandbox: an administrator's keys, and colleagues to act for."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import boto3

from tests import forked
from tests.sandboxes import Done, RunningSandbox, https_url

ACCOUNT = "111122223333"


@dataclass
class Desk:
    """Runs commands as the administrator."""

    sandbox: RunningSandbox

    @cached_property
    def env(self) -> dict[str, str]:
        keys = self.sandbox.control("administrator")
        own = {"AWS_ACCESS_KEY_ID": keys["access_key"], "AWS_SECRET_ACCESS_KEY": keys["secret_key"]}
        return self.sandbox.env | {name: str(value) for name, value in own.items()}

    def __call__(self, *argv: str, env: Mapping[str, str] | None = None) -> Done:
        """`onboard ARGV`."""
        words = (str(self.sandbox.folder.root), *argv)
        status, out, err = forked.run(words, env or self.env, self.sandbox.home)
        return Done(argv, status, out.decode(), err.decode())

    def let_pull(self, *names: str) -> None:
        """Let the users read repositories: git then tells a good password from a bad one."""
        iam = boto3.client(
            "iam",
            "us-east-1",
            endpoint_url=self.env["AWS_ENDPOINT_URL"],
            aws_access_key_id=self.env["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.env["AWS_SECRET_ACCESS_KEY"],
        )
        for name in names:
            arn = "arn:aws:iam::aws:policy/AWSCodeCommitReadOnly"
            iam.attach_user_policy(UserName=name, PolicyArn=arn)

    def lets_in(self, name: str, password: str) -> bool:
        """Whether git signs in with them."""
        url = https_url({"user_name": name, "password": password})
        return self.sandbox.run("git", "ls-remote", url).returncode == 0

    def iam(self) -> dict[str, Any]:
        """What IAM holds of every user, by name."""
        return held(self.sandbox.folder.server)


def held(server: Path) -> dict[str, Any]:
    """The state of the sandbox's IAM: user → what it holds."""
    state = json.loads((server / "state.json").read_text("utf-8"))
    found: dict[str, Any] = state["accounts"][ACCOUNT]["users"]
    return found


def handed(file: Path) -> dict[str, str]:
    """What a user finds in the file."""
    (row,) = csv.DictReader(file.read_text("utf-8").splitlines())
    return row
