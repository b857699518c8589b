"""A new file for the person: one that is there is never written over."""

from pathlib import Path

from onboard.errors import FileRefused


def write_new(file: Path, content: str) -> None:
    """Make the file; raises FileRefused where there is one already, or it cannot be made."""
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(content)
    except FileExistsError:
        raise FileRefused(
            f"There is already a file {file}; it is never overwritten.", "Name another one."
        ) from None
    except OSError as error:
        raise FileRefused(f"{file} cannot be written: {error.strerror}.", "Name another.") from None


def write_named(home: Path, name: str, content: str) -> Path:
    """The same by the name that the person typed, `~` being their home; returns the file."""
    file = home / name[2:] if name.startswith(("~/", "~\\")) else Path(name).absolute()
    write_new(file, content)
    return file
