"""Credential helpers that write down when git calls them, and what a git then calls."""

import subprocess
from pathlib import Path

from onboard.git.command import run
from onboard.places import Places

URL = "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web"


def recorder(folder: Path, name: str, answers: bool = True) -> str:
    """A helper's value: it notes `name act`, and answers a `get` with its own name."""
    say = f"echo username={name}; echo password=p-{name}" if answers else ":"
    text = f"echo {name} $1 >>'{folder}/called'; test $1 = get && {{ {say}; }}; cat >/dev/null"
    return f"!f() {{ {text}; }}; f"


def quoted(value: str) -> str:
    """The value as it stands in a config file."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def called(places: Places, folder: Path, url: str, act: str, cwd: Path | None = None) -> list[str]:
    """The names of the recorders that git calls for it, in order."""
    told = folder / "called"
    told.unlink(missing_ok=True)
    user = "" if "@" in url else "username=u\n"
    full = f"{user}password=p\n" if act == "approve" else ""
    done = run(places, "credential", act, stdin=f"url={url}\n{full}\n".encode(), cwd=cwd)
    assert "bad config" not in done.err
    lines = told.read_text().splitlines() if told.exists() else []
    return [line.split()[0] for line in lines]


def answered(places: Places, url: str) -> str:
    """The user name that git would send there; empty where it would have to ask."""
    done = run(places, "credential", "fill", stdin=f"url={url}\n\n".encode())
    lines = dict(line.partition("=")[::2] for line in done.out.splitlines())
    return lines.get("username", "")


def listed(places: Places, *arguments: str) -> list[str]:
    """`git config --list` with origins, one setting each."""
    fields = run(places, "config", "-z", "--list", "--show-origin", *arguments).out.split("\0")
    return [f"{origin} {pair}" for origin, pair in zip(fields[::2], fields[1::2], strict=False)]


def is_valid(content: bytes, folder: Path) -> bool:
    """Whether git can read such a file."""
    file = folder / "tried"
    file.write_bytes(content)
    command = ["git", "config", "--file", str(file), "--list"]
    return subprocess.run(command, capture_output=True).returncode == 0
