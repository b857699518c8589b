"""Asking a person at a terminal, and knowing when there is none."""

import getpass
import os
import sys
from collections.abc import Mapping, Sequence

from onboard.cli.output import tell
from onboard.errors import BadInput
from onboard.secret import Secret


def can_ask() -> bool:
    """Whether somebody is there to answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def need_full_screen(env: Mapping[str, str]) -> None:
    """Raise BadInput where the app cannot be shown."""
    if env.get("TERM", "") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BadInput(
            "This is no terminal that can show the app.",
            "onboard setup does the same line by line; onboard --help lists every command.",
        )


def ask(question: str, flag: str, default: str = "") -> str:
    """The person's answer, or the default; raises BadInput naming the flag where nobody can."""
    if not can_ask():
        raise BadInput(f"{question} cannot be asked here: there is no terminal.", f"Give {flag}.")
    tell(f"{question}{f' [{default}]' if default else ''}: ")
    return input().strip() or default


def choose(question: str, flag: str, rows: Sequence[tuple[str, str]], default: str) -> str:
    """One of the rows' names, by name or number."""
    names = [name for name, _ in rows]
    if can_ask():
        for number, (name, words) in enumerate(rows, 1):
            tell(f"  {number}  {name:<8} {words}")
    answer = ask(question, flag, default)
    if answer.isdigit() and 1 <= int(answer) <= len(names):
        return names[int(answer) - 1]
    if answer not in names:
        raise BadInput(f"{answer!r} is none of {', '.join(names)}.", f"Choose one, or give {flag}.")
    return answer


def ask_secret(question: str, flag: str) -> Secret:
    """A secret typed without being shown."""
    if not can_ask():
        raise BadInput(f"{question} cannot be asked here: there is no terminal.", f"Give {flag}.")
    return Secret(getpass.getpass(f"{question}: ", sys.stderr))


def confirm(question: str) -> bool:
    """Whether the person agrees; refuses (BadInput) where nobody can be asked."""
    if not can_ask():
        raise BadInput(
            "Nothing was changed: the plan must be confirmed, and there is no terminal to ask on.",
            "Add --yes to confirm, or --dry-run to see the plan only.",
        )
    tell(f"{question} [y/N] ")
    return input().strip().lower() in ("y", "yes")


def secret_line(what: str) -> Secret:
    """One line of standard input, for the flags that end in -stdin."""
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise BadInput(f"Standard input held no {what}.", f"Pipe the {what} in as one line.")
    if any("\ud800" <= character <= "\udfff" for character in line):
        raise BadInput(f"The {what} on standard input is not UTF-8 text.", "Send it as UTF-8.")
    return Secret(line)


def width() -> int:
    """Columns to write in: the terminal's, 76 at most."""
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns or 76, 76)  # 0: not told
    except OSError:
        return 76
