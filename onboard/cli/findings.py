"""The doctor's findings, as lines and as rows of a document."""

from collections.abc import Iterable
from typing import Any

from onboard.cli.output import clean, say, sign
from onboard.doctor.codes import code
from onboard.doctor.finding import Finding, Severity
from onboard.places import Places

SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "–"}


def say_findings(findings: Iterable[Finding], places: Places) -> None:
    """What, where, why, and the one next thing to do."""
    for one in findings:
        say(f"{sign(SIGNS[one.severity])} {code(one.id):<4} {clean(one.summary)}")
        say(f"       {clean(one.where)}")
        say(f"       {clean(one.why)}")
        say(f"       → {clean(places.as_typed(one.fix))}")


def rows(findings: Iterable[Finding], places: Places) -> list[dict[str, Any]]:
    """The same for scripts."""
    return [_row(one, places) for one in findings]


def _row(one: Finding, places: Places) -> dict[str, Any]:
    return {
        "id": one.id,
        "code": code(one.id),
        "severity": one.severity,
        "summary": clean(one.summary),
        "where": clean(one.where),
        "why": clean(one.why),
        "fix": clean(places.as_typed(one.fix)),
        "mendable": one.mend is not None,
    }
