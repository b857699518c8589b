"""What reaches a person or a script: text, one JSON document, progress on standard error."""

import json
import sys
from collections.abc import Mapping
from typing import Any

from onboard.errors import OnboardError
from onboard.printable import clean as clean
from onboard.work import Progress, Report, silent

SIGNS = {"done": "✓", "failed": "✗", "running": "●", "waiting": "●"}
ASCII = {"✓": "ok", "✗": "failed:", "●": "...", "!": "!", "–": "-"}


def sign(one: str) -> str:
    """The sign, or its ASCII word where the terminal has no UTF-8."""
    encoding = (sys.stderr.encoding or "ascii").lower()
    return one if "utf" in encoding else ASCII.get(one, one)


def say(text: str = "") -> None:
    """A result, to standard output."""
    print(_encodable(clean(text), sys.stdout.encoding))


def tell(text: str = "") -> None:
    """Progress or a question, to standard error."""
    print(_encodable(clean(text), sys.stderr.encoding), file=sys.stderr, flush=True)


def say_json(document: Mapping[str, Any]) -> None:
    """The one document of a --json run."""
    print(json.dumps(document, indent=2, ensure_ascii=True))


def say_error(error: OnboardError, as_json: bool) -> None:
    """What happened and the next thing to do: a document, or two sentences on standard error."""
    if as_json:
        body = {"code": error.code, "message": clean(error.message), "hint": clean(error.hint)}
        say_json({"error": body})
        return
    tell(f"{sign('✗')} {error.message}")
    if error.hint:
        tell(f"  {error.hint}")


def reporter(quiet: bool) -> Report:
    """Tell progress on standard error; nothing where the output is for a script."""
    return silent if quiet else _tell_progress


def _tell_progress(progress: Progress) -> None:
    if progress.state == "running" and progress.step is None:
        return
    if progress.state == "waiting":
        tell(f"{sign('●')} {progress.text} ({progress.seconds or 0:.0f} s left)")
    elif progress.state != "running":
        missed = progress.stage == "observe" and progress.state == "failed"
        tell(f"{sign('!' if missed else SIGNS[progress.state])} {progress.text}")


def _encodable(text: str, encoding: str | None) -> str:
    name = encoding or "ascii"
    return text.encode(name, "replace").decode(name)
