"""Three accounts on one home: each has its own way in, and none disturbs another."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sandboxes import RunningSandbox, running

PROFILES = {"default": "111122223333", "work": "444455556666", "client": "777788889999"}
LAYOUTS = [
    {"default": "https", "work": "https", "client": "https"},
    {"default": "ssh", "work": "ssh", "client": "helper"},
    {"default": "helper", "work": "helper", "client": "ssh"},
    {"default": "grc", "work": "https", "client": "grc"},
    {"default": "helper", "work": "ssh", "client": "https"},
]
"""Every pair of methods stands in one of them."""


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[RunningSandbox]:
    with running(tmp_path, "several-accounts") as started:
        yield started


def run(sandbox: RunningSandbox, command: str, method: str, profile: str) -> Any:
    extra = ("--no-passphrase", "--bits", "2048") if method == "ssh" else ()
    words = (command, "--method", method, "--profile", profile, "--repository", "web", *extra)
    done = sandbox.onboard(*words, "--yes", "--json")
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return json.loads(done.stdout)


def files(sandbox: RunningSandbox) -> dict[str, bytes]:
    """The home, less our own state and cache."""
    paths = (path for path in sandbox.home.rglob("*") if path.is_file())
    names = {str(path.relative_to(sandbox.home)): path.read_bytes() for path in paths}
    return {name: text for name, text in names.items() if not name.startswith((".local", ".cache"))}


def lets_in(sandbox: RunningSandbox, url: str) -> bool:
    return sandbox.run("git", "ls-remote", url).returncode == 0


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: "-".join(one.values()))
def test_all_are_proven_and_each_goes_without_the_others(
    layout: dict[str, str], sandbox: RunningSandbox
) -> None:
    before, urls = files(sandbox), dict[str, str]()
    for profile, method in layout.items():
        shown = run(sandbox, "setup", method, profile)
        assert shown["proof"]["ok"], shown
        urls[profile] = shown["clone_url"]
        assert all(lets_in(sandbox, one) for one in urls.values()), (profile, urls)
    assert len(set(urls.values())) == len(urls), urls
    for profile, method in layout.items():
        if method == "grc":  # which writes nothing that tells of its account
            continue
        arn = f"arn:aws:codecommit:eu-west-1:{PROFILES[profile]}:web"
        told = json.loads(sandbox.onboard("url", arn, "--json").stdout)
        assert told["use"] == urls[profile], (profile, told)
    second = layout["work"]
    text, sections = files(sandbox), others_lines(sandbox, PROFILES["work"])
    rotated = run(sandbox, "rotate", second, "work")
    assert rotated["clone_url"] == urls["work"]
    assert all(lets_in(sandbox, one) for one in urls.values()), urls
    assert files(sandbox)[".gitconfig"] == text[".gitconfig"] if ".gitconfig" in text else True
    assert others_lines(sandbox, PROFILES["work"]) == sections
    removed = sandbox.onboard("remove", "--yes", "--json")
    assert removed.returncode == 0, removed.stdout
    assert files(sandbox) == before


def others_lines(sandbox: RunningSandbox, account: str) -> list[str]:
    """The ssh config without that account's block."""
    config = sandbox.home / ".ssh" / "config"
    lines, kept, ours = config.read_text().splitlines() if config.exists() else [], [], False
    for line in lines:
        ours = ours or line.startswith(f"# >>> onboard {account}")
        kept += [] if ours else [line]
        ours = ours and not line.startswith(f"# <<< onboard {account}")
    return list(kept)
