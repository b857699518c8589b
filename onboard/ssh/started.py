"""The ssh that git starts: git's choice, its program, and what the command says besides."""

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path, PurePath

from onboard.git.troubles import where
from onboard.places import Places
from onboard.situation import HelperEntry

NOT_OPENSSH = ("plink", "tortoiseplink", "putty")
"""Programs that git knows to take none of OpenSSH's options. Source: git's connect.c."""
_WITH_VALUE = "BbcDEeFIiJLlmOoPpQRSWw"
"""The options of ssh that take a value. Source: ssh(1)."""
_PASSED = ("-i", "-l", "-o", "-p")
"""Those that `ssh -G` is given too: they decide where it goes and with what."""
_READS_MORE = ("include", "match")
"""An -o that has ssh read another file, or run a command."""
_SHELL = re.compile(r"[;&|<>()`\n]|\$\(")


@dataclass(frozen=True)
class Started:
    """A command for ssh, taken apart; nothing of it was run."""

    text: str = "ssh"
    source: str = ""
    """The variable, or the file and its line, that says so; empty for git's own choice."""
    program: Path | None = None
    """None where there is no such program."""
    openssh: bool = True
    putty: bool = False
    options: tuple[str, ...] = ()
    """What `ssh -G` is to be given so that it tells of this command."""
    config: str = ""
    """The file that -F names."""


def started(places: Places, setting: HelperEntry | None) -> Started:
    """What git starts for an ssh address; `setting` is the core.sshCommand in force."""
    command = places.env.get("GIT_SSH_COMMAND")
    if command:
        return _taken_apart(places, command, "GIT_SSH_COMMAND in your environment")
    if setting is not None and setting.value:
        return _taken_apart(places, setting.value, where(setting))
    name = places.env.get("GIT_SSH") if not _sandboxed(places) else None
    if name:
        found, source = _found(places, name), "GIT_SSH in your environment"
        return Started(name, source, found, _stem(name) == "ssh", is_putty(name))
    return Started("ssh", "", _found(places, "ssh"))


def is_putty(program: str) -> bool:
    """Whether git takes it for PuTTY's."""
    return _stem(program) in NOT_OPENSSH


def _sandboxed(places: Places) -> bool:
    """Whether the sandbox's own core.sshCommand outranks GIT_SSH."""
    return places.sandbox is not None and places.env.get("GIT_CONFIG_NOSYSTEM") not in ("1", "true")


def _taken_apart(places: Places, text: str, source: str) -> Started:
    try:
        words = shlex.split(text)
    except ValueError:
        words = []
    if not words or _SHELL.search(text) or "=" in words[0]:
        return Started(text, source, Path(words[0] if words else text), openssh=False)
    program = _expanded(places, words[0])
    options, config = _options(places, words[1:])
    known = _stem(program) == "ssh"
    found, putty = _found(places, program), is_putty(program)
    return Started(text, source, found, known, putty, options if known else (), config)


def _options(places: Places, words: list[str]) -> tuple[tuple[str, ...], str]:
    """Those that matter, each with its value, and the file of -F."""
    found, config, at = list[str](), "", 0
    while at < len(words):
        name, value = words[at][:2], words[at][2:]
        at += 1
        if not name.startswith("-") or name[1:] not in _WITH_VALUE or len(name) < 2:
            continue
        if not value and at < len(words):
            value = words[at]
            at += 1
        if name == "-F":
            config = _expanded(places, value)
        elif name in _PASSED and not value.lower().startswith(_READS_MORE):
            found += [name, _expanded(places, value) if name == "-i" else value]
    return tuple(found), config


def _expanded(places: Places, word: str) -> str:
    """As a shell does, for what people write: `~/` and variables."""
    text = re.sub(r"\$\{?(\w+)\}?", lambda name: places.env.get(name[1], ""), word)
    return os.path.join(places.home, text[2:]) if text.startswith("~/") else text


def _found(places: Places, program: str) -> Path | None:
    if "/" in program or "\\" in program:
        path = Path(program)
        return path if os.path.isfile(path) and os.access(path, os.X_OK) else None
    return places.program(program)


def _stem(program: str) -> str:
    return PurePath(program.replace("\\", "/")).name.lower().removesuffix(".exe")
