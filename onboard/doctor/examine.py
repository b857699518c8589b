"""The doctor's whole look: see the case, then let every check say what it finds."""

from dataclasses import dataclass

from onboard.doctor.checks import examine
from onboard.doctor.finding import Finding, Severity
from onboard.observe.case import Wanted, observe_case
from onboard.places import Places
from onboard.situation.case import Case
from onboard.work import Report, Run, silent


@dataclass(frozen=True)
class Examined:
    """What was seen, and what was found in it, the most important first."""

    case: Case
    findings: tuple[Finding, ...]

    @property
    def mendable(self) -> tuple[Finding, ...]:
        """What onboard itself can mend, errors first; what is only to be known is left."""
        return tuple(one for one in self.wrong if one.mend)

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """What is above a note."""
        return tuple(one for one in self.findings if one.severity is not Severity.NOTE)


def after(run: Run) -> Wanted:
    """What to look at where the proof of that run failed: the way that git went."""
    plan = run.plan
    return Wanted(plan.profile, plan.region, run.clone_url or plan.shown_url or None)


def examined(places: Places, wanted: Wanted, report: Report = silent) -> Examined:
    """Look at one address on this machine; reads only."""
    case = observe_case(places, wanted, report)
    return Examined(case, examine(case))
