"""How the tests call the helper: in a home of their own, as a process where it counts."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from onboard.credential.main import serve

ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE"
SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
HOST = "git-codecommit.us-east-1.amazonaws.com"
NEW_YEAR = 1767225600.0
"""2026-01-01 00:00:00 UTC."""
KEYS = f"aws_access_key_id = {ACCESS_KEY}\naws_secret_access_key = {SECRET_KEY}\n"

START = "import os, sys; from onboard.credential.main import main; "
LAUNCH = START + "sys.exit(main(sys.argv[1:], os.environ))"


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment with nothing of this machine but PATH."""
    return {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "AWS_EC2_METADATA_DISABLED": "true",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        **more,
    }


def aws(home: Path, config: str = "", credentials: str = "") -> None:
    """Write the AWS files of the home."""
    folder = home / ".aws"
    folder.mkdir(exist_ok=True)
    (folder / "config").write_text(config)
    (folder / "credentials").write_text(credentials)


def request(host: str = HOST, path: str = "v1/repos/MyDemoRepo", **more: str) -> bytes:
    """What git writes to the helper."""
    fields = {"protocol": "https", "host": host, "path": path, **more}
    return "".join(f"{key}={value}\n" for key, value in fields.items() if value).encode() + b"\n"


def ask(
    *arguments: str,
    environ: Mapping[str, str],
    text: bytes | None = None,
    now: float = NEW_YEAR,
) -> dict[str, str]:
    """The helper's answer as a mapping, in this process; raises CannotAnswer."""
    stream = io.BytesIO(request() if text is None else text)
    reply = serve(arguments, stream, environ, now, sys.platform)
    return fields(reply)


def fields(reply: bytes) -> dict[str, str]:
    """`key=value` lines as a mapping."""
    return dict(line.split("=", 1) for line in reply.decode().splitlines())


def run(
    *arguments: str, environ: Mapping[str, str], text: bytes | None = None, program: str = LAUNCH
) -> subprocess.CompletedProcess[bytes]:
    """The helper as a process, on a git request."""
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        input=request() if text is None else text,
        env=environ,
        capture_output=True,
        timeout=60,
    )


def refusal(done: subprocess.CompletedProcess[bytes]) -> str:
    """The one line of a refusal, after checking that it is one: exit 1, nothing answered."""
    assert done.returncode == 1
    assert done.stdout == b""
    line = done.stderr.decode()
    assert line.startswith("onboard: ")
    assert line.count("\n") == 1
    assert line.endswith("\n")
    assert SECRET_KEY not in line
    return line.rstrip("\n")
