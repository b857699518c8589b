"""`onboard explain`: a pasted message → what it means, and the one next thing to do."""

import sys
import textwrap
from argparse import Namespace
from dataclasses import asdict

from onboard.cli.output import say, say_json, sign, tell
from onboard.cli.terminal import width
from onboard.doctor.explain import LIMIT, Match, explain
from onboard.errors import BadInput
from onboard.places import Places

BYTES = 4 * LIMIT  # the most that LIMIT characters can be
UNKNOWN = (
    "This is no message that onboard knows, so it says nothing about its cause.",
    "Run `onboard doctor`: it looks at git, ssh and AWS on this machine itself.",
)


def run(options: Namespace, places: Places) -> int:
    """Print every symptom in the text; exit 0 also where there is none, 2 without a text."""
    matches = explain(_text(options.text))
    if options.json:
        say_json(
            {"matches": [{**asdict(one), "next": places.as_typed(one.next)} for one in matches]}
        )
        return 0
    for number, match in enumerate(matches):
        _print(match, places, first=number == 0)
    if not matches:
        say(f"{sign('!')} {UNKNOWN[0]}")
        say(f"  {places.as_typed(UNKNOWN[1])}")
    return 0


def _text(given: str | None) -> str:
    text = _pasted() if given is None or given == "-" else given
    if not text.strip():
        raise BadInput(
            "There is no text to explain.",
            "Pipe the output in, paste it after `onboard explain`, or give it as one argument.",
        )
    return text


def _pasted() -> str:
    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"
        tell(f"Paste the output here, then Enter and {end}:")
    read = sys.stdin.buffer.read(BYTES + 1)
    if len(read) > BYTES:
        raise BadInput(
            f"That is more than {BYTES // 1_000_000} MB.",
            "Give the part with the error, for example: tail -n 200 FILE | onboard explain",
        )
    return _decoded(read)


def _decoded(read: bytes) -> str:
    """UTF-8, or UTF-16 as PowerShell writes files; what is neither shows as question marks."""
    utf_16 = read.startswith((b"\xff\xfe", b"\xfe\xff"))
    return read.decode("utf-16" if utf_16 else "utf-8-sig", "replace")


def _print(match: Match, places: Places, first: bool) -> None:
    if not first:
        say("\nIt may also be this:")
    say(_wrapped(match.cause, f"{sign('●') if first else '-'} "))
    say(_wrapped(places.as_typed(match.next), "  Next: "))
    say(_wrapped(f"{match.confidence}; {match.why}.", "  Confidence: ", "    "))
    say(f"  {match.symptom}, from {match.source}")


def _wrapped(text: str, begin: str, then: str = "  ") -> str:
    lines = textwrap.wrap(
        text, width(), initial_indent=begin, subsequent_indent=then, break_on_hyphens=False
    )
    return "\n".join(lines)
