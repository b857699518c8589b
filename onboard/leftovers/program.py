"""Whether a command line in somebody's configuration starts this program."""

import shlex
from pathlib import PurePath

from onboard.places import APP


def words_of(command: str) -> list[str]:
    """The command taken apart; nothing where a shell could not either."""
    try:
        return shlex.split(command.removeprefix("!"))
    except ValueError:
        return []


def is_our_program(words: list[str]) -> bool:
    """Whether the command starts this program, wherever it was installed."""
    return PurePath(words[0]).stem == APP or words[1:4] == ["-I", "-m", APP]
