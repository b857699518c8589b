"""See one case: the situation, one address, and how git and ssh go there; reads only."""

from dataclasses import dataclass, replace
from pathlib import Path

from onboard.aws.explained import UnknownProfile
from onboard.observe import observe
from onboard.observe.case import told
from onboard.observe.case.clock import ahead
from onboard.observe.case.git_view import git_view, method_of
from onboard.observe.case.grc import grc
from onboard.observe.case.kept import with_kept
from onboard.observe.case.key_owner import owner_profile
from onboard.observe.case.network import network
from onboard.observe.case.repository import exists
from onboard.observe.case.signer import compared, signer
from onboard.observe.case.ssh_view import ssh_view
from onboard.observe.case.target import asked_for, found_here, from_setups, in_region
from onboard.observe.case.tried import tried
from onboard.observe.reading import Reading, Reads
from onboard.places import Places
from onboard.situation import Situation
from onboard.situation.case import Attempted, Case, GitView, Grc, Signer, Target
from onboard.situation.network import Network
from onboard.situation.ssh import SshView
from onboard.work import Report, silent

KEPT_SECONDS, SSH_SECONDS, NETWORK_SECONDS, ATTEMPT_SECONDS = 45.0, 25.0, 15.0, 90.0
FILE_SECONDS, REPOSITORY_SECONDS = 15.0, 20.0


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
    reads = Reads(report)
    try:
        if target.url:
            return _case_of(reads, places, wanted, target)
        situation = _situation(reads, places, wanted, target)
        target = from_setups(situation, wanted.repository)
        return _case_of(reads, places, wanted, target, situation)
    finally:
        reads.close()


def _case_of(
    reads: Reads,
    places: Places,
    wanted: Wanted,
    target: Target,
    known: Situation | None = None,
) -> Case:
    """The case of that address; a situation that is `known` was seen as the person alone."""
    begun = _begin(reads, places, target)
    # only an https address leaves it to git's configuration who signs in
    git = begun.git.value(GitView()) if target.scheme == "https" else GitView()
    who = signer(places.env, target, git)
    situation = _as_signer(reads, places, wanted, target, who, known)
    other = owner_profile(target, situation)
    if other and not wanted.profile:
        situation = _situation(reads, places, replace(wanted, profile=other), target)
    who = who and compared(who, situation)
    target = in_region(target, situation)
    there = reads.begin(
        "The repository",
        lambda: exists(places, situation, target),
        REPOSITORY_SECONDS,
        told.repository if target.repository else None,
        bool,
    )
    return Case(
        situation=situation,
        target=target,
        method=method_of(target, git),
        git=begun.kept.value(begun.git.value(git)),
        ssh=begun.ssh.fact(),
        network=begun.network.value(Network()),
        signer=who,
        grc=begun.grc.value(None),
        ahead=begun.clock.value(None),
        repository=there.value(None),
        attempt=begun.attempt.value(None),
        platform=places.platform,
    )


@dataclass(frozen=True)
class Begun:
    """The reads about one address that are under way."""

    git: Reading[GitView]
    kept: Reading[GitView]
    ssh: Reading[SshView | None]
    network: Reading[Network]
    clock: Reading[float | None]
    grc: Reading[Grc | None]
    attempt: Reading[Attempted | None]


def _begin(reads: Reads, places: Places, target: Target) -> Begun:
    git = reads.begin("git's way there", lambda: git_view(places, target), FILE_SECONDS)

    def seen() -> GitView:
        return git.value(GitView())

    return Begun(
        git,
        reads.begin(
            "What others remember", lambda: with_kept(places, target, seen()), KEPT_SECONDS
        ),
        reads.begin("How ssh goes there", lambda: ssh_view(places, target, seen()), SSH_SECONDS),
        reads.begin("The network", lambda: network(places, target, seen()), NETWORK_SECONDS),
        reads.begin(
            "The clock",
            lambda: ahead(places, target.region),
            NETWORK_SECONDS,
            told.clock,
            told.is_right,
        ),
        reads.begin("What git starts for it", lambda: grc(places, target), FILE_SECONDS),
        reads.begin(
            "git itself",
            lambda: tried(places, target, seen() if target.scheme == "ssh" else GitView()),
            ATTEMPT_SECONDS,
            told.attempt,
            told.let_in,
        ),
    )


def _as_signer(
    reads: Reads,
    places: Places,
    wanted: Wanted,
    target: Target,
    who: Signer | None,
    known: Situation | None,
) -> Situation:
    """As the profile sees it that git signs with there, else as the person asked."""
    if who is None or not who.named or (known and known.profile == who.profile):
        return known or _situation(reads, places, wanted, target)
    try:
        return _situation(reads, places, replace(wanted, profile=who.profile), target)
    except UnknownProfile:
        seen = known or _situation(reads, places, wanted, target)
    other = compared(who, seen).instead
    if not other or other == seen.profile:
        return seen
    return _situation(reads, places, replace(wanted, profile=other), target)


def _situation(reads: Reads, places: Places, wanted: Wanted, target: Target) -> Situation:
    region = wanted.region or target.region or None
    name = target.repository or None
    return observe(places, wanted.profile, region, reads.report, name, keyring=False)
