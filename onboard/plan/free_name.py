"""Where a new key goes: never over a file that exists."""

from pathlib import Path


def new_key_path(folder: Path, taken: frozenset[Path]) -> Path:
    """The first free name in the order that this tool numbers its keys."""
    names = ["codecommit_rsa", *(f"codecommit_rsa_{n}" for n in range(2, 100))]
    return next(folder / name for name in names if folder / name not in taken)
