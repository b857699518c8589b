"""`onboard bundle`: what a help desk needs to know, shown in full before it is written."""

import json
import os
import platform
from argparse import Namespace
from pathlib import Path

from onboard import files, journal
from onboard.bundle import bundle
from onboard.bundle.mask import Mask
from onboard.bundle.text import as_text
from onboard.cli.doctor import wanted_of
from onboard.cli.output import clean, reporter, say, say_json, sign, tell
from onboard.cli.terminal import can_ask, confirm
from onboard.engine import Engine
from onboard.errors import BadInput, FileRefused
from onboard.places import Places

NAME = "onboard-bundle.txt"
RUNS = 20


def run(options: Namespace, places: Places) -> int:
    """Print it; write it where that was asked for and confirmed."""
    out = files.typed(options.output) if options.output else None
    if out is not None and out.suffix == ".json":
        raise BadInput("-o names the text; the JSON is written beside it.", f"Say -o {NAME}.")
    seen = Engine(places).examine(wanted_of(options, places), reporter(quiet=options.json))
    runs = journal.history(places)[:RUNS]
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    facts = bundle(seen, runs, system, Mask(names=options.names))
    text = clean(as_text(facts))
    if options.json:
        say_json(facts)
    else:
        say(text.rstrip())
    if _wanted(options, out):
        _write(out or Path(NAME), text, json.dumps(facts, indent=2) + "\n")
    return 0


def _wanted(options: Namespace, out: Path | None) -> bool:
    """Whether to write: it was asked for, and this person has seen what is in it."""
    if options.yes:
        return out is not None
    if options.json or not can_ask():
        if out is not None:
            raise BadInput("Nobody is there to look at it first.", "Add --yes to write it unseen.")
        return False
    return confirm(f"Write that to {out or NAME}?")


def _write(text_file: Path, text: str, document: str) -> None:
    json_file = Path(f"{os.path.splitext(text_file)[0]}.json")  # a folder's name is refused below
    for file in (text_file, json_file):
        if os.path.exists(file):
            raise FileRefused(
                f"There is already a file {file}; it is never overwritten.", "Name another one."
            )
    for file, content in ((text_file, text), (json_file, document)):
        files.create_private(file, content.encode())
    tell(f"{sign('✓')} Written: {text_file} to read, {json_file} for programs.")
