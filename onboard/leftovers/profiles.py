"""Profiles in the AWS config that ask us for credentials, and that no run tells of."""

import configparser

from onboard import files
from onboard.leftovers.program import is_our_program, words_of
from onboard.places import Places
from onboard.remove import Piece, Runs
from onboard.steps.profile import AddProfile
from onboard.steps.step import Bench
from onboard.work import Shown


def profiles(places: Places, runs: Runs) -> list[Piece]:
    """One piece for each."""
    known = {one.section for one, _ in runs.explained() if isinstance(one, AddProfile)}
    return [_piece(places, one) for one in _our_profiles(places) if one not in known]


def _our_profiles(places: Places) -> list[str]:
    """The sections whose credentials come from us."""
    parser = configparser.RawConfigParser(strict=False, default_section="")
    text = (files.read(places.aws_config) or b"").decode("utf-8", "replace")
    try:
        parser.read_string(text)
    except configparser.Error:  # a damaged file is its owner's to mend; nothing in it is touched
        return []
    found = []
    for name in parser.sections():
        words = words_of(parser.get(name, "credential_process", fallback=""))
        if "credential-process" in words and is_our_program(words):
            found.append(name)
    return found


def _piece(places: Places, section: str) -> Piece:
    step = AddProfile(places.aws_config, section, ())

    def act() -> str:
        step.undo(Bench(places, None), {"after": "", "added": 0, "existed": True})
        return ""

    words = "The section is taken out again."
    shown = Shown(words, "Here", str(places.aws_config), f"[{section}]\n", "", "")
    return Piece(step.kind, shown, act)
