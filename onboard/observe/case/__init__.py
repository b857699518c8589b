"""See one case: the situation, one address, and how git and ssh go there; reads only."""

from dataclasses import dataclass
from pathlib import Path

from onboard.errors import OnboardError
from onboard.observe import observe
from onboard.observe.case import told
from onboard.observe.case.clock import ahead
from onboard.observe.case.git_view import git_view, method_of
from onboard.observe.case.kept import with_kept
from onboard.observe.case.network import network
from onboard.observe.case.repository import exists
from onboard.observe.case.ssh_view import ssh_view
from onboard.observe.case.target import asked_for, found_here, from_setups
from onboard.observe.case.tried import tried
from onboard.observe.reading import Reading, Reads
from onboard.places import Places
from onboard.situation import Situation
from onboard.situation.case import Attempted, Case, GitView, Network, SshView, Target
from onboard.work import Report, silent

KEPT_SECONDS, SSH_SECONDS, NETWORK_SECONDS, ATTEMPT_SECONDS = 45.0, 25.0, 15.0, 90.0


@dataclass(frozen=True)
class Wanted:
    """What the person asks about."""

    profile: str | None = None
    region: str | None = None
    address: str | None = None
    """An address in any form; None: that of the clone at hand, else what is set up."""
    repository: str | None = None
    folder: Path | None = None
    """Where the person is; None: nowhere in particular."""


def observe_case(places: Places, wanted: Wanted, report: Report = silent) -> Case:
    """Everything the checks may look at; raises BadInput for what was asked for and cannot be.

    What a check reads goes on side by side with the rest, so the whole takes little longer than
    the slowest read. Without an address at hand, the situation must be known first.
    """
    target = asked_for(places, wanted.address, wanted.region) or found_here(places, wanted.folder)
    git = git_view(places, target)
    reads = Reads(report)
    try:
        if target.url:
            begun = _begin(reads, places, target, git)
            situation = _situation(places, wanted, target, git, report)
        else:
            situation = _situation(places, wanted, target, git, report)
            target = from_setups(situation, wanted.repository)
            git = git_view(places, target)
            begun = _begin(reads, places, target, git)
        clock = reads.begin(
            "The clock",
            lambda: ahead(places, situation),
            NETWORK_SECONDS,
            told.clock,
            told.is_right,
        )
        there = reads.begin(
            "The repository",
            lambda: exists(places, situation, target),
            20.0,
            told.repository if target.repository else None,
            bool,
        )
        return Case(
            situation=situation,
            target=target,
            method=method_of(target, git),
            git=begun.git.value(git),
            ssh=begun.ssh.fact(),
            network=begun.network.value(Network()),
            ahead=clock.value(None),
            repository=there.value(None),
            attempt=begun.attempt.value(None),
            platform=places.platform,
        )
    finally:
        reads.close()


@dataclass(frozen=True)
class Begun:
    """The reads about one address that are under way."""

    git: Reading[GitView]
    ssh: Reading[SshView | None]
    network: Reading[Network]
    attempt: Reading[Attempted | None]


def _begin(reads: Reads, places: Places, target: Target, git: GitView) -> Begun:
    return Begun(
        reads.begin("What others remember", lambda: with_kept(places, target, git), KEPT_SECONDS),
        reads.begin("How ssh goes there", lambda: ssh_view(places, target), SSH_SECONDS),
        reads.begin("The network", lambda: network(places, target), NETWORK_SECONDS),
        reads.begin(
            "git itself", lambda: tried(places, target), ATTEMPT_SECONDS, told.attempt, told.let_in
        ),
    )


def _situation(
    places: Places, wanted: Wanted, target: Target, git: GitView, report: Report
) -> Situation:
    """As the profile sees it that git signs with; the person's own choice comes first."""
    named = wanted.profile or target.profile or _signing_profile(git)
    region = wanted.region or target.region or None
    try:
        return observe(places, named, region, report, target.repository or None, keyring=False)
    except OnboardError:
        if wanted.profile:
            raise
        return observe(places, None, region, report, target.repository or None, keyring=False)


def _signing_profile(git: GitView) -> str | None:
    from onboard.git.helper_line import read_line

    lines = [read_line(one.entry.value) for one in git.helpers]
    return next((one.profile for one in lines if one.kind in ("helper", "aws")), None)
