"""Cases of the AWS side, built by hand: a clone whose helper signs as a profile."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from onboard.doctor.finding import Finding, Severity
from onboard.situation import Identity, Kind, Method, ProfileFact
from onboard.situation.case import Attempted, Case, Grc, Signer, Target
from tests.situations import JANE, situation

FOLDER = Path("/home/jane/web")
WEB = Target(
    url="https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web",
    where="remote origin",
    folder=FOLDER,
    scheme="https",
    host="git-codecommit.eu-west-1.amazonaws.com",
    region="eu-west-1",
    repository="web",
)
BY_GRC = replace(WEB, url="codecommit::eu-west-1://work@web", scheme="grc", profile="work")
IN = Attempted(True, "git ls-remote")
REFUSED = Attempted(False, "git ls-remote", "The requested URL returned error: 403")
LINE = Signer("work", "~/.gitconfig, line 3", named=True)
FOUND = Grc(Path("/usr/bin/git-remote-codecommit"))
PROCESS = (ProfileFact("work", "eu-west-1", "process"),)
ROLE_PROFILE = (ProfileFact("work", "eu-west-1", "role"),)


def nobody(cause: str, code: str = "broken-config", problem: str = "It failed.") -> Identity:
    return Identity(Kind.NONE, problem=problem, hint="A hint.", problem_code=code, cause=cause)


def case(**more: Any) -> Case:
    """A clone whose helper signs as the profile work, and is refused."""
    facts: dict[str, Any] = {
        "target": WEB,
        "method": Method.HELPER,
        "signer": LINE,
        "attempt": REFUSED,
    }
    who = more.pop("who", JANE)
    seen = situation(who, **more.pop("seen", {}))
    return Case(seen, **(facts | more))


def told(found: list[Finding]) -> list[tuple[str, Severity]]:
    return [(one.id, one.severity) for one in found]


OWN = {"signer": None, "method": Method.HTTPS}
"""Where git has a password of its own."""
