"""Runs inside a sandbox: healthy machines of every shape, on each of which the doctor is quiet.

`python -m tests.healthy ROOT` takes every machine whose scenario is the sandbox's, and prints one
JSON document: name → the findings.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onboard.engine import Engine
from onboard.git.command import run as git
from onboard.observe.case import Wanted
from onboard.sandbox.broken import break_it
from onboard.sandbox.broken.machine import Broken, Machine
from onboard.sandbox.scenarios.seed import REGION
from onboard.situation import Method, Setup, Store
from onboard.work import Materials
from tests import healthy_git, healthy_ssh
from tests.doctoring import Ground

DOTFILES = """\
# kept in a repository of dotfiles
Include config.d/*
ControlMaster no

Host github.com gitlab.com
\tUser git
\tIdentityFile ~/.ssh/github
\tIdentitiesOnly yes

Host *.internal !bastion.internal
  ProxyJump bastion.internal
  User=deploy

Match host *.example.com user root
    StrictHostKeyChecking yes

Host *
    ServerAliveInterval 60
    AddKeysToAgent no
    HashKnownHosts yes
    IdentityFile ~/.ssh/everyday
"""
GIT_DOTFILES = """\
[user]
\tname = Jane
\temail = jane@example.com
[url "git@github.com:"]
\tinsteadOf = https://github.com/
[credential "https://github.com"]
\thelper = manager
[http "https://proxy.example.com"]
\tsslVerify = true
[alias]
\tlg = log --oneline --graph
[include]
\tpath = ~/.gitconfig.d/work
"""


def _plain(_: Machine) -> None:
    """Nothing besides what onboard wrote."""


def _before(text: str) -> Callable[[Machine], None]:
    def shape(machine: Machine) -> None:
        machine.write(".gitconfig", text + machine.text(".gitconfig"))

    return shape


def _keychain(machine: Machine) -> None:
    """A generic helper that keeps things, as macOS and Windows come with, before our section."""
    script = '#!/bin/sh\ntest "$1" = get && cat >/dev/null\nexit 0\n'
    program = machine.write("bin/git-credential-osxkeychain", script, 0o700)
    _before(f"[credential]\n\thelper = {program}\n")(machine)


def _big_git(machine: Machine) -> None:
    machine.write(".gitconfig.d/work", "[credential]\n\thelper = cache --timeout=60\n")
    _before(GIT_DOTFILES)(machine)


def _big_ssh(machine: Machine) -> None:
    machine.write(".ssh/config.d/more", "Host backup\n  HostName backup.example.com\n  Port 2222\n")
    machine.write(".ssh/config", machine.text(".ssh/config") + DOTFILES)


def _no_clone(machine: Machine) -> None:
    """A person who is in no clone at all."""
    machine.clone.rename(machine.home / "not-a-clone")
    (machine.home / "not-a-clone" / ".git").rename(machine.home / "not-a-clone" / "git")


@dataclass(frozen=True)
class Healthy:
    """One shape of a machine on which nothing is wrong."""

    name: str
    setups: tuple[tuple[str, str | None], ...] = ()
    """Method and profile of each, in order."""
    remote: str = "https"
    shape: Callable[[Machine], None] = _plain
    scenario: str = "iam-user"
    let_in: bool = True
    """Whether git is let in where nobody can be asked, and nothing is run unasked."""


SCENARIOS = (
    "root", "identity-center", "federated-user", "cross-account-role", "instance-role",
    "service-role", "role", "iam-user-session",
)  # fmt: skip
"""Who can only sign, each by both ways."""
SSH = (
    ("by hand", healthy_ssh.by_hand, True),
    ("by hand, below more", healthy_ssh.by_hand_everywhere, True),
    ("with the id in the address", healthy_ssh.id_in_address, True),
    ("beside Match exec for others", healthy_ssh.matches, True),
    ("beside many keys", healthy_ssh.many_keys, True),
    ("beside a full agent", healthy_ssh.full_agent, True),
    ("beside a stale host key", healthy_ssh.old_host_key, True),
    ("with options of its own", healthy_ssh.own_command, True),
    ("that runs a command first", healthy_ssh.runs_a_command, False),
    ("with a passphrase", healthy_ssh.passphrase, False),
)
MACHINES = (
    Healthy("https", (("https", None),)),
    Healthy("ssh", (("ssh", None),), "ssh"),
    Healthy("helper", (("helper", None),)),
    Healthy("grc", (("grc", None),), "grc"),
    Healthy("https beside a keychain", (("https", None),), shape=_keychain),
    Healthy("helper beside a keychain", (("helper", None),), shape=_keychain),
    Healthy("https in big dotfiles", (("https", None),), shape=_big_git),
    Healthy("helper in big dotfiles", (("helper", None),), shape=_big_git),
    Healthy("grc in big dotfiles", (("grc", None),), "grc", _big_git),
    Healthy("ssh in big dotfiles", (("ssh", None),), "ssh", _big_ssh),
    Healthy("https and ssh, over https", (("https", None), ("ssh", None))),
    Healthy("https and ssh, over ssh", (("https", None), ("ssh", None)), "ssh"),
    Healthy("a manager before https", (("https", None),), shape=healthy_git.manager_before),
    Healthy("a manager before helper", (("helper", None),), shape=healthy_git.manager_before),
    Healthy("keychain for others", (("helper", None),), shape=healthy_git.keychain_for_github),
    Healthy("a cache before helper", (("helper", None),), shape=healthy_git.cache_before),
    Healthy("a Mac's dotfiles", (("https", None),), shape=healthy_git.missing_before),
    Healthy("rules for 40 hosts", (("https", None),), shape=healthy_git.big),
    Healthy("a cache in the clone", (("https", None),), shape=healthy_git.beside_in_clone),
    Healthy("ssh turned to https", (("helper", None),), shape=healthy_git.turned_to_https),
    Healthy("git's own store", shape=healthy_git.store),
    Healthy("AWS's guide", shape=healthy_git.guide),
    *(
        Healthy(f"ssh {name}", (("ssh", None),), "ssh", shape, let_in=let_in)
        for name, shape, let_in in SSH
    ),
    Healthy("https, in no clone", (("https", None),), shape=_no_clone),
    Healthy("nothing set up, in no clone", shape=_no_clone),
    Healthy(
        "three accounts",
        (("https", None), ("ssh", "work"), ("helper", "client")),
        scenario="several-accounts",
    ),
    Healthy(
        "two accounts by ssh",
        (("ssh", None), ("ssh", "work")),
        "ssh",
        healthy_ssh.second_account,
        scenario="several-accounts",
    ),
    *(
        Healthy(f"{scenario}, by {method}", ((method, None),), method, scenario=scenario)
        for scenario in SCENARIOS
        for method in ("helper", "grc")
    ),
)


def main(root: str) -> dict[str, Any]:
    """Every machine of that scenario, with what the doctor found on it."""
    with tempfile.TemporaryDirectory() as drafts:
        ground = Ground(root, Path(drafts))
        wanted = [one for one in MACHINES if one.scenario == ground.folder.scenario]
        return {one.name: findings(ground, one) for one in wanted}


def findings(ground: Ground, one: Healthy) -> Any:
    """What the doctor says of it; git must be let in where there is something to try."""
    ground.begin("")
    for method, profile in one.setups:
        _set_up(ground, method, profile)
    whole = Broken("", "", one.shape, remote=one.remote)
    break_it(ground.places, ground.attached, whole)
    folder = next((one.parent for one in sorted(ground.folder.home.glob("*/.git"))), None)
    seen = Engine(ground.places).examine(Wanted(folder=folder))
    if (ground.folder.home / ".cache/git/credential/socket").exists():
        git(ground.places, "credential-cache", "exit")  # git's own daemon stays for 15 minutes
    found = [{"severity": str(row.severity), "summary": row.summary} for row in seen.findings]
    if (ground.folder.home / "it-ran").exists():
        found.append({"severity": "error", "summary": "a command of the configuration was run"})
    if one.setups and seen.case.let_in is not one.let_in:
        found.append({"severity": "error", "summary": f"not let in: {seen.case.attempt}"})
    return found


def _set_up(ground: Ground, method: str, profile: str | None) -> None:
    engine = Engine(ground.places)
    situation = engine.observe(profile, None)
    wanted = Setup(Method(method), REGION, situation.profile, Store.SANDBOX, "web", bits=2048)
    materials = Materials(new_key=lambda: engine.make_key(2048))
    plan = replace(engine.plan(situation, wanted), proof=None)  # the doctor lets git prove it
    engine.apply(plan, materials)


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
