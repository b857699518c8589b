"""Three accounts on one home: each has its own way in, and none disturbs another."""

import json
from collections.abc import Iterator
from itertools import combinations, combinations_with_replacement
from pathlib import Path
from typing import Any

import pytest

from onboard.situation import Method
from tests.sandboxes import RunningSandbox, running

PROFILES = {"default": "111122223333", "work": "444455556666", "client": "777788889999"}
LAYOUTS = [
    ("https", "https", "ssh"),
    ("ssh", "ssh", "grc"),
    ("helper", "helper", "ssh"),
    ("grc", "helper", "https"),
    ("grc", "grc", "https"),
]
"""The profiles' methods; every pair of methods stands in one of them."""
ROTATED = ["work", "default", "work", "client", "default"]
"""Whose credential each layout rotates: every method, plain addresses and further ones."""


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


def test_every_pair_of_methods_stands_in_a_layout() -> None:
    pairs = {tuple(sorted(pair)) for one in LAYOUTS for pair in combinations(one, 2)}
    assert pairs == set(combinations_with_replacement(sorted(Method), 2))


@pytest.mark.parametrize(
    ("methods", "rotated"), [*zip(LAYOUTS, ROTATED, strict=True)], ids=map("-".join, LAYOUTS)
)
def test_all_are_proven_and_each_goes_without_the_others(
    methods: tuple[str, ...], rotated: str, sandbox: RunningSandbox
) -> None:
    layout = dict(zip(PROFILES, methods, strict=True))
    before, urls = files(sandbox), dict[str, str]()
    for profile, method in layout.items():
        shown = run(sandbox, "setup", method, profile)
        assert shown["proof"]["ok"], shown
        urls[profile] = shown["clone_url"]
    assert all(lets_in(sandbox, one) for one in urls.values()), urls
    assert len(set(urls.values())) == len(urls), urls
    for profile, method in layout.items():
        if method == "grc":  # which writes nothing that tells of its account
            continue
        arn = f"arn:aws:codecommit:eu-west-1:{PROFILES[profile]}:web"
        told = json.loads(sandbox.onboard("url", arn, "--json").stdout)
        assert told["use"] == urls[profile], (profile, told)
    kept = others(sandbox, rotated)
    again = run(sandbox, "rotate", layout[rotated], rotated)
    assert (again["proof"]["ok"], again["clone_url"]) == (True, urls[rotated]), again
    assert again["plan"][-1]["kind"] == "deactivate"
    now = others(sandbox, rotated)
    assert {name: text for name, text in now.items() if name in kept} == kept
    assert all(name.startswith(".ssh/codecommit_rsa") for name in now.keys() - kept), now.keys()
    assert all(lets_in(sandbox, one) for one in urls.values()), urls
    removed = sandbox.onboard("remove", "--yes", "--json")
    assert removed.returncode == 0, removed.stdout
    assert files(sandbox) == before


def others(sandbox: RunningSandbox, profile: str) -> dict[str, bytes | list[str]]:
    """Every file without that account's host block and access key; and the other runs' records."""
    found: dict[str, bytes | list[str]] = dict(files(sandbox))
    account = PROFILES[profile]
    ours = (f"# >>> onboard {account}", f"# <<< onboard {account}")
    found[".ssh/config"] = without(sandbox.home / ".ssh/config", *ours)
    found[".aws/credentials"] = without(sandbox.home / ".aws/credentials", f"[{profile}]", "[")
    for record in (sandbox.home / ".local/state/onboard/runs").glob("*.json"):
        text = record.read_bytes()
        if json.loads(text)["account"] != account:
            found[record.name] = text
    return found


def without(file: Path, first: str, last: str) -> list[str]:
    """The file's lines without those from the one that begins so to the one that ends it so."""
    kept, ours = list[str](), False
    for line in file.read_text().splitlines() if file.exists() else ():
        ours = line.startswith(first) or (ours and not line.startswith(last))
        kept += [] if ours else [line]
    return kept
